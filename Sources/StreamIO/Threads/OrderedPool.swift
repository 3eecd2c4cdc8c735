/// Transforms items on worker threads and hands the results back in the order of submission. Only the owner's thread
/// may use it; it bounds what is in flight by being full.
final class OrderedPool<Item: Sendable, State, Output: Sendable> {
  private let queue = Monitor(Queue())
  private let threadLimit: Int
  private var threads: [WorkerThread] = []
  /// The owner's own worker, where there is to be one thread or the system grants no other.
  private var ownWorker: Worker
  private let makeState: @Sendable () throws(Failure) -> State
  private let transform: @Sendable (inout State, Item) throws(Failure) -> Output
  private(set) var inFlight = 0

  /// `threads` below 2: everything is done on the owner's thread, within `submit`.
  init(
    threads: Int, makeState: @escaping @Sendable () throws(Failure) -> State,
    transform: @escaping @Sendable (inout State, Item) throws(Failure) -> Output
  ) {
    (threadLimit, self.makeState, self.transform) = (threads, makeState, transform)
    ownWorker = Worker(makeState: makeState, transform: transform)
  }

  /// Ends the workers after what each is doing now.
  deinit {
    queue.change { $0.isStopped = true }
    for thread in threads { thread.join() }
  }

  var isEmpty: Bool { inFlight == 0 }
  /// Enough in flight that one slow item does not leave the other threads without work.
  var isFull: Bool { inFlight >= (threadLimit > 1 ? 4 * threadLimit : 1) }

  func submit(_ item: Item) {
    inFlight += 1
    if threadLimit > 1, threads.count < threadLimit, let thread = startThread() { threads.append(thread) }
    if threads.isEmpty {
      let result = ownWorker.run(item)
      queue.change { $0.done[$0.submit()] = result }
    } else {
      queue.change { $0.waiting[$0.submit()] = item }
    }
  }

  /// The oldest item's result, waited for; nil where nothing is in flight.
  func next() throws(Failure) -> Output? {
    guard inFlight > 0 else { return nil }
    inFlight -= 1
    return try queue.wait { $0.deliver() }.get()
  }

  private func startThread() -> WorkerThread? {
    WorkerThread { [queue, makeState, transform] in
      var worker = Worker(makeState: makeState, transform: transform)
      while case .item(let number, let item) = queue.wait({ $0.take() }) {
        let result = worker.run(item)
        queue.change { $0.done[number] = result }
      }
    }
  }

  /// One thread's state, made on it at its first item, and what it does.
  private struct Worker {
    let makeState: @Sendable () throws(Failure) -> State
    let transform: @Sendable (inout State, Item) throws(Failure) -> Output
    private var state: [State] = []

    init(
      makeState: @escaping @Sendable () throws(Failure) -> State,
      transform: @escaping @Sendable (inout State, Item) throws(Failure) -> Output
    ) {
      (self.makeState, self.transform) = (makeState, transform)
    }

    mutating func run(_ item: Item) -> Result<Output, Failure> {
      do throws(Failure) {
        if state.isEmpty { state.append(try makeState()) }
        return .success(try transform(&state[0], item))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Items and results by their number in order of submission.
  private struct Queue {
    var waiting: [Int: Item] = [:]
    var done: [Int: Result<Output, Failure>] = [:]
    var isStopped = false
    private var submitted = 0
    private var taken = 0
    private var delivered = 0

    enum Work {
      case item(Int, Item)
      case stop
    }

    mutating func submit() -> Int {
      submitted += 1
      return submitted - 1
    }

    mutating func take() -> Work? {
      if isStopped { return .stop }
      guard let item = waiting.removeValue(forKey: taken) else { return nil }
      taken += 1
      return .item(taken - 1, item)
    }

    mutating func deliver() -> Result<Output, Failure>? {
      guard let result = done.removeValue(forKey: delivered) else { return nil }
      delivered += 1
      return result
    }
  }
}
