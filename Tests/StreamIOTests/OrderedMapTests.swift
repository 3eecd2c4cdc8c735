import Glibc
import StreamIO
import Synchronization
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

  private final class Waiting: Sendable {
    let now = Atomic(0)
    let most = Atomic(0)
  }

  /// What is consumed of items of up to `outputs` pieces, the error, and the most pieces that waited at a time.
  private func runPieces(
    threads: Int, count: Int = 100, outputs: Int = 50, failing: Int? = nil, consuming: Int? = nil
  ) -> (consumed: [Int], message: String?, mostWaiting: Int) {
    let waiting = Waiting()
    var (next, consumed) = (0, [Int]())
    var message: String?
    do throws(Failure) {
      try orderedFlatMap(
        threads: threads,
        makeState: { () throws(Failure) in () },
        produce: { () throws(Failure) -> Int? in
          next += 1
          return next <= count ? next - 1 : nil
        },
        transform: { (_: inout Void, item: Int, send: @escaping (Int) -> Void) throws(Failure) in
          for piece in 0..<(item * 7919 % outputs) {
            waiting.most.max(waiting.now.wrappingAdd(1, ordering: .relaxed).newValue, ordering: .relaxed)
            send(1000 * item + piece)
          }
          if item == failing { throw Failure(.data, "transform \(item)") }
        },
        consume: { (output: Int) throws(Failure) in
          if output == consuming { throw Failure(.data, "consume \(output)") }
          waiting.now.wrappingSubtract(1, ordering: .relaxed)
          consumed.append(output)
        })
    } catch {
      message = error.message
    }
    return (consumed, message, waiting.most.load(ordering: .relaxed))
  }

  private func pieces(_ items: Range<Int>, outputs: Int = 50) -> [Int] {
    items.flatMap { item in (0..<(item * 7919 % outputs)).map { 1000 * item + $0 } }
  }

  @Test(arguments: [0, 1, 2, 3, 16]) func piecesAreConsumedInOrder(threads: Int) {
    #expect(runPieces(threads: threads).consumed == pieces(0..<100))
    // What an item sent before it failed is consumed.
    let failed = runPieces(threads: threads, failing: 27)
    #expect(failed.consumed == pieces(0..<28) && failed.message == "transform 27")
    // A consumer that fails in the middle of an item, while others wait for room.
    let stopped = runPieces(threads: threads, consuming: 27_005)
    #expect(stopped.consumed == pieces(0..<28).prefix { $0 < 27_005 } && stopped.message == "consume 27005")
  }

  @Test(arguments: [1, 2, 8]) func piecesWaitForRoom(threads: Int) {
    let run = runPieces(threads: threads, count: 40, outputs: 1000)
    #expect(run.consumed == pieces(0..<40, outputs: 1000))
    // Five of each item in work or over, and five that the consumer has taken: not the 20,000 there are.
    #expect(run.mostWaiting <= (4 * threads + 1) * 6 + 5)
  }
}
