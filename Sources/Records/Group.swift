import StreamIO

/// The values that tell a group from the others, by field: `{"season": "winter", "zone": "US-NY-NYIS"}`.
public struct Group: FieldValue, Blank, Hashable {
  public struct Entry: Sendable, Hashable {
    public var key: String
    public var value: RawJSON

    public static func == (a: Entry, b: Entry) -> Bool { a.key.exact == b.key.exact && a.value == b.value }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(key.exact)
      hasher.combine(value)
    }
  }

  public var entries: [Entry] = []

  public init() {}
  public init(_ entries: [(key: String, value: RawJSON)]) {
    self.entries = entries.map { Entry(key: $0.key, value: $0.value) }
  }

  /// The value of `key` as people read it: a string without its quotes.
  public subscript(key: String) -> String? {
    guard let text = entries.first(where: { $0.key.exact == key.exact })?.value.text else { return nil }
    return unquoted(text)
  }

  /// Whether just these fields tell its groups apart.
  public func isBy(_ fields: [String]) -> Bool { Set(entries.map(\.key.exact)) == Set(fields.map(\.exact)) }

  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    entries.removeAll(keepingCapacity: true)
    try reader.readObject { key, reader throws(Failure) in
      var value = RawJSON()
      let name = String(decoding: key, as: UTF8.self)
      try value.decode(from: &reader, .any)
      entries.append(Entry(key: name, value: value))
    }
  }

  public mutating func encode(to writer: inout JSONWriter) {
    writer.append("{")
    for entry in entries {
      writer.key(entry.key)
      writer.append(raw: entry.value.text)
    }
    writer.append("}")
  }

  public static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}

/// The text of a JSON string; any other value as it stands.
public func unquoted(_ json: String) -> String {
  var json = json
  guard json.utf8.first == UInt8(ascii: "\"") else { return json }
  return json.withUTF8 { bytes in
    var reader = JSONReader(bytes, file: "")
    return (try? reader.readString()) ?? String(decoding: bytes, as: UTF8.self)
  }
}
