/// Texts for people call the tools by the names they were installed with: `ocharge-solve`, where this tool is
/// `ocharge-registry`.
enum InstalledNames {
  static let tools = [
    "gridgen", "gridimport", "scengen", "solve", "trainnet", "tune", "simulate", "registry", "decide", "aggregate", "plot",
  ]
  /// Those that are no words of a language stand for the tool wherever they are.
  private static let unmistakable: Set = ["gridgen", "gridimport", "scengen", "trainnet"]

  /// What the name of this program has before the tool's; empty in a checkout.
  static let prefix: String = tools.first(where: programName.hasSuffix).map { String(programName.dropLast($0.count)) } ?? ""

  /// The text with that prefix before the tools' names: where commands are called in examples, and where options follow.
  static func applied(to text: String, prefix: String = prefix) -> String {
    guard !prefix.isEmpty else { return text }
    var (result, isExample) = ("", false)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { result += "\n" }
      if line.drop(while: { $0 == " " }) == "EXAMPLES" { isExample = true } else if line.first.map({ $0 != " " }) == true { isExample = false }
      result += renamed(line, isExample: isExample, prefix)
    }
    return result
  }

  private static func renamed(_ line: Substring, isExample: Bool, _ prefix: String) -> String {
    var result = ""
    var rest = line
    while !rest.isEmpty {
      let word = rest.prefix(while: isOfWord)
      if word.isEmpty {
        result.append(rest.removeFirst())
        continue
      }
      rest = rest.dropFirst(word.count)
      let before = result.last { $0 != " " }
      let isCalled = isExample && before.map { "|&;(".contains($0) } ?? true
      if tools.contains(String(word)), rest.first != ":", isCalled || rest.hasPrefix(" -") || unmistakable.contains(String(word)) {
        result += prefix
      }
      result += word
    }
    return result
  }

  /// Paths are words, so that a file of a tool's name keeps its own.
  private static func isOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-./$".contains(character)
  }
}
