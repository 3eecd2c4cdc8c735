/// One BGZF member with its data, or room for both; whoever holds it last fills it again.
///
/// Handed from thread to thread and used by one at a time: hence unchecked.
final class Block: @unchecked Sendable {
  /// The most data a member may hold when read, and its own greatest size: BSIZE has 16 bits.
  static let maximumBytes = 65_536
  /// The most data put into one, so that it fits even if it has to be stored.
  static let fullBytes = 65_280

  private let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * maximumBytes, alignment: 16)
  var dataCount = 0
  var memberCount = 0
  /// Where the member began in the input.
  var offset = 0

  deinit { storage.deallocate() }

  var dataRoom: UnsafeMutableRawBufferPointer { .init(rebasing: storage[..<Self.maximumBytes]) }
  var memberRoom: UnsafeMutableRawBufferPointer { .init(rebasing: storage[Self.maximumBytes...]) }
  var data: UnsafeRawBufferPointer { .init(rebasing: dataRoom[..<dataCount]) }
  var member: UnsafeRawBufferPointer { .init(rebasing: memberRoom[..<memberCount]) }

  func append(_ bytes: UnsafeRawBufferPointer) {
    UnsafeMutableRawBufferPointer(rebasing: dataRoom[dataCount...]).copyMemory(from: bytes)
    dataCount += bytes.count
  }
}

/// The frame of a BGZF member: section 4.1 of the Sequence Alignment/Map Format Specification, a gzip member (RFC 1952)
/// whose extra field tells its whole size.
enum BlockFrame {
  static let headerBytes = 18
  static let trailerBytes = 8
  /// Up to BSIZE: deflate, with an extra field; no time; unknown system; XLEN 6, "BC", 2 bytes.
  static let headerStart: [UInt8] = [31, 139, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 66, 67, 2, 0]
  static let endOfFile: [UInt8] = headerStart + [27, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]

  /// The whole size of the member that begins so; nil where that is not one of BGZF. Time, flags and system are free.
  static func memberBytes(_ header: UnsafeRawBufferPointer) -> Int? {
    guard header.count >= headerBytes else { return nil }
    let isBlock = (0..<16).allSatisfy { (4..<10).contains($0) || header[$0] == headerStart[$0] }
    let size = Int(header[16]) + Int(header[17]) << 8 + 1
    return isBlock && size > headerBytes + trailerBytes ? size : nil
  }

  static func littleEndian(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
