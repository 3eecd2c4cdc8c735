Gridimport.start()
