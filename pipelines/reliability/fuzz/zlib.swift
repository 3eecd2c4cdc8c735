import CZlib

/// What zlib makes of gzip members and the zeros that may follow them; nil where it finds something wrong.
func expanded(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
  var stream = z_stream()
  guard inflateInit2_(&stream, 31, zlibVersion(), CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  defer { inflateEnd(&stream) }
  var (expanded, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
  var rest = Array(bytes)
  while !rest.isEmpty, rest.contains(where: { $0 != 0 }) {
    inflateReset(&stream)
    var status = Z_OK
    let taken = rest.withUnsafeMutableBufferPointer { rest in
      stream.next_in = rest.baseAddress
      stream.avail_in = CUnsignedInt(rest.count)
      while status == Z_OK {
        chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = CUnsignedInt(chunk.count)
          status = inflate(&stream, Z_NO_FLUSH)
        }
        expanded += chunk[..<(chunk.count - Int(stream.avail_out))]
      }
      return rest.count - Int(stream.avail_in)
    }
    guard status == Z_STREAM_END else { return nil }
    rest.removeFirst(taken)
  }
  return expanded
}
