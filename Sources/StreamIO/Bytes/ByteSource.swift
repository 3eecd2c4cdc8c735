/// The one place where inputs are opened: BGZF, ordinary gzip (of one or many members) or plain bytes, told apart by the
/// first ones; from files, pipes and devices.
public final class ByteSource {
  /// The path, or "standard input".
  public let name: String
  private let input: InputBuffer
  /// Nil for plain bytes.
  private let gzip: GzipReader?

  /// Opens `path`; "-" is standard input. `threads` is for decompression: of BGZF on as many, of other gzip always on the caller's.
  /// Throws `.missingInput` where it cannot be opened. Waits for the first bytes.
  public init(path: String, threads: Int = 1) throws(Failure) {
    input = try InputBuffer(path: path)
    name = input.descriptor.name
    try input.fill(2)
    gzip = input.bytes.first == 0x1f && [nil, 0x8b].contains(input.bytes.dropFirst().first)
      ? GzipReader(input, threads: threads) : nil
  }

  /// The next bytes, at least one and up to `buffer.count` (which must not be 0); 0 only at the end of the input
  /// when all of it was whole.
  ///
  /// Throws `.data` for compressed data cut short at any byte (a BGZF file without its end-of-file block included),
  /// damaged, or followed by something else; `.inputOutput` where reading fails. Data that came before are returned first.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    precondition(!buffer.isEmpty)
    guard let gzip else { return try input.read(into: buffer) }
    return try gzip.read(into: buffer)
  }
}
