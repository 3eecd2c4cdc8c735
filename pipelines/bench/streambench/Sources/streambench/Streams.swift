import CZlib
import Glibc
import Records
import StreamIO

/// Passes every record of a file through the codec; what a tool that only copies would cost.
func filter<R: Record>(_ type: R.Type, from path: String) throws(Failure) {
  var reader = RecordReader<R>(try LineReader(path: path))
  let sink = try ByteSink(path: "/dev/null", format: .plain)
  var writer = JSONWriter()
  while try reader.next() {
    writer.removeAll()
    writer.writeLine(&reader.record)
    try sink.write(record: writer.bytes)
  }
  try sink.finish()
}

/// Sample records as NDJSON on standard output, about `megabytes` of them.
func writeSamples(megabytes: Int) throws(Failure) {
  var samples = Samples()
  let sink = try ByteSink(path: nil, format: .plain)
  var writer = JSONWriter()
  var written = 0
  while written < megabytes * 1_000_000 {
    var scenario = samples.scenario(intervals: 2592, isPlanned: true)
    writer.removeAll()
    writer.writeLine(&scenario)
    written += writer.count
    try sink.write(record: writer.bytes)
  }
  try sink.finish()
}

/// Writes a file to standard output, compressed as the tools do or as it stands.
func copy(_ path: String, format: ByteSink.Format, threads: Int) throws(Failure) {
  let source = try ByteSource(path: path, threads: format == .plain ? threads : 1)
  let sink = try ByteSink(path: nil, format: format, threads: format == .gzip ? threads : 1)
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  defer { chunk.deallocate() }
  while case let count = try source.read(into: chunk), count > 0 {
    try sink.write(record: UnsafeRawBufferPointer(rebasing: chunk[..<count]))
  }
  try sink.finish()
}

/// zlib alone, at the level the tools use, from a file into nothing.
func deflateByZlib(_ path: String) throws {
  guard let file = fopen(path, "r") else { throw CommandFailed(command: "fopen \(path)") }
  defer { fclose(file) }
  var stream = z_stream()
  deflateInit2_(&stream, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  let input = UnsafeMutablePointer<UInt8>.allocate(capacity: 65_536)
  let output = UnsafeMutablePointer<UInt8>.allocate(capacity: 65_536)
  defer {
    input.deallocate()
    output.deallocate()
  }
  var count = 0
  repeat {
    count = fread(input, 1, 65_536, file)
    stream.next_in = input
    stream.avail_in = UInt32(count)
    repeat {
      stream.next_out = output
      stream.avail_out = 65_536
      deflate(&stream, count == 0 ? Z_FINISH : Z_NO_FLUSH)
    } while stream.avail_out == 0
  } while count > 0
}
