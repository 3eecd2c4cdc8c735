/// Transforms items on worker threads and hands their outputs over in the order of submission; an item may have any
/// number of outputs, in bounded memory: those of the oldest item are handed over as they come, while whoever works
/// on a later one waits once it has some ahead. Only the owner's thread may use it; it bounds what is in flight by being full.
///
/// No thread waits for ever: items are taken in order, so that the oldest is always being worked on or over, and its
/// outputs are taken by the owner, or dropped once the owner ends the pool.
final class OrderedPool<Item: Sendable, State, Output: Sendable> {
  /// Sends an item's outputs from the thread it is called on.
  typealias Transform = @Sendable (
    _ state: inout State, _ item: Item, _ send: @escaping (Output) -> Void
  ) throws(Failure) -> Void

  private let queue = Monitor(Queue())
  private let threadLimit: Int
  private var threads: [WorkerThread] = []
  /// The owner's own worker, where there is to be one thread or the system grants no other.
  private var ownWorker: Worker
  private let makeState: @Sendable () throws(Failure) -> State
  private let transform: Transform
  private(set) var inFlight = 0

  /// `threads` below 2: everything is done on the owner's thread, within `handOverOldest`.
  init(threads: Int, makeState: @escaping @Sendable () throws(Failure) -> State, transform: @escaping Transform) {
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
    queue.change { $0.submit(item) }
  }

  /// Hands the oldest item's outputs to `consume` until it is over; false where nothing is in flight.
  ///
  /// - Throws: What `consume` throws, or, after all outputs, what the item's transformation did.
  func handOverOldest(to consume: (Output) throws(Failure) -> Void) throws(Failure) -> Bool {
    guard inFlight > 0 else { return false }
    inFlight -= 1
    if threads.isEmpty { return try workOnOldest(consume) }
    while true {
      let (outputs, end) = queue.wait { $0.deliver() }
      for output in outputs { try consume(output) }
      guard let end else { continue }
      try end.get()
      return true
    }
  }

  /// The oldest item's last output, waited for; nil where nothing is in flight. For items that have one.
  func next() throws(Failure) -> Output? {
    var result: Output?
    _ = try handOverOldest { result = $0 }
    return result
  }

  private func workOnOldest(_ consume: (Output) throws(Failure) -> Void) throws(Failure) -> Bool {
    guard let item = queue.change({ $0.takeAndDeliver() }) else { return false }
    var failure: Failure?
    let end = withoutActuallyEscaping(consume) { consume in
      ownWorker.run(item) { output in
        // What fails ends the item only where it is over; until then nobody takes its outputs.
        guard failure == nil else { return }
        do throws(Failure) { try consume(output) } catch { failure = error }
      }
    }
    if let failure { throw failure }
    try end.get()
    return true
  }

  private func startThread() -> WorkerThread? {
    WorkerThread { [queue, makeState, transform] in
      var worker = Worker(makeState: makeState, transform: transform)
      while case .item(let number, let item) = queue.wait({ $0.take() }) {
        // The last output goes with the end: an item that has one is delivered in one go.
        var last: Output?
        let end = worker.run(item) { output in
          if let waiting = exchange(&last, with: output) { queue.wait { $0.add(waiting, of: number) } }
        }
        queue.change { $0.end(number, last, end) }
      }
    }
  }

  /// One thread's state, made on it at its first item, and what it does.
  private struct Worker {
    let makeState: @Sendable () throws(Failure) -> State
    let transform: Transform
    private var state: [State] = []

    init(makeState: @escaping @Sendable () throws(Failure) -> State, transform: @escaping Transform) {
      (self.makeState, self.transform) = (makeState, transform)
    }

    mutating func run(_ item: Item, send: @escaping (Output) -> Void) -> Result<Void, Failure> {
      do throws(Failure) {
        if state.isEmpty { state.append(try makeState()) }
        return .success(try transform(&state[0], item, send))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Items and outputs by their number in order of submission.
  private struct Queue {
    /// Outputs an item may have waiting, its last apart.
    static var outputLimit: Int { 4 }

    var isStopped = false
    private var waiting: [Int: Item] = [:]
    private var outputs: [Int: [Output]] = [:]
    private var ends: [Int: Result<Void, Failure>] = [:]
    private var submitted = 0
    private var taken = 0
    private var delivered = 0

    enum Work {
      case item(Int, Item)
      case stop
    }

    mutating func submit(_ item: Item) {
      waiting[submitted] = item
      submitted += 1
    }

    mutating func take() -> Work? {
      if isStopped { return .stop }
      guard let item = waiting.removeValue(forKey: taken) else { return nil }
      taken += 1
      return .item(taken - 1, item)
    }

    /// The oldest item, for the owner itself, who sees to what becomes of it.
    mutating func takeAndDeliver() -> Item? {
      guard case .item(_, let item) = take() else { return nil }
      delivered += 1
      return item
    }

    /// Nil as long as there is no room.
    mutating func add(_ output: Output, of number: Int) -> Void? {
      if isStopped { return () }
      guard outputs[number, default: []].count < Self.outputLimit else { return nil }
      outputs[number, default: []].append(output)
      return ()
    }

    mutating func end(_ number: Int, _ last: Output?, _ end: Result<Void, Failure>) {
      if let last { outputs[number, default: []].append(last) }
      ends[number] = end
    }

    /// What there is of the oldest item, and how it ended if it is over.
    mutating func deliver() -> (outputs: [Output], end: Result<Void, Failure>?)? {
      let end = ends.removeValue(forKey: delivered)
      let outputs = outputs.removeValue(forKey: delivered)
      guard end != nil || outputs != nil else { return nil }
      if end != nil { delivered += 1 }
      return (outputs ?? [], end)
    }
  }
}
