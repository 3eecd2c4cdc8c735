import Glibc

/// The right to read a file, change it and replace it, which one process has at a time.
///
/// A file that is replaced by another cannot carry a lock. So `FILE.lock` beside it does, for as long as somebody holds it. The
/// kernel keeps the lock (flock, which Linux hands on to the server of a network file system): it ends with the process, however
/// that dies, and a `FILE.lock` that is left behind locks nothing.
public final class FileLock: Sendable {
  /// Nil where nothing is to be replaced.
  private let held: (descriptor: FileDescriptor, path: String)?

  /// - Parameters:
  ///   - path: the file, which need not be there; standard output ("-"), devices and pipes have no lock.
  ///   - waitSeconds: how long to wait for another process to be done.
  ///
  /// Throws `.cannotCreate` where another process has the lock, or the file system gives none.
  public init(of path: String, waitSeconds: Int = 0) throws(Failure) {
    guard path != "-", let target = try OutputFile.target(of: path) else {
      held = nil
      return
    }
    let lock = target + ".lock"
    var waitedMilliseconds = 0
    while true {
      guard let opened = FileDescriptor(opening: lock, O_RDWR | O_CREAT | O_NOFOLLOW) else {
        throw Self.cannotLock(path, "\(lock) cannot be opened: \(systemError())")
      }
      if flock(opened.number, LOCK_EX | LOCK_NB) == 0 {
        // Who held it before may have removed the file after it was opened here: then this is a lock that nobody else sees.
        if Self.isSameFile(opened, lock) {
          Self.sign(opened)
          TemporaryFiles.add(lock)
          held = (opened, lock)
          return
        }
        opened.close()
        continue
      }
      let error = errno
      let holder = error == EWOULDBLOCK ? Self.signature(of: opened) : ""
      opened.close()
      // ESTALE: it was removed on the server.
      if error == EINTR || error == ESTALE { continue }
      guard error == EWOULDBLOCK else { throw Self.cannotLock(path, "\(lock): \(String(cString: strerror(error)))") }
      guard waitedMilliseconds < waitSeconds * 1000 else {
        throw Failure(
          .cannotCreate, "is in use by \(holder.isEmpty ? "another process" : holder); one at a time can change it",
          at: Place(file: path))
      }
      usleep(10_000)
      waitedMilliseconds += 10
    }
  }

  deinit {
    guard let held else { return }
    // While it is locked: so nobody removes a file that another one has locked.
    unlink(held.path)
    TemporaryFiles.forget(held.path)
    held.descriptor.close()
  }

  private static func cannotLock(_ path: String, _ reason: String) -> Failure {
    Failure(.cannotCreate, "cannot be locked: \(reason)", at: Place(file: path))
  }

  /// Whether the path still names the open file. It is opened, not looked up, as a network file system then asks its server
  /// instead of its cache.
  private static func isSameFile(_ file: FileDescriptor, _ path: String) -> Bool {
    guard let other = FileDescriptor(opening: path, O_RDONLY | O_NOFOLLOW) else { return false }
    defer { other.close() }
    var (status, otherStatus) = (stat(), stat())
    return fstat(file.number, &status) == 0 && fstat(other.number, &otherStatus) == 0
      && status.st_dev == otherStatus.st_dev && status.st_ino == otherStatus.st_ino
  }

  /// Who holds it, for messages.
  private static func sign(_ file: FileDescriptor) {
    var text = "process \(getpid()) on \(hostName)"
    guard ftruncate(file.number, 0) == 0 else { return }
    _ = text.withUTF8 { pwrite(file.number, $0.baseAddress, $0.count, 0) }
  }

  private static func signature(of file: FileDescriptor) -> String {
    var buffer = [UInt8](repeating: 0, count: 300)
    let count = pread(file.number, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}

/// What this machine calls itself, as `uname -n` prints it.
let hostName: String = {
  var name = utsname()
  guard uname(&name) == 0 else { return "localhost" }
  return withUnsafeBytes(of: &name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}()
