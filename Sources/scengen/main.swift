Scengen.start()
