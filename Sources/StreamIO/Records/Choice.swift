/// A string field with a closed set of values: an enumeration over the words that stand in the record.
public protocol Choice: FieldValue, Blank, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    self = try reader.readText {
      let word = $0
      return Self(rawValue: String(decoding: word, as: UTF8.self)).flatMap {
        $0.rawValue.utf8.elementsEqual(word) ? $0 : nil
      }
    } complaint: { word in
      let words = Self.allCases.map(\.rawValue)
      return "\"\(word)\" is not known here; "
        + (nearestName(to: word, among: words).map { "did you mean \"\($0)\"?" }
          ?? "one of \(words.joined(separator: ", ")) is")
    }
  }

  public mutating func encode(to writer: inout JSONWriter) { writer.write(rawValue) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .choice(allCases.map(\.rawValue)) }
}

/// The name among `names` that a slip of the keyboard most likely meant, if any is near: restricted
/// Damerau–Levenshtein distance of at most a third of the word (at least 1), ignoring case. If none is, the shortest that
/// has the word as one of its parts or as its beginning, as `height_m` has `height`, or is part of it so.
public func nearestName(to word: String, among names: some Sequence<String>) -> String? {
  let names = Array(names)
  let wanted = Array(word.lowercased().unicodeScalars)
  // Nobody means a name so much longer; and what a damaged file holds in a key's place may be long.
  guard wanted.count <= 100 else { return nil }
  let scored = names.map { ($0, editDistance(wanted, Array($0.lowercased().unicodeScalars))) }
  if let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, wanted.count / 3) { return best.0 }
  guard wanted.count >= 3 else { return nil }
  return names.filter { isPart(word.lowercased(), of: $0.lowercased()) || isPart($0.lowercased(), of: word.lowercased()) }
    .min { $0.count < $1.count }
}

/// Whether `name` begins with `part`, or has it as some of its words.
private func isPart(_ part: String, of name: String) -> Bool {
  guard part.count >= 3 else { return false }
  let (words, wanted) = (name.split(separator: "_"), part.split(separator: "_"))
  guard !wanted.isEmpty, words.count >= wanted.count else { return name.hasPrefix(part) }
  return name.hasPrefix(part) || (0...(words.count - wanted.count)).contains { words[$0..<($0 + wanted.count)].elementsEqual(wanted) }
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
