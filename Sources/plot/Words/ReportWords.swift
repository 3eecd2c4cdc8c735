import StreamIO

/// The metrics of each table.
struct TableWords: Record {
  var distances: [String] = []
  var doings: [String] = []
  var differences: [String] = []
  var results: [String] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("distances", &distances, default: [], "of all contenders, beside the study's own")
    try visitor.field("doings", &doings, default: [], "of all contenders, in a second table")
    try visitor.field("differences", &differences, default: [], "of contenders compared, beside the study's own")
    try visitor.field("results", &results, default: [], "of the results in a terminal, beside the study's own")
  }
}

/// A part of the report under its heading. One whose figures and tables have no records is left out.
struct SectionWords: Record, Blank {
  var title = ""
  var blocks: [BlockWords] = []

  init() {}
  init(_ title: String, _ blocks: [BlockWords]) { (self.title, self.blocks) = (title, blocks) }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, default: "", "left out: figures of the configuration with headings of their own stand here")
    try visitor.field("blocks", &blocks, default: [], "what stands under it")
  }

  /// The report of a study without words.
  static let usual = [
    SectionWords("How they compare", [BlockWords(figure: .controllers), BlockWords(table: "contenders", fold: "In numbers")]),
    SectionWords(),
    SectionWords(
      "Are the differences real?",
      [BlockWords(table: "comparisons"), BlockWords(figure: .ranks, isFolded: true), BlockWords(table: "insights")]),
    SectionWords("How it was made", [BlockWords(isMaking: true)]),
  ]
}

/// A figure, a table, a paragraph or a list.
struct BlockWords: Record, Blank {
  enum Figure: String, Choice {
    case controllers, groups, weights, front, foresight, week, ranks
    init() { self = .controllers }
  }

  /// What is said of the best contender's best and worst groups.
  enum Name: String, Placeholder {
    case best, asSubject = "Best", low, high, lowGroup = "low_group", highGroup = "high_group", times
  }

  var figure: Figure?
  var by = ""
  var metric = ""
  var title = ""
  var reading = Template<Name>()
  var table = ""
  var text = ""
  var list: [Template<NoPlaceholder>] = []
  var isMaking = false
  var isFolded = false
  var fold = ""

  init() {}
  init(figure: Figure? = nil, table: String = "", fold: String = "", isFolded: Bool = false, isMaking: Bool = false) {
    (self.figure, self.table, self.fold, self.isFolded, self.isMaking) = (figure, table, fold, isFolded, isMaking)
  }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("figure", &figure, default: nil, "as plot calls it")
    try visitor.field("by", &by, default: "", "of groups: a field, or two with a panel for each value of the first")
    try visitor.field("metric", &metric, default: "", "of groups; left out: the study's")
    try visitor.field("title", &title, default: "", "of groups; left out: made of the names of its fields")
    try visitor.field("reading", &reading, default: Template(), "of groups: {best}, {low}, {low_group}, {high}, {high_group}, {times}")
    try visitor.field("table", &table, default: "", "contenders, comparisons, insights, or one of records")
    try visitor.field("text", &text, default: "", "a paragraph")
    try visitor.field("list", &list, default: [], "items, {version} being the suite's")
    try visitor.field("making", &isMaking, default: false, "the notes and checksums that plot was given")
    try visitor.field("folded", &isFolded, default: false, "whether a figure is behind its title")
    try visitor.field("fold", &fold, default: "", "the line that a table or list is behind")
  }
}

/// A table made of records themselves: a row for some of the fields of each record, or a row for each of some contenders.
struct RecordTableWords: Record, Blank {
  var caption = ""
  var conditions: [String] = []
  var columns: [ColumnWords] = []
  var lines: [LineWords] = []
  var lineTitle = ""
  var elements: [Int] = []
  var elementUnit = ""
  var factor = 1.0
  var decimals = 2
  var contenders = Named<[String]>()
  var metrics: [String] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("caption", &caption, "above it")
    try visitor.field("where", &conditions, default: [], "field=value, or with !=, <, <=, >, >=: the records that count")
    try visitor.field("columns", &columns, default: [], "fields of records")
    try visitor.field("lines", &lines, default: [], "fields that hold arrays, a row each")
    try visitor.field("line_title", &lineTitle, default: "", "of the column that names these")
    try visitor.field("elements", &elements, default: [], "which elements are columns, the first being 1")
    try visitor.field("element_unit", &elementUnit, default: "", "what these count")
    try visitor.field("factor", &factor, default: 1, "of the elements")
    try visitor.field("decimals", &decimals, .range(0, 12), default: 2, "of the elements")
    try visitor.field("contenders", &contenders, default: Named(), "a row each, with the conditions on the records that are theirs")
    try visitor.field("metrics", &metrics, default: [], "columns of these contenders' estimates")
  }
}

struct ColumnWords: Record, Blank {
  enum Look: String, Choice {
    case text, range, mean
    init() { self = .text }
  }

  var title = ""
  var field = ""
  var look = Look.text
  var except: [String] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, "at its head")
    try visitor.field("field", &field, "of the records")
    try visitor.field("look", &look, default: .text, "text; of contenders: the range of a number, or the mean of a share")
    try visitor.field("except", &except, default: [], "contenders that it says nothing of")
  }
}

struct LineWords: Record, Blank {
  var title = ""
  var field = ""
  var by = ""

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, "its name")
    try visitor.field("field", &field, "the array")
    try visitor.field("by", &by, default: "", "a field whose value stands behind its name")
  }
}
