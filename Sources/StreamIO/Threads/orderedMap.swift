/// Ordered parallel map over a stream in bounded memory.
///
/// `produce` is called on the calling thread for the next item (nil at the end), `transform` on worker threads, each
/// with its own state made by `makeState` on that thread, and `consume` on the calling thread in the order of the items.
/// With one thread everything runs on the calling one, item by item.
///
/// What is consumed, and the error thrown, are the same for any number of threads: the earliest item's error, after
/// everything before it has been consumed. Items already being transformed are finished before this returns.
public func orderedMap<Item: Sendable, State, Output: Sendable>(
  threads: Int,
  makeState: @escaping @Sendable () throws(Failure) -> State,
  produce: () throws(Failure) -> Item?,
  transform: @escaping @Sendable (inout State, Item) throws(Failure) -> Output,
  consume: (Output) throws(Failure) -> Void
) throws(Failure) {
  try orderedFlatMap(
    threads: threads, makeState: makeState, produce: produce,
    transform: { (state: inout State, item: Item, send: @escaping (Output) -> Void) throws(Failure) in
      send(try transform(&state, item))
    },
    consume: consume)
}

/// The same for items of any number of outputs, sent one by one: of each item a few at most wait to be consumed, then
/// `send` does. Outputs sent before an item fails are consumed.
///
/// - Parameter transform: calls its last argument with each output, on its own thread and before it returns.
public func orderedFlatMap<Item: Sendable, State, Output: Sendable>(
  threads: Int,
  makeState: @escaping @Sendable () throws(Failure) -> State,
  produce: () throws(Failure) -> Item?,
  transform: @escaping @Sendable (inout State, Item, _ send: @escaping (Output) -> Void) throws(Failure) -> Void,
  consume: (Output) throws(Failure) -> Void
) throws(Failure) {
  let pool = OrderedPool(threads: threads, makeState: makeState, transform: transform)
  var end: Result<Void, Failure>?
  repeat {
    while end == nil, !pool.isFull {
      do throws(Failure) {
        guard let item = try produce() else {
          end = .success(())
          break
        }
        pool.submit(item)
      } catch {
        end = .failure(error)
      }
    }
  } while try pool.handOverOldest(to: consume)
  try end?.get()
}
