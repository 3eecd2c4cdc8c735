import Glibc

/// A POSIX thread: unlike a task of Swift's it keeps what libraries tie to a thread (GLPK's environment), and has a
/// stack deep enough for them.
struct WorkerThread {
  private static let stackBytes = 8 << 20
  private var handle = pthread_t()

  /// Nil where the system grants no more threads.
  init?(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    let work = Unmanaged.passRetained(Work(body))
    let status = pthread_create(
      &handle, &attributes,
      { pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard status == 0 else {
      work.release()
      return nil
    }
  }

  /// Waits for its end; once only.
  func join() { pthread_join(handle, nil) }

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
