import Records
import StreamIO

/// All keys of one column: JSON values by commas, different spellings of the same values (`1` and `1.0`, escapes)
/// having the same number.
struct KeySpace: Sendable {
  private var table = KeyTable()
  /// Of each spelling, the number of the one it stands for.
  private var canonical = ContiguousArray<Int>()

  /// The numbers here of keys numbered in a batch.
  mutating func numbers(of keys: KeyTable) -> ContiguousArray<Int> {
    var numbers = ContiguousArray<Int>()
    numbers.reserveCapacity(keys.count)
    for key in 0..<keys.count {
      let spelling = keys.withKey(key) { table.number(of: $0) }
      if spelling == canonical.count { enter(spelling) }
      numbers.append(canonical[spelling])
    }
    return numbers
  }

  private mutating func enter(_ spelling: Int) {
    canonical.append(spelling)
    var text = values(of: spelling).map(\.json).joined(separator: ",")
    let number = text.withUTF8 { table.number(of: $0) }
    if number == canonical.count { canonical.append(number) }
    canonical[spelling] = number
  }

  /// An order that does not depend on the order of the records: that of the bytes, cheaper than that of the values.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    table.withKey(a) { a in table.withKey(b) { b in a.lexicographicallyPrecedes(b) } }
  }

  /// Keys with their values, in the order of these.
  func inOrder(_ numbers: some Sequence<Int>) -> [(number: Int, values: [KeyValue])] {
    numbers.map { (number: $0, values: values(of: $0)) }.sorted { $0.values.lexicographicallyPrecedes($1.values) }
  }

  /// The values of the key with this number.
  func values(of number: Int) -> [KeyValue] {
    var text = table.withKey(number) { "[" + String(decoding: $0, as: UTF8.self) + "]" }
    return text.withUTF8 { bytes in
      var reader = JSONReader(bytes, file: "")
      var values: [RawJSON] = []
      // Every value was read as JSON before it became part of a key.
      try? values.decode(from: &reader, .any)
      return values.map { KeyValue($0.text) }
    }
  }
}

/// A value of a field that tells groups apart. null comes before false and true, those before numbers in their order,
/// and those before strings in the order of their bytes. Numbers are told apart by all their digits.
struct KeyValue: Comparable, Sendable {
  /// The one spelling of the value.
  let json: String
  /// A string's text; any other value as it is spelled.
  let text: String
  private let rank: Int
  private let number: DecimalNumber?

  var isNull: Bool { rank == 0 }

  /// - Parameter json: null, true, false, a number or a string.
  init(_ json: String) {
    var number: DecimalNumber?
    switch json.utf8.first {
    case UInt8(ascii: "n"), UInt8(ascii: "f"), UInt8(ascii: "t"):
      (rank, self.json) = (json == "null" ? 0 : json == "false" ? 1 : 2, json)
    case UInt8(ascii: "\""):
      var writer = JSONWriter(capacity: 64)
      writer.write(unquoted(json))
      (rank, self.json) = (4, writer.text)
    default:
      number = DecimalNumber(json.utf8)
      (rank, self.json) = (3, number?.json ?? json)
    }
    self.number = number
    text = unquoted(self.json)
  }

  static func == (a: KeyValue, b: KeyValue) -> Bool { a.json.exact == b.json.exact }

  static func < (a: KeyValue, b: KeyValue) -> Bool {
    if a.rank != b.rank { return a.rank < b.rank }
    if let x = a.number, let y = b.number, x != y { return x < y }
    return a.text.exact < b.text.exact
  }
}

extension Double {
  /// As it is written in records.
  var json: String {
    var writer = JSONWriter(capacity: 32)
    writer.write(self)
    return writer.text
  }
}

extension Group {
  init(_ fields: [String], _ values: [KeyValue]) {
    self.init(zip(fields, values).map { (key: $0, value: RawJSON(text: $1.json)) })
  }
}
