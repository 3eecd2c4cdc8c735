import StreamIO

/// The names that some sentence fills: a closed set, so that a slip is refused where it stands.
protocol Placeholder: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// A sentence with {placeholders}. One whose placeholders have no value is left out; a part in [[double brackets]] that lacks one
/// is left out alone.
struct Template<Name: Placeholder>: FieldValue, Blank, ExpressibleByStringLiteral {
  private(set) var text = ""

  init() {}
  init(stringLiteral text: String) { self.text = text }

  var isEmpty: Bool { text.isEmpty }

  /// Nil where it is empty, or a value is missing.
  func filled(_ values: [Name: String?] = [:]) -> String? {
    guard !isEmpty else { return nil }
    var (whole, rest) = ("", text[...])
    while let part = Self.next("[[", "]]", in: &rest) {
      guard let before = Self.filled(part.before, values) else { return nil }
      whole += before + (Self.filled(part.inside, values) ?? "")
    }
    return Self.filled(rest, values).map { whole + $0 }
  }

  private static func filled(_ text: Substring, _ values: [Name: String?]) -> String? {
    var (result, rest) = ("", text)
    while let part = next("{", "}", in: &rest) {
      guard let name = Name(rawValue: String(part.inside)), let value = values[name] ?? nil else { return nil }
      result += part.before + value
    }
    return result + rest
  }

  /// What stands before the next part between two marks, and in it; `text` goes on behind it.
  private static func next(_ opening: String, _ closing: String, in text: inout Substring) -> (before: Substring, inside: Substring)? {
    let pieces = text.split(separator: opening, maxSplits: 1, omittingEmptySubsequences: false)
    guard pieces.count == 2 else { return nil }
    let inner = pieces[1].split(separator: closing, maxSplits: 1, omittingEmptySubsequences: false)
    guard inner.count == 2 else { return nil }
    text = inner[1]
    return (pieces[0], inner[0])
  }

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    let place = reader.place
    text = try reader.readString()
    var rest = text[...]
    while let part = Self.next("{", "}", in: &rest) {
      guard Name(rawValue: String(part.inside)) == nil else { continue }
      let known = Name.allCases.map(\.rawValue)
      throw Failure(
        .usage, "there is no {\(part.inside)} here; "
          + (nearestName(to: String(part.inside), among: known).map { "did you mean {\($0)}?" }
            ?? (known.isEmpty ? "this text has no placeholders" : "there are {\(known.joined(separator: "}, {"))}")), at: place)
    }
  }

  mutating func encode(to writer: inout JSONWriter) { writer.write(text) }
  static func schema(_ bounds: Bounds) -> SchemaNode { .string }
}

/// A value, and its words.
enum ValuePlaceholder: String, Placeholder { case value }
/// A share of records.
enum SharePlaceholder: String, Placeholder { case share, contenders }
/// How each field of a group is called.
enum GroupsPlaceholder: String, Placeholder { case groups }
/// A title that nothing is filled in.
enum NoPlaceholder: String, Placeholder { case version }
