import Glibc

@testable import StreamIO

/// A folder that goes away with its owner.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/streamio-tests.XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  deinit { shell("rm -rf '\(path)'") }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file with these bytes and returns its path.
  func file(_ name: String, _ bytes: some Sequence<UInt8>) -> String {
    let output = fopen(file(name), "w")
    let bytes = Array(bytes)
    fwrite(bytes, 1, bytes.count, output)
    fclose(output)
    return file(name)
  }

  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }
}

@discardableResult func shell(_ command: String) -> Int32 {
  let status = system("exec 2> /dev/null; \(command)")
  return (status >> 8) & 0xff
}

func isInstalled(_ program: String) -> Bool { shell("command -v \(program) > /dev/null") == 0 }

/// All that a source gives, in reads of this size.
func contents(_ path: String, threads: Int = 1, reading size: Int = 100_000) throws(Failure) -> [UInt8] {
  let source = try ByteSource(path: path, threads: threads)
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
  defer { buffer.deallocate() }
  var bytes: [UInt8] = []
  while case let count = try source.read(into: buffer), count > 0 { bytes += buffer[..<count] }
  return bytes
}

/// What reading all of it fails with.
func readFailure(_ path: String, threads: Int = 1) -> Failure? {
  do throws(Failure) {
    _ = try contents(path, threads: threads)
    return nil
  } catch {
    return error
  }
}

extension ByteSink {
  func write(_ record: some Collection<UInt8>) throws(Failure) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: record.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: record)
    try write(record: UnsafeRawBufferPointer(copy))
  }
}

/// Writes the records to a file and returns its path.
func write(_ records: [[UInt8]], to path: String, _ format: ByteSink.Format = .gzip, threads: Int = 1) throws(Failure)
  -> String
{
  let sink = try ByteSink(path: path, format: format, threads: threads)
  for record in records { try sink.write(record) }
  try sink.finish()
  return path
}

/// The file's own bytes.
func raw(_ path: String) -> [UInt8] {
  guard let input = fopen(path, "r") else { return [] }
  defer { fclose(input) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while case let count = fread(&buffer, 1, buffer.count, input), count > 0 { bytes += buffer[..<count] }
  return bytes
}

/// Lines of digits, of random length up to `longest`.
func sampleRecords(_ count: Int, longest: UInt64 = 300, seed: UInt64 = 1) -> [[UInt8]] {
  var generator = TestGenerator(state: seed)
  var digits: [UInt8] = []
  while digits.count < Int(longest) + 4096 { digits += String(generator.next()).utf8 }
  return (0..<count).map { _ in
    let start = Int(generator.next() % 4096)
    return digits[start..<start + Int(generator.next() % longest)] + [10]
  }
}

/// Both ends: for reading, for writing.
func pipe() -> (input: Int32, output: Int32) {
  var ends: [Int32] = [-1, -1]
  Glibc.pipe(&ends)
  return (ends[0], ends[1])
}

/// Something that runs on a thread of its own, where it may block.
final class Background<Value: Sendable> {
  private let result = Monitor<Result<Value, any Error>?>(nil)
  private let thread: WorkerThread?

  init(_ body: @escaping @Sendable () throws -> Value) {
    thread = WorkerThread { [result] in
      let value = Result { try body() }
      result.change { $0 = value }
    }
  }

  deinit { thread?.join() }

  func value() throws -> Value { try result.wait { $0 }.get() }
}
