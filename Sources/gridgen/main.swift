Gridgen.start()
