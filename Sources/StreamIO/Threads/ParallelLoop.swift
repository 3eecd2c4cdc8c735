import Glibc
import Synchronization

/// Runs the indices of short loops on several threads, over and over: workers stay, and look out for the next loop for
/// some microseconds before they sleep.
///
/// Which thread takes an index is left to chance, so bodies write where their index says. With one thread, or where the
/// system grants no more, the loop runs on the caller's. Only the owner's thread may use it.
public final class ParallelLoop: @unchecked Sendable {
  private let threadLimit: Int
  private var threads: [WorkerThread] = []
  private var body: (_ worker: Int, _ index: Int) -> Void = { _, _ in }
  /// Number of the loop in the upper half, the next index or the number of indices in the lower.
  private let next = Atomic<UInt64>(0)
  private let limit = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let current = Atomic<UInt64>(0)
  private let announced = Monitor(Announcement())

  private struct Announcement {
    var loop: UInt64 = 0
    var isStopped = false
  }

  public init(threads: Int) { threadLimit = max(1, threads) }

  deinit {
    announced.change { $0.isStopped = true }
    current.store(.max, ordering: .releasing)
    for thread in threads { thread.join() }
  }

  /// Workers, the caller's thread included: their numbers are below it.
  public var workers: Int { threadLimit }

  /// Calls `body` once for each index below `count`, and returns when all have returned.
  public func run(_ count: Int, _ body: (_ worker: Int, _ index: Int) -> Void) {
    guard threadLimit > 1, count > 1 else {
      for index in 0..<count { body(0, index) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      let loop = (current.load(ordering: .relaxed) + 1) & 0xffff_ffff
      finished.store(0, ordering: .relaxed)
      limit.store(loop << 32 | UInt64(count), ordering: .releasing)
      next.store(loop << 32, ordering: .releasing)
      current.store(loop, ordering: .releasing)
      announced.change { $0.loop = loop }
      while threads.count < threadLimit - 1, startThread() {}
      work(as: 0)
      var waits = 0
      while finished.load(ordering: .acquiring) < count {
        waits += 1
        if waits > 1000 { sched_yield() }
      }
      self.body = { _, _ in }
    }
  }

  /// Takes indices of the loop that runs until none is left.
  private func work(as worker: Int) {
    while true {
      let ticket = next.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue
      let limit = limit.load(ordering: .acquiring)
      // A ticket of a loop that has ended is worth nothing.
      guard ticket >> 32 == limit >> 32, ticket < limit else { return }
      body(worker, Int(ticket & 0xffff_ffff))
      finished.wrappingAdd(1, ordering: .releasing)
    }
  }

  private func startThread() -> Bool {
    let worker = threads.count + 1
    // Unowned: the threads end with their owner, which waits for them.
    guard
      let thread = WorkerThread({ [unowned(unsafe) self] in
        var seen: UInt64 = 0
        while true {
          var looks = 0
          while looks < 4000, current.load(ordering: .acquiring) == seen { looks += 1 }
          let announcement = announced.wait { $0.isStopped || $0.loop != seen ? $0 : nil }
          if announcement.isStopped { return }
          seen = announcement.loop
          work(as: worker)
        }
      })
    else { return false }
    threads.append(thread)
    return true
  }
}
