import Glibc

/// An open input with what was read ahead of it.
final class InputBuffer {
  /// What a pipe hands over at once, several times, and some of the largest blocks of BGZF.
  private static let capacity = 256 << 10

  let descriptor: FileDescriptor
  /// Allocated once the input is open: an initialiser that throws before all is set would leave it behind.
  private let storage: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  /// The position in the file of the first byte that is not yet consumed.
  private(set) var offset = 0
  private(set) var isAtEnd = false

  init(path: String) throws(Failure) {
    if path == "-" {
      descriptor = .standardInput
      storage = .allocate(byteCount: Self.capacity, alignment: 16)
      return
    }
    var tries = ReadRetries.Tries(path)
    var opened = FileDescriptor(opening: path, O_RDONLY)
    while opened == nil, tries.waitsForAnother(after: errno) { opened = FileDescriptor(opening: path, O_RDONLY) }
    guard let opened else {
      throw Failure(.missingInput, "cannot be opened: \(systemError())", at: Place(file: path))
    }
    descriptor = opened
    storage = .allocate(byteCount: Self.capacity, alignment: 16)
    var status = stat()
    if fstat(opened.number, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.missingInput, "is a directory; a file is needed", at: Place(file: path))
    }
  }

  deinit {
    if descriptor.number != STDIN_FILENO { descriptor.close() }
    storage.deallocate()
  }

  /// What is buffered.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[start..<end]) }

  func consume(_ count: Int) {
    start += count
    offset += count
  }

  /// Buffers at least `count` bytes (no more than the capacity), if the input holds as many; if not `waiting`, only
  /// while reads return at once.
  func fill(_ count: Int, waiting: Bool = true) throws(Failure) {
    while end - start < count, !isAtEnd, waiting || descriptor.isReadable {
      if Self.capacity - start < count || start == end {
        UnsafeMutableRawBufferPointer(rebasing: storage[..<(end - start)]).copyMemory(from: bytes)
        (start, end) = (0, end - start)
      }
      let taken = try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
      end += taken
      isAtEnd = taken == 0
    }
  }

  /// The next bytes, as many as are there; 0 only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    if start == end {
      if isAtEnd { return 0 }
      let taken = try descriptor.read(into: buffer)
      offset += taken
      isAtEnd = taken == 0
      return taken
    }
    let taken = min(buffer.count, end - start)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<start + taken]))
    consume(taken)
    return taken
  }
}
