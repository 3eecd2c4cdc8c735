extension StringProtocol {
  /// The parts between a separator, which is one wherever its code points stand: Swift's characters are of several, so that
  /// a comma with a combining mark after it, or the line feed of CR LF, is none to `split(separator:)`.
  public func split(at separator: String, maxSplits: Int = .max, omitsEmpty: Bool = false) -> [String] {
    let wanted = Array(separator.utf8)
    var parts: [String] = []
    var rest = Array(utf8)[...]
    func add(_ part: ArraySlice<UInt8>) {
      if !omitsEmpty || !part.isEmpty { parts.append(String(decoding: part, as: UTF8.self)) }
    }
    var index = rest.startIndex
    while parts.count < maxSplits, index < rest.endIndex {
      guard rest[index...].starts(with: wanted) else {
        index += 1
        continue
      }
      add(rest[..<index])
      index += wanted.count
      rest = rest[index...]
    }
    add(rest)
    return parts
  }

  /// What follows these code points at the beginning; nil where it does not begin with them.
  public func dropping(prefix: String) -> String? {
    guard utf8.starts(with: prefix.utf8) else { return nil }
    return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}

/// A field of CSV (RFC 4180): quoted where it holds a quote, a comma or a line break, and quotes inside doubled.
public func csvCell(_ text: String) -> String {
  guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
  return "\"" + text.split(at: "\"").joined(separator: "\"\"") + "\""
}

/// U+FEFF as UTF-8, which some programs write at the beginning of a file; readers pass over it.
public let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
