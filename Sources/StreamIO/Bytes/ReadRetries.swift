import Glibc

/// Lets the process try again, so and so often, to open or read a file that fails for a cause that may pass: on shared file
/// systems a file appears late on other machines, and a server is out of reach for a while. Without it nothing is tried again.
public enum ReadRetries {
  /// A try that failed and will be made again.
  public struct Failed: Sendable {
    public let file: String
    public let reason: String
    /// From 1.
    public let number: Int
    public let waitSeconds: Double
  }

  nonisolated(unsafe) private static var limit = 0
  nonisolated(unsafe) private static var report: @Sendable (Failed) -> Void = { _ in }

  private static let causes: Set = [ENOENT, EIO, ESTALE, EAGAIN, ENFILE, EMFILE, ETIMEDOUT]

  /// From now on; before threads are started.
  public static func allow(_ limit: Int, report: @escaping @Sendable (Failed) -> Void) {
    (self.limit, self.report) = (limit, report)
  }

  /// The tries at one system call on `file`.
  struct Tries {
    let file: String
    private var made = 0

    init(_ file: String) { self.file = file }

    /// After a try that failed with `error`: whether to make another one, having waited for it. Waits begin with 0.1 s
    /// and double up to 5 s.
    mutating func waitsForAnother(after error: Int32) -> Bool {
      guard made < limit, causes.contains(error), !Interruption.isRequested else { return false }
      let milliseconds = min(100 << min(made, 6), 5000)
      made += 1
      report(
        Failed(file: file, reason: String(cString: strerror(error)), number: made, waitSeconds: Double(milliseconds) / 1000))
      usleep(UInt32(milliseconds) * 1000)
      return true
    }
  }
}
