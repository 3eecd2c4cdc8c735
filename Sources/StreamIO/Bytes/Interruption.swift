import Glibc

/// Lets a tool that keeps a state end in good order: SIGINT, SIGTERM and SIGHUP become the end of its input.
///
/// The handler writes to a pipe that reads wait for as well, so that no signal is lost between a look at a flag and the
/// read after it.
public enum Interruption {
  /// Written by the handler, in one piece.
  nonisolated(unsafe) private static var received: sig_atomic_t = 0
  /// Both ends of the pipe; -1 before it is made.
  nonisolated(unsafe) private static var (waiting, telling): (Int32, Int32) = (-1, -1)

  public static var isRequested: Bool { received != 0 }

  /// From now on; before threads are started.
  public static func endsInput() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (waiting, telling) = (ends[0], ends[1])
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var current = sigaction()
      sigaction(number, nil, &current)
      // One that is ignored, as under nohup, stays so.
      guard unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else {
        continue
      }
      signal(number) { number in
        Interruption.received = number
        write(Interruption.telling, "!", 1)
      }
    }
  }

  /// Waits until a read would not; false where a signal came instead.
  static func waits(for descriptor: Int32) -> Bool {
    guard waiting >= 0 else { return true }
    var requests = [descriptor, waiting].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while !isRequested, poll(&requests, 2, -1) < 0, errno == EINTR {}
    return !isRequested
  }

  /// Ends the process as the signal would have, if one came.
  public static func conclude() {
    guard isRequested else { return }
    signal(received, SIG_DFL)
    raise(received)
  }
}
