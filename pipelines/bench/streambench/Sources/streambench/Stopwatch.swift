import Foundation

/// Processor time of this thread.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Seconds that one call takes, over as many calls as fill a few milliseconds.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  var calls = 0
  let start = processorSeconds()
  var elapsed = 0.0
  while elapsed < 0.02 {
    try body()
    calls += 1
    elapsed = processorSeconds() - start
  }
  return elapsed / Double(calls)
}

/// The medians of several measurements taken in turns, so that a machine that slows down slows all of them.
func mediansInTurns(rounds: Int = 9, _ bodies: [() throws -> Void]) throws -> [Double] {
  var times = bodies.map { _ in [Double]() }
  for _ in 0..<rounds {
    for (i, body) in bodies.enumerated() { times[i].append(try seconds(body)) }
  }
  return times.map { $0.sorted()[rounds / 2] }
}
