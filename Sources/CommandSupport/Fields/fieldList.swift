/// The names in a list with commas.
public func fieldList(_ text: String) -> [String] {
  text.split(at: ",", omitsEmpty: true).map { name in
    String(decoding: name.utf8.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
  }
}
