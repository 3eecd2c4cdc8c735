/// Text that is equal to the same code points alone, as names in JSON are, and in their order, which is that of the bytes.
/// Swift's strings are also equal to others that look the same: é as one code point to é as two.
public struct ExactText: Hashable, Comparable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (a: ExactText, b: ExactText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
  public static func < (a: ExactText, b: ExactText) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(UInt8.max)  // which ends no text
  }
}

extension String {
  /// The text by its code points, to compare and to look up names.
  public var exact: ExactText { ExactText(self) }
}

extension Sequence<String> {
  public func contains(exactly name: String) -> Bool { contains { $0.exact == name.exact } }

  /// Each once, where it comes first.
  public func distinct() -> [String] {
    var seen: Set<ExactText> = []
    return filter { seen.insert($0.exact).inserted }
  }

  /// In the order of their code points.
  public func sortedExactly() -> [String] { sorted { $0.exact < $1.exact } }
}

extension Collection<String> {
  public func firstIndex(exactly name: String) -> Index? { firstIndex { $0.exact == name.exact } }
}

/// What different values of one field are called beside each other: as they read, but for a string that reads as another
/// one does, which is called as JSON has it, in quotes: 1 and "1".
///
/// - Parameter values: how each reads, and its JSON, which is the same text for all but strings.
public func distinctLabels(_ values: [(text: String, json: String)]) -> [String] {
  var readings: [ExactText: Int] = [:]
  for value in values { for text in Set([value.text.exact, value.json.exact]) { readings[text, default: 0] += 1 } }
  return values.map { readings[$0.text.exact, default: 0] > 1 ? $0.json : $0.text }
}
