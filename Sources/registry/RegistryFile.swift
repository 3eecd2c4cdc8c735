import CommandSupport
import Records
import StreamIO

/// A registry: a record a line, the versions of a name in their order. Lines that are not changed stay byte for byte,
/// fields that others added included.
struct RegistryFile {
  private struct Line {
    var text: [UInt8]
    var spans: [FieldSpan]
  }

  let path: String
  private(set) var entries: [RegisteredNetwork] = []
  private var lines: [Line] = []

  /// - Parameter mayBeMissing: whether it begins with the first entry.
  init(_ path: String, mayBeMissing: Bool) throws(Failure) {
    self.path = path
    if mayBeMissing, try !ByteSource.exists(path) { return }
    var reader = RecordReader<RegisteredNetwork>(try LineReader(path: path), notesSpans: true)
    while try reader.next() {
      let entry = reader.record
      let place = Place(file: path, line: reader.lines.lineNumber)
      let last = entries.last { $0.name.exact == entry.name.exact }?.version ?? 0
      guard entry.version > last else {
        throw Failure(.data, "version \(entry.version) of \(entry.name) after \(last); versions count up", at: place)
      }
      if entry.isPromoted, entries.contains(where: { $0.name.exact == entry.name.exact && $0.isPromoted }) {
        throw Failure(.data, "a second version of \(entry.name) is promoted; one can be", at: place)
      }
      entries.append(entry)
      lines.append(Line(text: Array(reader.line), spans: reader.spans))
    }
  }

  /// Each once, in the order of their first entries.
  var names: [String] {
    entries.reduce(into: []) { names, entry in if !names.contains(exactly: entry.name) { names.append(entry.name) } }
  }

  func versions(of name: String) throws(Failure) -> [RegisteredNetwork] {
    let found = entries.filter { $0.name.exact == name.exact }
    guard !found.isEmpty else {
      let near = nearestName(to: name, among: names).map { "did you mean \($0)?" }
      throw Failure(
        .data, "no network \(name); \(near ?? (names.isEmpty ? "it is empty" : "there are \(names.joined(separator: ", "))"))",
        at: Place(file: path))
    }
    return found
  }

  mutating func append(_ entry: RegisteredNetwork) {
    var entry = entry
    var writer = JSONWriter()
    entries.append(entry)
    writer.write(record: &entry)
    lines.append(Line(text: Array(writer.bytes), spans: []))
  }

  mutating func promote(_ version: Int, of name: String) {
    for index in entries.indices where entries[index].name.exact == name.exact {
      guard entries[index].isPromoted != (entries[index].version == version) else { continue }
      entries[index].isPromoted.toggle()
      var promotion = Promotion(isPromoted: entries[index].isPromoted)
      var splice = RecordSplice()
      var writer = JSONWriter()
      lines[index].text.withUnsafeBufferPointer {
        splice.write($0, lines[index].spans, setting: &promotion, to: &writer)
      }
      lines[index].text = Array(writer.bytes.dropLast())
    }
  }

  /// Reads the registry, changes it, and replaces it or writes the new one to `other`; what is replaced is nobody else's to
  /// change meanwhile.
  ///
  /// - Parameter mayBeMissing: whether it begins with the first entry.
  static func change(
    _ path: String, mayBeMissing: Bool, writingTo other: String?, _ body: (inout RegistryFile) throws(Failure) -> Void
  ) throws(Failure) {
    // That there is none is told as such, and not as a lock that cannot be had.
    if !mayBeMissing, try !ByteSource.exists(path) { _ = try ByteSource(path: path) }
    let lock = try FileLock(of: other ?? path, waitSeconds: longestWaitSeconds)
    defer { withExtendedLifetime(lock) {} }
    var file = try RegistryFile(path, mayBeMissing: mayBeMissing)
    try body(&file)
    try file.write(to: other)
  }

  /// Changes take a fraction of a second each.
  private static let longestWaitSeconds = 60

  private func write(to other: String?) throws(Failure) {
    let output = try TextOutput(path: other ?? path)
    for line in lines { try output.write(line.text + [UInt8(ascii: "\n")]) }
    try output.finish()
  }
}

/// The field that promotion changes.
private struct Promotion: Record {
  var isPromoted = false

  init() {}
  init(isPromoted: Bool) { self.isPromoted = isPromoted }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("promoted", &isPromoted, "whether it is the one to use under this name")
  }
}
