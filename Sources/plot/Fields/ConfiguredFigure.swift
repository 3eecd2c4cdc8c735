import ArgumentParser
import Records
import StreamIO

/// A chart of any records as the configuration has it: `plot figure` draws it, and the report under its section's heading.
struct ConfiguredFigure: Record, Blank {
  var name = ""
  var section = ""
  var title = ""
  var reading = ""
  var draw = ChartCommand()
  var isFolded = false

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("name", &name, "of plot figure --name")
    try visitor.field("section", &section, default: "", "heading in the report; empty: not in it")
    try visitor.field("title", &title, default: "", "of the figure; empty for one made from its fields")
    try visitor.field("reading", &reading, default: "", "what to see in it, for the report")
    try visitor.field("folded", &isFolded, default: false, "whether the report shows it behind a line that unfolds it")
    try visitor.field("draw", &draw, "the chart and its options, as after plot on the command line")
  }

  func chart(_ words: Words, offsetSeconds: Int, title: String? = nil) throws(Failure) -> FieldChart {
    try draw.chart(words, offsetSeconds: offsetSeconds, title: title ?? (self.title.isEmpty ? nil : self.title))
  }
}

/// The words of a command line that draws a chart of any records: what it would refuse is refused where it stands.
struct ChartCommand: FieldValue, Blank {
  var words: [String] = []

  init() {}
  init(_ words: [String]) { self.words = words }

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    let place = reader.place
    try words.decode(from: &reader, bounds)
    do { _ = try chart(Words(), offsetSeconds: 0, title: nil) } catch { throw error.placed(place) }
  }

  mutating func encode(to writer: inout JSONWriter) { words.encode(to: &writer) }

  static func schema(_ bounds: Bounds) -> SchemaNode { [String].schema(bounds) }

  /// - Throws: `Failure` (usage) where the command line would refuse it.
  func chart(_ language: Words, offsetSeconds: Int, title: String?) throws(Failure) -> FieldChart {
    guard let kind = words.first.flatMap(FieldChart.Kind.init) else {
      let charts = FieldChart.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.usage, "there is no chart \(words.first ?? "named"); one of \(charts) would be right")
    }
    let options: FieldOptions
    do { options = try FieldOptions.parse(Array(words.dropFirst())) } catch {
      throw Failure(.usage, FieldOptions.message(for: error))
    }
    return try FieldChart(kind, options, language, offsetSeconds: offsetSeconds, title: title)
  }
}
