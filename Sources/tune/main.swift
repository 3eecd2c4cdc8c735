Tune.start()
