Decide.start()
