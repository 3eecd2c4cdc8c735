/// Any JSON value, kept byte for byte; equal where all bytes are.
public struct RawJSON: FieldValue, Blank, Hashable {
  public var text: String

  public init() { text = "null" }
  /// - Parameter text: valid JSON.
  public init(text: String) { self.text = text }

  public static func == (a: RawJSON, b: RawJSON) -> Bool { a.text.exact == b.text.exact }
  public func hash(into hasher: inout Hasher) { hasher.combine(text.exact) }

  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    text = String(decoding: try reader.skipValue(), as: UTF8.self)
  }

  public mutating func encode(to writer: inout JSONWriter) { writer.append(raw: text) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}

extension Record {
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    try reader.readRecord(into: &self)
  }

  public mutating func encode(to writer: inout JSONWriter) { writer.write(record: &self) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .object(RecordSchema(of: Self.self)) }
}
