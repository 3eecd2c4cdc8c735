import Charting
import CommandSupport
import Records
import StreamIO

/// What a problem calls things: pipelines/PROBLEM/words.jsonc. All that is said of a problem stands there; what is left out is
/// said in words that fit any problem.
struct Words: Record {
  var title = "The study"
  var contender = Noun("contender")
  var scenario = Noun("scenario")
  var baseline = ""
  var bound = ""
  var metric = ""
  var shownInGroups: [String] = []
  var shownInWeek: [String] = []
  var fields = Named<FieldWords>()
  var contenders = Named<ContenderWords>()
  var relative = RelativeWords()
  var origin = OriginWords()
  var paired: [String] = []
  var tables = TableWords()
  var front = FrontWords()
  var foresight = ForesightWords()
  var weights = WeightsWords()
  var week = WeekWords()
  var answer = Claim.usual
  var keyNumbers: [KeyNumberWords] = []
  var places: [Noun] = []
  var opening: BlockWords?
  var records = Named<RecordTableWords>()
  var report = SectionWords.usual

  /// Names of zones, from the zone table.
  var zones = ZoneName()

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    let initial = Words()
    try visitor.field("title", &title, default: initial.title, "of the report")
    try visitor.field("contender", &contender, default: initial.contender, "the field whose values are compared, and what they are called")
    try visitor.field("scenario", &scenario, default: initial.scenario, "what each contender ran on")
    try visitor.field("baseline", &baseline, default: "", "the contender that others are measured with")
    try visitor.field("bound", &bound, default: "", "the contender that none can beat: a yardstick, and no choice")
    try visitor.field("metric", &metric, default: "", "what contenders are compared by")
    try visitor.field("shown_in_groups", &shownInGroups, default: [], "contenders in figures by group; all where empty")
    try visitor.field("shown_in_week", &shownInWeek, default: [], "contenders over a week, in order; all where empty")
    try visitor.field("fields", &fields, default: initial.fields, "metrics and fields of groups, by their names in records")
    try visitor.field("contenders", &contenders, default: initial.contenders, "by their names in records; their order gives their looks")
    try visitor.field("relative", &relative, default: initial.relative, "of metrics between the bound and the baseline")
    try visitor.field("origin", &origin, default: initial.origin, "whether data were measured or modelled")
    try visitor.field("paired", &paired, default: [], "metrics that pairs and ranks are of where the metric itself is not, in order")
    try visitor.field("tables", &tables, default: initial.tables, "the metrics of each table")
    try visitor.field("front", &front, default: initial.front, "the figure front")
    try visitor.field("foresight", &foresight, default: initial.foresight, "the figure foresight")
    try visitor.field("weights", &weights, default: initial.weights, "the figure weights")
    try visitor.field("week", &week, default: initial.week, "the figure week")
    try visitor.field("answer", &answer, default: initial.answer, "the sentences of the answer")
    try visitor.field("key_numbers", &keyNumbers, default: [], "beside the answer, between the metric and the count of scenarios")
    try visitor.field("places", &places, default: [], "fields whose values the answer counts, and what these are called")
    try visitor.field("opening", &opening, default: nil, "the figure that explains the answer")
    try visitor.field("records", &records, default: initial.records, "tables of any records, by a name")
    try visitor.field("report", &report, default: initial.report, "sections, in order")
  }
}

/// What one of several is called, and the field that names it.
struct Noun: Record, Blank {
  var field = ""
  var one = ""
  var many = ""

  init() {}
  init(_ one: String) { self.one = one }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("field", &field, default: "", "that holds it")
    try visitor.field("one", &one, "of them")
    try visitor.field("many", &many, default: "", "of them; left out: with an s")
  }

  var plural: String { many.isEmpty ? "\(one)s" : many }
  var title: String { one.capitalisedFirst }
  func counted(_ count: Int) -> String { count.counted(one, plural: plural) }
}

/// A contender, at the head of a row and in a sentence.
struct ContenderWords: Record, Blank {
  /// Without commas, which part the names of a list.
  var title = ""
  var name = ""

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, "in a row, without commas")
    try visitor.field("name", &name, "in the middle of a sentence")
  }
}

