Trainnet.start()
