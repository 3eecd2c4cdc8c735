import Glibc

/// System calls on an open file, repeated where a signal or a file set to non-blocking interrupts them.
struct FileDescriptor {
  let number: Int32
  let name: String

  static let standardInput = FileDescriptor(number: STDIN_FILENO, name: "standard input")
  static let standardOutput = FileDescriptor(number: STDOUT_FILENO, name: "standard output")

  init(number: Int32, name: String) { (self.number, self.name) = (number, name) }

  /// Nil, with `errno` set, where it cannot be opened.
  ///
  /// - Parameter name: what messages call it, if not the path.
  init?(opening path: String, _ flags: Int32, name: String? = nil) {
    var opened: Int32
    repeat { opened = open(path, flags | O_CLOEXEC, 0o666) } while opened < 0 && errno == EINTR
    guard opened >= 0 else { return nil }
    self.init(number: opened, name: name ?? path)
  }

  /// At most `buffer.count` bytes; 0 at the end, and after an `Interruption`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    guard Interruption.waits(for: number) else { return 0 }
    var tries = ReadRetries.Tries(name)
    while true {
      let count = Glibc.read(number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard canRepeat(waitingFor: POLLIN) || tries.waitsForAnother(after: errno) else {
        throw Failure(.inputOutput, "cannot be read: \(systemError())", at: Place(file: name))
      }
    }
  }

  /// All of the bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(number, part.baseAddress, part.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || !canRepeat(waitingFor: POLLOUT) {
        throw Failure(.inputOutput, "cannot be written: \(systemError())", at: Place(file: name))
      }
    }
  }

  /// Whether a read would return at once.
  var isReadable: Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  /// Waits until what was written would outlast a loss of power.
  func synchronise() throws(Failure) {
    // What cannot be (a pipe) has no need of it.
    guard fsync(number) == 0 || errno == EINVAL else {
      throw Failure(.inputOutput, "cannot be written: \(systemError())", at: Place(file: name))
    }
  }

  func close() { _ = Glibc.close(number) }

  /// Reports what a close does (a file server may refuse what it took only then), leaving the number in use.
  func checkClose() throws(Failure) {
    let copy = dup(number)
    guard copy >= 0, Glibc.close(copy) == 0 else {
      throw Failure(.inputOutput, "cannot be completed: \(systemError())", at: Place(file: name))
    }
  }

  /// After a failed call: whether it is to be made again, once the file is ready if that was the reason.
  private func canRepeat(waitingFor events: Int32) -> Bool {
    if errno == EINTR { return true }
    guard errno == EAGAIN || errno == EWOULDBLOCK else { return false }
    var request = pollfd(fd: number, events: Int16(events), revents: 0)
    return poll(&request, 1, -1) >= 0 || errno == EINTR
  }
}

/// What the last failed system call says.
func systemError() -> String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }
