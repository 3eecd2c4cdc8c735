import StreamIO

/// The tools whose sections a study's configuration may hold.
private let sectionNames: [StaticString] = ["scengen", "solve", "trainnet", "tune", "simulate", "aggregate", "plot", "registry"]

/// A study's configuration as one tool sees it: the seed, its own section, and the other sections unread. Each tool
/// checks its own, so that a change to one section concerns one stage (DESIGN §10).
struct StudySection<Section: Record>: Record {
  var seed = 1
  var section = Section()
  private let tool: String

  init() { tool = "" }
  init(tool: String) { self.tool = tool }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("seed", &seed, default: 1, "seed of all random numbers")
    for name in sectionNames {
      if "\(name)" == tool {
        try visitor.field(name, &section, default: Section(), "this tool's section")
      } else {
        var unread = RawJSON?.none
        try visitor.field(name, &unread, default: nil, "another tool's section")
      }
    }
  }

  /// The resolved slice, a configuration in its own right, one key a line.
  var text: String {
    var copy = self
    var writer = JSONWriter()
    writer.write(record: &copy)
    return indented(writer.text)
  }
}

func readStudySection<Section: Record>(tool: String, path: String) throws(Failure) -> StudySection<Section> {
  try readConfiguration(StudySection<Section>(tool: tool), path: path)
}

/// JSON text, one key a line for the two outer levels; strings are left alone.
private func indented(_ json: String) -> String {
  var (text, depth, isString, isEscaped) = ("", 0, false, false)
  func lineBreak() -> String { "\n" + String(repeating: "  ", count: depth) }
  for character in json {
    if isString {
      text.append(character)
      if character == "\"", !isEscaped { isString = false }
      isEscaped = character == "\\" && !isEscaped
      continue
    }
    switch character {
    case "{":
      depth += 1
      text += depth <= 3 ? "{" + lineBreak() : "{"
    case "}":
      depth -= 1
      text += depth < 3 ? lineBreak() + "}" : "}"
    case "[":
      depth += 10
      text.append("[")
    case "]":
      depth -= 10
      text.append("]")
    case ",": text += depth <= 3 ? "," + lineBreak() : ", "
    case ":": text += ": "
    default:
      text.append(character)
      isString = character == "\""
    }
  }
  return text + "\n"
}
