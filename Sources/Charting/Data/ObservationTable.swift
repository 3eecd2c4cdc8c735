/// The numbers behind a picture of observations, row by row.
struct ObservationTable {
  let text: ChartText
  let x: Dimension
  let y: Dimension
  let seriesTitle: String
  let facetTitle: String

  func table(_ observations: [Observation]) -> DataTable {
    let columns: [(title: String, text: (Observation) -> String, number: ((Observation) -> Double)?)?] = [
      observations.contains { !$0.facet.isEmpty } ? (facetTitle, { $0.facet }, nil) : nil,
      observations.contains { !$0.series.isEmpty } ? (seriesTitle, { $0.series }, nil) : nil,
      (x.title, { x.text($0.x) }, x.isNumber ? { $0.x } : nil),
      (y.title, { y.text($0.y) }, { $0.y }),
      observations.contains { $0.low.isFinite } ? ("Low", { y.text($0.low) }, { $0.low }) : nil,
      observations.contains { $0.high.isFinite } ? ("High", { y.text($0.high) }, { $0.high }) : nil,
      observations.contains { $0.count != nil } ? ("n", { $0.count.map(String.init) ?? "–" }, { Double($0.count ?? 0) }) : nil,
    ]
    let shown = columns.compactMap(\.self)
    var table = DataTable(
      caption: text.title, columns: shown.map { .init($0.title, isNumeric: $0.number != nil) },
      rows: observations.map { observation in shown.map { $0.text(observation) } })
    table.numbers = observations.map { observation in shown.map { $0.number?(observation) } }
    return table
  }
}

extension Dimension {
  var isNumber: Bool { if case .time = kind { false } else { true } }
}
