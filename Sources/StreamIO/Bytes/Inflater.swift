import CZlib

/// zlib's decompression, its state kept from one member to the next.
final class Inflater {
  enum Framing: Int32 {
    /// A bare deflate stream.
    case raw = -15
    /// A gzip member with header and trailer, both checked.
    case gzip = 31
  }

  /// zlib's state points back to it: it must not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  init(_ framing: Framing) throws(Failure) {
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, framing.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw Failure(.unavailable, "zlib cannot start decompression (error \(status))") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func reset() { inflateReset(stream) }

  enum Outcome {
    case more
    case end
    case malformed(String)
  }

  /// Takes what it can of `source` and fills what it can of `target`.
  func inflate(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, filled: Int, outcome: Outcome) {
    // Counts of 32 bits: a larger buffer is served in parts.
    let source = source.prefix(1 << 30)
    let target = target.prefix(1 << 30)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: UnsafeRawBufferPointer(rebasing: source).bound)
    stream.pointee.avail_in = UInt32(source.count)
    stream.pointee.next_out = UnsafeMutableRawBufferPointer(rebasing: target).bound
    stream.pointee.avail_out = UInt32(target.count)
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    let outcome: Outcome =
      switch status {
      case Z_OK, Z_BUF_ERROR: .more
      case Z_STREAM_END: .end
      default: .malformed(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
      }
    return (source.count - Int(stream.pointee.avail_in), target.count - Int(stream.pointee.avail_out), outcome)
  }

  /// Fills a block's data from its member.
  func inflate(_ block: Block, name: String) throws(Failure) {
    func failure(_ what: String) -> Failure {
      Failure(.data, "the compressed block at byte \(block.offset) is damaged: \(what)", at: Place(file: name))
    }
    reset()
    let trailer = block.memberCount - BlockFrame.trailerBytes
    let deflated = UnsafeRawBufferPointer(rebasing: block.member[BlockFrame.headerBytes..<trailer])
    let (taken, filled, outcome) = inflate(deflated, into: block.dataRoom)
    block.dataCount = filled
    switch outcome {
    case .malformed(let message): throw failure(message)
    case .more: throw failure("its data do not end with it")
    case .end: break
    }
    guard taken == deflated.count else { throw failure("its data end before it") }
    guard filled == BlockFrame.littleEndian(block.member, at: trailer + 4) else {
      throw failure("incorrect length check")
    }
    guard checksum(block.data) == BlockFrame.littleEndian(block.member, at: trailer) else {
      throw failure("incorrect data check")
    }
  }
}

/// CRC-32 as gzip has it; at most 2^32 - 1 bytes.
func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 { UInt32(crc32(0, bytes.bound, UInt32(bytes.count))) }

extension UnsafeRawBufferPointer {
  var bound: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}

extension UnsafeMutableRawBufferPointer {
  var bound: UnsafeMutablePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}
