Aggregate.start()