/// A metric or a field of groups.
struct FieldWords: Record, Blank {
  enum Better: String, Choice {
    case low, high
    init() { self = .low }
  }

  var title = ""
  var axis = ""
  var unit: String?
  var factor: Double?
  var better = Better.low
  var isRelative = false
  var isCompared = true
  var answer = Template<Claim.Name>()
  var values = Named<String>()
  var value = Template<ValuePlaceholder>()
  var edge = Template<ValuePlaceholder>()
  var inSentence = Template<ValuePlaceholder>()
  var isZone = false

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, "at the head of a column")
    try visitor.field("axis", &axis, default: "", "its meaning, on an axis; left out: the title")
    try visitor.field("unit", &unit, default: nil, "left out: that of its name's ending; % of shares")
    try visitor.field("factor", &factor, default: nil, "what it is multiplied with; left out: 100 of shares, else 1")
    try visitor.field("better", &better, default: .low, "which end is the better one")
    try visitor.field("relative", &isRelative, default: false, "whether it is 0 for the bound and 1 for the baseline")
    try visitor.field("compared", &isCompared, default: true, "whether contenders differ in it")
    try visitor.field("answer", &answer, default: Template(), "the answer's first sentence: {Best}, {best_id}, {value}, {interval}")
    try visitor.field("values", &values, default: Named(), "its values as people read them, in their order")
    try visitor.field("value", &value, default: Template(), "a value as people read it: {value}")
    try visitor.field("edge", &edge, default: Template(), "the same of a whole number, from which on values are grouped")
    try visitor.field("in_sentence", &inSentence, default: Template(), "what stands before a value in a sentence, made of {value}")
    try visitor.field("zone", &isZone, default: false, "whether its values are zones, which the zone table names")
  }
}

/// Of metrics that are 0 for the bound and 1 for the baseline.
struct RelativeWords: Record {
  var references: [String] = []
  var contenders = ""
  var groups = Template<GroupsPlaceholder>()
  var reading = Template<Claim.Name>()
  var key = ""
  var keyDetail = ""

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("references", &references, default: [], "what 0 and 1 are called on an axis")
    try visitor.field("contenders", &contenders, default: "", "title of the figure of all contenders")
    try visitor.field("groups", &groups, default: Template(), "title of figures by group: {groups}")
    try visitor.field("reading", &reading, default: Template(), "what to see in the figure of all contenders: {Best}")
    try visitor.field("key", &key, default: "", "title of the key number")
    try visitor.field("key_detail", &keyDetail, default: "", "under it, before the interval")
  }
}

extension String {
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// For the middle of a sentence; what is written in capitals stays so: CO₂e.
  var lowercasedFirst: String {
    dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  func listed() -> String { count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1] }
}

extension Words {
  static func read(_ path: String) throws(Failure) -> Words {
    let words = try readConfiguration(Words(), path: path)
    try words.check(Place(file: path))
    return words
  }

  /// Refuses names that nothing goes by.
  private func check(_ place: Place) throws(Failure) {
    let tables = ["contenders", "comparisons", "insights"] + records.entries.map(\.name)
    for block in report.flatMap(\.blocks) + [opening].compactMap(\.self) {
      guard block.table.isEmpty || tables.contains(exactly: block.table) else {
        throw unknown(block.table, "table", among: tables, place)
      }
      guard block.figure != .groups || (1...2).contains(fieldList(block.by).count) else {
        throw Failure(.usage, "a figure groups needs \"by\": one field or two", at: place)
      }
    }
    let known = contenders.entries.map(\.name)
    for name in [baseline, bound] + shownInGroups + shownInWeek where !known.isEmpty && !name.isEmpty {
      guard known.contains(exactly: name) else { throw unknown(name, "contender", among: known, place) }
    }
  }

  private func unknown(_ name: String, _ noun: String, among known: [String], _ place: Place) -> Failure {
    Failure(
      .usage, "there is no \(noun) \"\(name)\" here; "
        + (nearestName(to: name, among: known).map { "did you mean \"\($0)\"?" } ?? "there are \(known.joined(separator: ", "))"),
      at: place)
  }
}
