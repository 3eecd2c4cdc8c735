import Glibc
import StreamIO
import Testing

@Suite struct OrderedMapTests {
  /// What is consumed and the error of a run over 0..<count.
  private func run(
    threads: Int, count: Int = 200, failing: Set<Int> = [], producing: Int? = nil, consuming: Int? = nil,
    state: Bool = true
  ) -> (consumed: [Int], produced: Int, message: String?) {
    var (next, consumed) = (0, [Int]())
    do throws(Failure) {
      try orderedMap(
        threads: threads,
        makeState: { () throws(Failure) -> UInt in
          if !state { throw Failure(.bug, "state") }
          return UInt(pthread_self())
        },
        produce: { () throws(Failure) -> Int? in
          if next == producing { throw Failure(.data, "produce \(next)") }
          next += 1
          return next <= count ? next - 1 : nil
        },
        transform: { (thread: inout UInt, item: Int) throws(Failure) -> Int in
          if thread != UInt(pthread_self()) { throw Failure(.bug, "state of another thread") }
          usleep(UInt32(item * 7919 % 5) * 100)
          if failing.contains(item) { throw Failure(.data, "transform \(item)") }
          return item * item
        },
        consume: { (output: Int) throws(Failure) in
          if output == consuming.map({ $0 * $0 }) { throw Failure(.data, "consume \(output)") }
          consumed.append(output)
        })
      return (consumed, next, nil)
    } catch {
      return (consumed, next, error.message)
    }
  }

  private func squares(_ count: Int) -> [Int] { (0..<count).map { $0 * $0 } }

  @Test(arguments: [0, 1, 2, 3, 16]) func orderAndErrorsDoNotDependOnThreads(threads: Int) {
    #expect(run(threads: threads).consumed == squares(200))
    #expect(run(threads: threads, count: 0).consumed == [])
    let transform = run(threads: threads, failing: [40, 41, 45])
    #expect(transform.consumed == squares(40) && transform.message == "transform 40")
    let produce = run(threads: threads, producing: 60)
    #expect(produce.consumed == squares(60) && produce.message == "produce 60")
    let both = run(threads: threads, failing: [58], producing: 60)
    #expect(both.consumed == squares(58) && both.message == "transform 58")
    let consume = run(threads: threads, consuming: 30)
    #expect(consume.consumed == squares(30) && consume.message == "consume 900")
    let state = run(threads: threads, state: false)
    #expect(state.consumed.isEmpty && state.message == "state")
  }

  @Test func memoryIsBounded() {
    let stopped = run(threads: 2, count: 100_000, failing: [50])
    #expect(stopped.produced < 100 && stopped.consumed.count == 50)
  }
}
