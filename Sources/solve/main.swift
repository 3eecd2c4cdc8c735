Solve.start()
