import Glibc

/// Standard output; or a file that appears under its name only when complete, being a temporary beside it until then;
/// or a device or pipe, written directly.
final class OutputFile {
  private let descriptor: FileDescriptor
  /// The temporary, until it has got its name, and that name.
  private var pending: (temporary: String, path: String)?
  private let token: RunToken?

  init(path: String?, token: RunToken? = .current) throws(Failure) {
    self.token = token
    guard let path, path != "-" else {
      descriptor = .standardOutput
      return
    }
    guard let target = try Self.target(of: path) else {
      guard let opened = FileDescriptor(opening: path, O_WRONLY) else { throw Self.cannotCreate(path) }
      descriptor = opened
      return
    }
    // Who cleans up asks by these names whether their makers live.
    let maker = (token.map { "\($0.name)-" } ?? "") + String(getpid())
    var attempt = 0
    while true {
      let temporary = "\(target).\(maker)-\(attempt)@\(hostName).tmp"
      // Before it is there: a signal may come at once.
      TemporaryFiles.add(temporary)
      if let opened = FileDescriptor(opening: temporary, O_WRONLY | O_CREAT | O_EXCL, name: path) {
        (descriptor, pending) = (opened, (temporary, target))
        return
      }
      let error = errno
      TemporaryFiles.forget(temporary)
      errno = error
      guard error == EEXIST, attempt < 10_000 else { throw Self.cannotCreate(path) }
      attempt += 1
    }
  }

  deinit {
    if descriptor.number != STDOUT_FILENO { descriptor.close() }
    if let pending {
      unlink(pending.temporary)
      TemporaryFiles.forget(pending.temporary)
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) { try descriptor.write(bytes) }

  /// Everything is written: gives the file its name.
  ///
  /// - Parameter isDurable: whether the file under its name must outlast a loss of power.
  func finish(isDurable: Bool = false) throws(Failure) {
    if isDurable { try descriptor.synchronise() }
    try descriptor.checkClose()
    guard let pending else { return }
    try token?.check(for: pending.path)
    guard rename(pending.temporary, pending.path) == 0 else { throw Self.cannotCreate(pending.path) }
    TemporaryFiles.forget(pending.temporary)
    self.pending = nil
  }

  /// The file that is replaced, which a link stays pointing to; nil for a device or pipe, which is written directly. Throws
  /// `.cannotCreate`.
  static func target(of path: String) throws(Failure) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw cannotCreate(path) }
      return path
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Failure(.cannotCreate, "is a directory; name a file", at: Place(file: path))
    case S_IFREG: return resolved(path)
    default: return nil
    }
  }

  private static func cannotCreate(_ path: String) -> Failure {
    Failure(.cannotCreate, "cannot be created: \(systemError())", at: Place(file: path))
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
