import Glibc

/// The temporaries that exist, so that an interrupted tool leaves none behind: on SIGINT, SIGTERM, SIGHUP and
/// SIGPIPE they are removed, and the signal then ends the process as it would have.
enum TemporaryFiles {
  /// A tool has its output and perhaps a second one; more than fit here would only be left behind.
  private static let capacity = 16
  /// Held by those who write paths.
  private static let writing = Monitor(())
  /// Paths as C strings, freed by their owner. Set up before the handler can run, and read by it without locks: a
  /// pointer is written in one piece.
  nonisolated(unsafe) private static let paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
    let paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
    paths.initialize(repeating: nil, count: capacity)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] {
      var current = sigaction()
      sigaction(number, nil, &current)
      // One that is ignored, as under nohup, stays so.
      if current.__sigaction_handler.sa_handler == nil {
        signal(number) { number in
          TemporaryFiles.removeAll()
          signal(number, SIG_DFL)
          raise(number)
        }
      }
    }
    return paths
  }()

  static func add(_ path: String) {
    writing.change { _ in
      guard let slot = (0..<capacity).first(where: { paths[$0] == nil }) else { return }
      paths[slot] = strdup(path)
    }
  }

  static func forget(_ path: String) {
    writing.change { _ in
      for slot in 0..<capacity {
        guard let known = paths[slot], strcmp(known, path) == 0 else { continue }
        paths[slot] = nil
        free(known)
      }
    }
  }

  private static func removeAll() {
    for slot in 0..<capacity {
      if let path = paths[slot] { unlink(path) }
    }
  }
}
