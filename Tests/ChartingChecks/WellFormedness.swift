/// A checker of XML well-formedness that shares nothing with the writer: tags balance, attributes are quoted and unique,
/// ids are unique, no bare `&` or `<`, no character XML 1.0 forbids. Answers what is wrong, or nil.
public struct WellFormedness {
  private let text: [UInt8]
  private var index = 0
  private var open: [String] = []
  private var ids: Set<String> = []

  private init(_ document: String) { text = Array(document.utf8) }

  public static func fault(in document: String) -> String? {
    var checker = WellFormedness(document)
    return checker.check()
  }

  private func starts(with prefix: String) -> Bool { text[index...].starts(with: prefix.utf8) }

  private mutating func check() -> String? {
    if let byte = text.first(where: { $0 < 32 && $0 != 10 && $0 != 9 }) { return "forbidden character \(byte)" }
    // U+FFFE and U+FFFF.
    for index in text.indices.dropLast(2) where text[index] == 0xEF && text[index + 1] == 0xBF && text[index + 2] >= 0xBE {
      return "a non-character"
    }
    if starts(with: "<!DOCTYPE html>") { index += 15 }
    var roots = 0
    while index < text.count {
      if text[index] != UInt8(ascii: "<"), text[index] != UInt8(ascii: "&") {
        if open.isEmpty, text[index] != UInt8(ascii: "\n") { return "text outside of the root" }
        index += 1
      } else if starts(with: "<![CDATA[") {
        while index < text.count, !starts(with: "]]>") { index += 1 }
        guard take("]"), take("]"), take(">") else { return "an unclosed CDATA section" }
      } else if starts(with: "</") {
        index += 2
        let name = readName()
        guard open.popLast() == name, take(">") else { return "unexpected </\(name)> at \(index)" }
      } else if starts(with: "<") {
        index += 1
        if open.isEmpty { roots += 1 }
        if let fault = element() { return fault }
      } else if let fault = reference() {
        return fault
      }
    }
    return open.isEmpty && roots == 1 ? nil : "unclosed \(open), \(roots) roots"
  }

  private mutating func element() -> String? {
    let name = readName()
    guard !name.isEmpty else { return "bare < at \(index)" }
    var attributes: Set<String> = []
    while index < text.count {
      while take(" ") || take("\n") {}
      if starts(with: "/>") {
        index += 2
        return nil
      }
      if take(">") {
        open.append(name)
        return nil
      }
      let attribute = readName()
      guard !attribute.isEmpty, attributes.insert(attribute).inserted, take("="), take("\"") else {
        return "bad attribute '\(attribute)' of \(name) at \(index)"
      }
      let begin = index
      while index < text.count, text[index] != UInt8(ascii: "\"") {
        if text[index] == UInt8(ascii: "<") { return "< in an attribute" }
        if text[index] == UInt8(ascii: "&") {
          if let fault = reference() { return fault }
        } else {
          index += 1
        }
      }
      let value = String(decoding: text[begin..<index], as: UTF8.self)
      if attribute == "id", !ids.insert(value).inserted { return "id '\(value)' twice" }
      guard take("\"") else { return "unclosed attribute" }
    }
    return "unclosed tag \(name)"
  }

  private mutating func reference() -> String? {
    for known in ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"] where starts(with: known) {
      index += known.utf8.count
      return nil
    }
    return "bare & at \(index)"
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < text.count, UInt32(text[index]) == character.value else { return false }
    index += 1
    return true
  }

  private mutating func readName() -> String {
    let begin = index
    while index < text.count, Character(Unicode.Scalar(text[index])).isLetter || (index > begin && "-:0123456789".utf8.contains(text[index])) {
      index += 1
    }
    return String(decoding: text[begin..<index], as: UTF8.self)
  }
}
