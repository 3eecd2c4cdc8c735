import Glibc

/// The one place where inputs are opened: BGZF, ordinary gzip (of one or many members) or plain bytes, told apart by the
/// first ones; from files, pipes and devices.
public final class ByteSource {
  /// The path, or "standard input".
  public let name: String
  private let input: InputBuffer
  /// Nil for plain bytes.
  private let gzip: GzipReader?
  /// What ended the input, so that nobody reads on behind it.
  private var failure: Failure?
  /// Of the bytes that are read, uncompressed, if it is set.
  public var checksum: SHA256?

  /// Opens `path`; "-" is standard input. BGZF is decompressed on `threads` threads, other gzip always on the caller's.
  /// Throws `.missingInput` where it cannot be opened. Waits for the first bytes.
  public init(path: String, threads: Int = 1) throws(Failure) {
    input = try InputBuffer(path: path)
    name = input.descriptor.name
    try input.fill(2)
    // A lone first byte of gzip is gzip cut short.
    let isGzip = !input.bytes.isEmpty && [0x1f, 0x8b].starts(with: input.bytes.prefix(2))
    gzip = isGzip ? GzipReader(input, threads: threads) : nil
  }

  /// Where in the input as stored, compressed or not, reading has come to; known to a block or so.
  public var offset: Int { gzip?.offset ?? input.offset }

  /// How long an input is as stored; nil where that is not known beforehand, as of a pipe.
  public static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  /// Whether there is a file of this name; throws `.missingInput` where nobody can tell.
  public static func exists(_ path: String) throws(Failure) -> Bool {
    if access(path, F_OK) == 0 { return true }
    guard errno == ENOENT else { throw Failure(.missingInput, "cannot be opened: \(systemError())", at: Place(file: path)) }
    return false
  }

  /// The next bytes, at least one and up to `buffer.count` (which must not be 0); 0 only at the end of the input
  /// when all of it was whole.
  ///
  /// Throws `.data` for compressed data cut short at any byte (a BGZF file without its end-of-file block included),
  /// damaged, or followed by something else; `.inputOutput` where reading fails. Data that came before are returned first.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    precondition(!buffer.isEmpty)
    if let failure { throw failure }
    do throws(Failure) {
      let count = if let gzip { try gzip.read(into: buffer) } else { try input.read(into: buffer) }
      checksum?.update(buffer[..<count])
      return count
    } catch {
      failure = error
      throw error
    }
  }
}
