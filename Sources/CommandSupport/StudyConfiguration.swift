import StreamIO

/// The tools whose sections a study's configuration may hold.
private let sectionNames: [StaticString] = ["scengen", "solve", "trainnet", "tune", "simulate", "aggregate", "plot", "registry"]

/// A section that each problem declares in its own way.
public protocol SectionOfProblem: Record {
  /// The first is that of a configuration that names none.
  static var problems: [StaticString] { get }
  init(problem: Int)
}

/// A study's configuration as one tool sees it: the problem where the tool goes by it, the seed, its own section, and the other
/// sections unread. Each tool checks its own, so that a change to one section concerns one stage (DESIGN §10).
struct StudySection<Section: Record>: Record {
  private var problem: String?
  var seed = 1
  var section = Section()
  private let tool: String

  init() { tool = "" }
  init(tool: String) { self.tool = tool }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    if Section.self is any SectionOfProblem.Type {
      try visitor.field("problem", &problem, default: nil, "what the study is of")
    } else {
      var unread = String?.none
      try visitor.field("problem", &unread, default: nil, "what the study is of")
    }
    try visitor.field("seed", &seed, default: 1, "seed of all random numbers")
    // Until it is read, it is what it is without a configuration, whatever the problem.
    let blank = section
    for name in sectionNames {
      if "\(name)" == tool {
        try visitor.field(name, &section, default: blank, "this tool's section")
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
  var section = StudySection<Section>(tool: tool)
  try readDocument(path: path, .configuration) { reader throws(Failure) in
    if let type = Section.self as? any SectionOfProblem.Type, let problem = try problem(of: reader, tool, type.problems) {
      section.section = type.init(problem: problem) as? Section ?? section.section
    }
    try reader.readRecord(into: &section)
  }
  return section
}

/// The problem that a configuration names, by its place among those of the tool: its section cannot be read before it is known.
private func problem(of reader: JSONReader, _ tool: String, _ known: [StaticString]) throws(Failure) -> Int? {
  var ahead = reader
  // What else is wrong is found when all is read.
  guard let isNamed = try? ahead.find("problem"), isNamed, (try? ahead.isNext("\"")) == true else { return nil }
  return try ahead.readIndex(among: known) { unknownProblem($0, of: tool, known.map { "\($0)" }) }
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
