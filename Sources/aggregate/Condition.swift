import StreamIO

/// `field=value`: a string is compared with the value as text, a number by what it is worth, and true, false and null
/// by their word. A field that is not there counts as null.
struct Condition: Sendable {
  let field: Int
  let text: String
  private let value: String
  private let number: Double?

  init?(_ text: String, field: (String) -> Int) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
    self.text = text
    value = String(text[text.index(after: equals)...])
    number = Double(value)
    self.field = field(String(text[..<equals]))
  }

  /// - Parameter reader: stands before the value.
  func holds(_ reader: inout JSONReader) throws(Failure) -> Bool {
    if try reader.isNext("\"") { return try reader.readString().utf8.elementsEqual(value.utf8) }
    let start = reader.offset
    let bytes = try reader.skipValue()
    if bytes.elementsEqual(value.utf8) { return true }
    guard let number, let first = bytes.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
      return false
    }
    reader.move(to: start)
    return try reader.readDouble() == number
  }

  var holdsWhereAbsent: Bool { value == "null" }
}
