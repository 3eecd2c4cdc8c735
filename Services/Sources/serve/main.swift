Serve.start()
