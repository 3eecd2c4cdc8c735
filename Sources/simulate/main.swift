Simulate.start()
