/// The JSON Schema of a value.
public indirect enum SchemaNode: Sendable {
  case number(Bounds)
  case integer(Bounds)
  case string
  case boolean
  case choice([String])
  case array(SchemaNode)
  case object(RecordSchema)
  case nullable(SchemaNode)
  case anything
}

/// A record's declaration as data: what `--schema` prints.
public struct RecordSchema: FieldVisitor, Sendable {
  public struct Field: Sendable {
    public var name: String
    public var meaning: String
    public var node: SchemaNode
    public var isRequired: Bool
    /// The default as JSON; nil where leaving the field out means that nothing is known.
    public var defaultValue: String?
  }

  public private(set) var kind: String?
  public private(set) var fields: [Field] = []
  public private(set) var families: [Family] = []

  /// Fields of many names that begin or end alike.
  public struct Family: Sendable {
    var part: String
    var isPrefix: Bool
    var meaning: String
    var node: SchemaNode

    public func has(_ name: String) -> Bool { isPrefix ? name.hasPrefix(part) : name.hasSuffix(part) }
    var pattern: String { isPrefix ? "^\(part)" : "\(part)$" }
  }


  public init<R: Record>(of type: R.Type) {
    var record = R()
    // A declaration throws only what a decoder throws.
    try? record.visitFields(&self)
  }

  /// The schema of a record that passes on the fields of another, but for those it drops or sets itself.
  public func passingOn(_ other: RecordSchema, dropping dropped: [StaticString] = []) -> RecordSchema {
    let own = Set(fields.map(\.name) + dropped.map { "\($0)" })
    var result = self
    result.fields = other.fields.filter { !own.contains($0.name) } + fields
    return result
  }

  public mutating func kind(_ name: StaticString) { kind = "\(name)" }

  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, _ meaning: StaticString
  ) {
    fields.append(Field(name: "\(name)", meaning: "\(meaning)", node: Value.schema(bounds), isRequired: true))
  }

  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, default: @autoclosure () -> Value,
    _ meaning: StaticString
  ) {
    var standard = `default`()
    var text: String?
    if !standard.isAbsent {
      var writer = JSONWriter()
      standard.encode(to: &writer)
      text = writer.text
    }
    fields.append(
      Field(
        name: "\(name)", meaning: "\(meaning)", node: Value.schema(bounds), isRequired: false, defaultValue: text))
  }

  public mutating func fields(prefix: StaticString, _ values: inout [NamedCount], _ meaning: StaticString) {
    families.append(Family(part: "\(prefix)", isPrefix: true, meaning: "\(meaning)", node: .integer(.any)))
  }

  public mutating func share(suffix: StaticString, _ value: inout NamedShare?, _ meaning: StaticString) {
    families.append(Family(part: "\(suffix)", isPrefix: false, meaning: "\(meaning)", node: .number(.fraction)))
  }

  /// JSON Schema (draft 2020-12) of the record, indented for reading.
  public var text: String {
    var lines = Lines()
    lines.open("{")
    lines.add("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",")
    if let kind { lines.add("\"title\": \(quoted(kind)),") }
    write(to: &lines)
    lines.close("}")
    return lines.text
  }

  /// The schema of a stream whose lines are records of several kinds.
  public static func text(ofAnyOf schemas: [RecordSchema]) -> String {
    if schemas.count == 1 { return schemas[0].text }
    var lines = Lines()
    lines.open("{")
    lines.add("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",")
    lines.open("\"anyOf\": [")
    for (i, schema) in schemas.enumerated() {
      lines.open("{")
      if let kind = schema.kind { lines.add("\"title\": \(quoted(kind)),") }
      schema.write(to: &lines)
      lines.close(i + 1 < schemas.count ? "}," : "}")
    }
    lines.close("]")
    lines.close("}")
    return lines.text
  }

  private func write(to lines: inout Lines) {
    lines.add("\"type\": \"object\",")
    lines.open("\"properties\": {")
    var entries: [(name: String, body: String)] = []
    if let kind { entries.append(("kind", "\"const\": \(quoted(kind))")) }
    for field in fields {
      var body = "\"description\": \(quoted(field.meaning)), \(field.node.text)"
      if let text = field.defaultValue { body += ", \"default\": \(text)" }
      entries.append((field.name, body))
    }
    for (i, entry) in entries.enumerated() {
      lines.add("\(quoted(entry.name)): {\(entry.body)}" + (i + 1 < entries.count ? "," : ""))
    }
    lines.close("},")
    if !families.isEmpty {
      lines.open("\"patternProperties\": {")
      for (i, family) in families.enumerated() {
        lines.add(
          "\(quoted(family.pattern)): {\"description\": \(quoted(family.meaning)), \(family.node.text)}"
            + (i + 1 < families.count ? "," : ""))
      }
      lines.close("},")
    }
    let required = (kind == nil ? [] : ["kind"]) + fields.filter(\.isRequired).map(\.name)
    lines.add("\"required\": [\(required.map(quoted).joined(separator: ", "))]")
  }
}

extension SchemaNode {
  /// The members of the schema object, without braces.
  var text: String {
    switch self {
    case .number(let bounds): return "\"type\": \"number\"" + limits(bounds)
    case .integer(let bounds): return "\"type\": \"integer\"" + limits(bounds)
    case .string: return "\"type\": \"string\""
    case .boolean: return "\"type\": \"boolean\""
    case .choice(let words): return "\"enum\": [\(words.map(quoted).joined(separator: ", "))]"
    case .array(let element): return "\"type\": \"array\", \"items\": {\(element.text)}"
    case .nullable(let node): return "\"anyOf\": [{\(node.text)}, {\"type\": \"null\"}]"
    case .anything: return "\"$comment\": \"any value\""
    case .object(let schema):
      let members = schema.fields.map { "\(quoted($0.name)): {\"description\": \(quoted($0.meaning)), \($0.node.text)}" }
      let required = schema.fields.filter(\.isRequired).map { quoted($0.name) }
      return "\"type\": \"object\", \"properties\": {\(members.joined(separator: ", "))}, "
        + "\"required\": [\(required.joined(separator: ", "))]"
    }
  }

  private func limits(_ bounds: Bounds) -> String {
    func number(_ value: Double) -> String {
      var writer = JSONWriter(capacity: 64)
      writer.write(value)
      return writer.text
    }
    var text = ""
    if bounds.lower != -.infinity {
      text += ", \(bounds.isLowerOpen ? "\"exclusiveMinimum\"" : "\"minimum\""): \(number(bounds.lower))"
    }
    if bounds.upper != .infinity { text += ", \"maximum\": \(number(bounds.upper))" }
    return text
  }
}

private func quoted(_ text: String) -> String {
  var writer = JSONWriter(capacity: 64)
  writer.write(text)
  return writer.text
}

/// Indented lines of text.
private struct Lines {
  private(set) var text = ""
  private var indentation = ""

  mutating func add(_ line: String) { text += indentation + line + "\n" }

  mutating func open(_ line: String) {
    add(line)
    indentation += "  "
  }

  mutating func close(_ line: String) {
    indentation.removeLast(2)
    add(line)
  }
}
