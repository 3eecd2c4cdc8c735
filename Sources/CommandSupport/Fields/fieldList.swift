/// The names in a list with commas.
public func fieldList(_ text: String) -> [String] {
  text.split(separator: ",").map { String($0.drop(while: { $0 == " " })) }
}
