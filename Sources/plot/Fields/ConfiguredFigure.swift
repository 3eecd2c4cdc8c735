import ArgumentParser
import Records
import StreamIO

/// A chart of any records as the configuration has it: `plot figure` draws it, and the report under its section's heading.
struct ConfiguredFigure: Record, Blank {
  var name = ""
  var section = ""
  var title = ""
  var reading = ""
  /// The chart and its options, as on the command line.
  var draw: [String] = []

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("name", &name, "of plot figure --name")
    try visitor.field("section", &section, default: "", "heading in the report; empty: not in it")
    try visitor.field("title", &title, default: "", "of the figure; empty for one made from its fields")
    try visitor.field("reading", &reading, default: "", "what to see in it, for the report")
    try visitor.field("draw", &draw, "the chart and its options, as after plot on the command line")
  }

  /// - Throws: `Failure` (usage) where the command line would refuse it.
  func chart(offsetSeconds: Int, title: String? = nil) throws(Failure) -> FieldChart {
    guard let kind = draw.first.flatMap(FieldChart.Kind.init) else {
      let charts = FieldChart.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.usage, "the figure \(name) draws \(draw.first ?? "nothing"); one of \(charts) would be right")
    }
    let options: FieldOptions
    do { options = try FieldOptions.parse(Array(draw.dropFirst())) } catch {
      throw Failure(.usage, "the figure \(name): \(FieldOptions.message(for: error))")
    }
    do throws(Failure) {
      return try FieldChart(kind, options, offsetSeconds: offsetSeconds, title: title ?? (self.title.isEmpty ? nil : self.title))
    } catch { throw Failure(.usage, "the figure \(name): \(error.message)") }
  }
}
