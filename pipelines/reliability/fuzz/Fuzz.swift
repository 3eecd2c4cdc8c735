import Camera
import Glibc
import GridData
import StreamIO

/// What libFuzzer calls, again and again, with bytes that it varies so that they reach more and more of the code: one of the
/// readers, by FUZZ_TARGET. Reading may fail, and does nearly always; what is read must hold what it promises.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: data, count: count)
  input.assign(bytes)
  do throws(Failure) { try target(bytes) } catch {
    require(error.cause != .bug, "a bug: \(error)")
    require(!error.description.isEmpty, "a failure without a word")
  }
  return 0
}

/// Where Swift's package manager lets an executable named fuzz begin; libFuzzer's own beginning is not linked then.
@_cdecl("fuzz_main")
public func begin(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments, testOneInput)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

private let input = InputFile()

private let target: @Sendable (UnsafeRawBufferPointer) throws(Failure) -> Void =
  switch getenv("FUZZ_TARGET").map({ String(cString: $0) }) {
  case "gzip": tryGzip
  case "json": tryJSON
  case "csv": tryCSV
  case "configuration": tryConfiguration
  default: fatalError("FUZZ_TARGET is one of gzip, json, csv, configuration")
  }

func require(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}

/// A file that is gone when the process is, for readers open files by their names.
final class InputFile: Sendable {
  private let descriptor: CInt = {
    var path = Array("/dev/shm/fuzz-XXXXXX\0".utf8CString)
    let descriptor = mkstemp(&path)
    unlink(path)
    return descriptor
  }()

  var path: String { "/proc/self/fd/\(descriptor)" }

  func assign(_ bytes: UnsafeRawBufferPointer) {
    require(ftruncate(descriptor, 0) == 0 && pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count, "no room")
  }
}

/// What comes out of compressed data is what zlib makes of them.
private func tryGzip(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
  let read = try ByteSource(path: input.path).readAll()
  guard bytes.starts(with: [0x1f, 0x8b]) else { return require(read.elementsEqual(bytes), "plain bytes changed") }
  require(expanded(bytes) == read, "not what zlib reads")
}

/// A record that is read and written reads as the same; a record that is passed on is a record.
private func tryJSON(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
  var records = RecordReader<Scenario>(try LineReader(path: input.path), notesSpans: true)
  var splice = RecordSplice()
  var plan = Plan()
  let scanner = FieldScanner(["id", "capacity_wh", "plan"])
  while true {
    var isRead = false
    do throws(Failure) {
      guard try records.next() else { return }
      isRead = true
    } catch { guard error.isOfOneRecord else { throw error } }
    let line = records.line
    withUnsafeTemporaryAllocation(of: Range<Int>.self, capacity: scanner.names.count) { values in
      values.initialize(repeating: 0..<0)
      var reader = JSONReader(line, file: "")
      guard let found = try? scanner.scan(&reader, into: values) else { return require(!isRead, "a record with no fields to find") }
      for (index, range) in values.enumerated() where found & 1 << UInt64(index) != 0 {
        require(range.upperBound <= line.count && !range.isEmpty, "a field beyond its line")
      }
    }
    guard isRead else { continue }
    let first = text(of: records.record)
    var again = Scenario()
    reread(first, into: &again)
    require(text(of: again) == first, "written and read again it is another: \(first)")
    var writer = JSONWriter()
    splice.write(line, records.spans, setting: &plan, to: &writer)
    reread(writer.text, into: &again)
  }
}

private func text<R: Record>(of record: R) -> String {
  var record = record
  var writer = JSONWriter()
  writer.write(record: &record)
  return writer.text
}

private func reread<R: Record>(_ text: String, into record: inout R) {
  var (text, spans, failure) = (text, [FieldSpan](), Failure?.none)
  text.withUTF8 { bytes in
    do throws(Failure) {
      try decodeLine(bytes, file: "", number: 1, into: &record, spans: &spans)
    } catch { failure = error }
  }
  require(failure == nil, "what was written cannot be read: \(String(describing: failure)): \(text)")
}

/// Shares of a grid are shares.
private func tryCSV(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
  for fill in [FillPolicy.none, FillPolicy(.linear, maxGap: .seconds(7200))] {
    let series = try GridFile.read([input.path], fill: fill)
    require(!series.carbonFree.isEmpty && series.carbonFree.allSatisfy { (0...1).contains($0) }, "a share out of range")
  }
}

private func tryConfiguration(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
  func attempt(_ body: () throws(Failure) -> Void) {
    do throws(Failure) { try body() } catch { require(error.place?.file == input.path, "no place: \(error)") }
  }
  attempt { () throws(Failure) in
    let device = try readConfiguration(DeviceDescription(), path: input.path)
    var again = DeviceDescription()
    reread(text(of: device), into: &again)
  }
  attempt { () throws(Failure) in _ = try readConfiguration(ZoneTable(), path: input.path) }
  attempt { () throws(Failure) in _ = try PowerProfile.read(path: input.path) }
}
