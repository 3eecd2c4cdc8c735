/// The names in a list with commas.
public func fieldList(_ text: String) -> [String] {
  // By code points: a comma and an accent after it are two.
  text.unicodeScalars.split(separator: ",").map { String($0.drop(while: { $0 == " " })) }
}
