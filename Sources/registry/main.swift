Registry.start()
