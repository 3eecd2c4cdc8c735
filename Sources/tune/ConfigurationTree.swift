import StreamIO

/// A configuration as a tree of keys, whatever tool it is for; values stay byte for byte.
enum ConfigurationTree: FieldValue, Blank {
  case object([(key: String, value: ConfigurationTree)])
  case value(RawJSON)

  init() { self = .object([]) }

  static func read(_ path: String) throws(Failure) -> ConfigurationTree {
    var tree = ConfigurationTree()
    try readDocument(path: path, .configuration) { reader throws(Failure) in try tree.decode(from: &reader, .any) }
    return tree
  }

  private var entries: [(key: String, value: ConfigurationTree)] {
    if case .object(let entries) = self { entries } else { [] }
  }

  /// Takes over another's keys, in place of its own of these names.
  mutating func merge(_ other: ConfigurationTree) {
    var entries = self.entries
    for entry in other.entries {
      entries.removeAll { $0.key.exact == entry.key.exact }
      entries.append(entry)
    }
    self = .object(entries)
  }

  /// Sets the value at a path of keys, such as `trainnet.penalty`.
  ///
  /// - Parameter known: only what stands there already may be set: a slip of the pen would change nothing.
  mutating func set(_ path: String, _ value: RawJSON, known: Bool = true) throws(Failure) {
    try set(path.split(at: ".")[...], of: path, value, known)
  }

  private mutating func set(
    _ keys: ArraySlice<String>, of path: String, _ value: RawJSON, _ known: Bool
  ) throws(Failure) {
    guard let key = keys.first else { return self = .value(value) }
    var entries = self.entries
    if !entries.contains(where: { $0.key.exact == key.exact }) {
      guard !known else {
        let near = nearestName(to: key, among: entries.map(\.key)).map { "did you mean \"\($0)\"?" }
        let there = entries.isEmpty ? "nothing stands below it" : "there are " + entries.map(\.key).joined(separator: ", ")
        throw Failure(.usage, "\(path): the configuration has no \"\(key)\" there; \(near ?? there)")
      }
      entries.append((key, ConfigurationTree()))
    }
    for index in entries.indices where entries[index].key.exact == key.exact {
      try entries[index].value.set(keys.dropFirst(), of: path, value, known)
    }
    self = .object(entries)
  }

  /// One key a line.
  func text(indentation: String = "") -> String {
    switch self {
    case .value(let json): return json.text
    case .object(let entries):
      let lines = entries.map { key, value in
        var name = JSONWriter(capacity: 64)
        name.write(key)
        return "\(indentation)  \(name.text): \(value.text(indentation: indentation + "  "))"
      }
      return lines.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
  }

  // MARK: FieldValue

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    guard try reader.isNext("{") else {
      var json = RawJSON()
      try json.decode(from: &reader, .any)
      return self = .value(json)
    }
    var entries: [(key: String, value: ConfigurationTree)] = []
    try reader.readObject { key, reader throws(Failure) in
      let name = String(decoding: key, as: UTF8.self)
      guard !entries.contains(where: { $0.key.exact == name.exact }) else {
        throw Failure(.usage, "\"\(name)\" stands here a second time", at: reader.place)
      }
      var value = ConfigurationTree()
      try value.decode(from: &reader, .any)
      entries.append((name, value))
    }
    self = .object(entries)
  }

  mutating func encode(to writer: inout JSONWriter) { writer.append(raw: text()) }
  static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}
