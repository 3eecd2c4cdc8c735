/// Something for each of several names, such as paths of the configuration, in their order: an object of any keys.
public struct Named<Value: FieldValue & Blank>: FieldValue, Blank {
  public var entries: [(name: String, value: Value)] = []

  public init() {}
  public init(_ entries: [(name: String, value: Value)]) { self.entries = entries }

  public subscript(name: String) -> Value? { entries.first { $0.name.exact == name.exact }?.value }

  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    entries = []
    try reader.readObject { key, reader throws(Failure) in
      let name = String(decoding: key, as: UTF8.self)
      let place = reader.place
      if entries.contains(where: { $0.name.exact == name.exact }) {
        throw Failure(.usage, "\"\(name)\" stands here a second time", at: place)
      }
      var value = Value()
      do throws(Failure) { try value.decode(from: &reader, .any) } catch { throw error.named(name) }
      entries.append((name, value))
    }
  }

  public mutating func encode(to writer: inout JSONWriter) {
    writer.append("{")
    for (name, var value) in entries {
      writer.key(name)
      value.encode(to: &writer)
    }
    writer.append("}")
  }

  public static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}
