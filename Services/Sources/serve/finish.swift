import Dispatch

/// Does asynchronous work to its end, on the thread of a tool's start, which is not asynchronous.
func finish(_ work: @escaping @Sendable () async throws -> Void) throws {
  let isDone = DispatchSemaphore(value: 0)
  // Written before the semaphore is signalled, read after it.
  nonisolated(unsafe) var outcome = Result<Void, any Error>.success(())
  Task {
    do { try await work() } catch { outcome = .failure(error) }
    isDone.signal()
  }
  isDone.wait()
  try outcome.get()
}
