/// The numbers behind a picture of observations, row by row.
struct ObservationTable {
  let text: ChartText
  let x: Dimension
  let y: Dimension
  let seriesTitle: String
  let facetTitle: String

  func table(_ observations: [Observation]) -> DataTable {
    let columns: [(title: String, isNumeric: Bool, text: (Observation) -> String)?] = [
      observations.contains { !$0.facet.isEmpty } ? (facetTitle, false, { $0.facet }) : nil,
      observations.contains { !$0.series.isEmpty } ? (seriesTitle, false, { $0.series }) : nil,
      (x.title, x.isNumber, { x.text($0.x) }),
      (y.title, y.isNumber, { y.text($0.y) }),
      observations.contains { $0.low.isFinite } ? ("Low", true, { y.text($0.low) }) : nil,
      observations.contains { $0.high.isFinite } ? ("High", true, { y.text($0.high) }) : nil,
      observations.contains { $0.count != nil } ? ("n", true, { $0.count.map(String.init) ?? "–" }) : nil,
    ]
    let shown = columns.compactMap(\.self)
    return DataTable(
      caption: text.title, columns: shown.map { .init($0.title, isNumeric: $0.isNumeric) },
      rows: observations.map { observation in shown.map { $0.text(observation) } })
  }
}

extension Dimension {
  var isNumber: Bool { if case .time = kind { false } else { true } }
}
