import CZlib

/// zlib's compression of blocks, its state kept from one block to the next.
final class Deflater {
  /// Measured on scenarios and runs (series of numbers, and short records) with zlib 1.2.13: 1 gives 112 and 178 MB/s
  /// at a ratio of 2.65 and 3.54; 4, 73 and 89 MB/s at 3.01 and 3.78; 6, zlib's default, 17 and 55 MB/s
  /// at 3.13 and 3.96. Streams are read once or twice and compression is slower than all else that happens to a record:
  /// a sixth or less of the size buys three to six times the speed.
  static let level: Int32 = 1

  /// zlib's state points back to it: it must not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  init() throws(Failure) {
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Self.level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw Failure(.unavailable, "zlib cannot start compression (error \(status))") }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Makes a block's member from its data (at most `Block.fullBytes`).
  func deflate(_ block: Block) {
    let member = block.memberRoom
    let body = UnsafeMutableRawBufferPointer(
      rebasing: member[BlockFrame.headerBytes..<(member.count - BlockFrame.trailerBytes)])
    let count = compress(block.data, into: body) ?? store(block.data, into: body)
    let trailer = BlockFrame.headerBytes + count
    block.memberCount = trailer + BlockFrame.trailerBytes
    member.copyBytes(from: BlockFrame.headerStart)
    member.storeBytes(of: UInt16(block.memberCount - 1).littleEndian, toByteOffset: 16, as: UInt16.self)
    member.storeBytes(of: checksum(block.data).littleEndian, toByteOffset: trailer, as: UInt32.self)
    member.storeBytes(of: UInt32(block.dataCount).littleEndian, toByteOffset: trailer + 4, as: UInt32.self)
  }

  /// The size of the result; nil where it would be larger than if stored.
  private func compress(_ data: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Int? {
    let room = min(target.count, data.count + 5)
    deflateReset(stream)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: data.bound)
    stream.pointee.avail_in = UInt32(data.count)
    stream.pointee.next_out = target.bound
    stream.pointee.avail_out = UInt32(room)
    return CZlib.deflate(stream, Z_FINISH) == Z_STREAM_END ? room - Int(stream.pointee.avail_out) : nil
  }

  /// One stored block: RFC 1951, section 3.2.4.
  private func store(_ data: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = UInt16(data.count)
    target[0] = 1
    target.storeBytes(of: count.littleEndian, toByteOffset: 1, as: UInt16.self)
    target.storeBytes(of: (~count).littleEndian, toByteOffset: 3, as: UInt16.self)
    UnsafeMutableRawBufferPointer(rebasing: target[5...]).copyMemory(from: data)
    return data.count + 5
  }
}
