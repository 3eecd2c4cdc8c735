import Charting
import GridData
import Records
import StreamIO

/// Columns by what they are for.
extension FieldChart {
  var rowIndices: Range<Int> { 0..<table.rowCount }

  /// Each row's names in these fields, joined; empty where there are no fields.
  func names(_ fields: [String]) -> [String] {
    let columns = fields.map(table.column)
    return rowIndices.map { row in columns.map { $0[row].name }.joined(separator: ", ") }
  }

  var series: [String] { names(by) }
  /// A number says little at the head of a panel without what it is of.
  var facets: [String] {
    guard let facet = options.facet else { return names([]) }
    let title = language.text(of: facet).title
    return table.column(facet).map { $0.number == nil ? $0.name : "\(title) \($0.name)" }
  }

  /// The rows panel by panel, these in the order of categories.
  var rowsByFacet: [Int] {
    guard let facet = options.facet else { return Array(rowIndices) }
    let cells = table.column(facet)
    let places = Dictionary(uniqueKeysWithValues: categories(cells).enumerated().map { ($1.exact, $0) })
    let ranks = cells.map { places[$0.name.exact] ?? 0 }
    return rowIndices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
  }

  /// Numbers; NaN where there is none.
  func numbers(_ field: String) throws(Failure) -> [Double] {
    let cells = table.column(field)
    if let text = cells.first(where: \.isWord) {
      throw Failure(.data, "\(kind.rawValue) needs numbers; the field \"\(field)\" holds \"\(text.name)\"")
    }
    guard cells.contains(where: { $0.number != nil }) else {
      throw Failure(.data, "no record has a number in the field \"\(field)\"")
    }
    return cells.map { $0.number ?? .nan }
  }

  /// Numbers or times as they lie on an axis.
  func axis(_ field: String, isLogarithmic: Bool = false) throws(Failure) -> (values: [Double], dimension: Dimension) {
    let cells = table.column(field)
    let text = language.text(of: field)
    if cells.contains(where: { $0.time != nil }), cells.allSatisfy({ $0 == .missing || $0.time != nil }) {
      return (
        cells.map { $0.time ?? .nan },
        Dimension(TimeTitle.local(offsetSeconds), kind: .time(offsetSeconds: offsetSeconds))
      )
    }
    let values = try numbers(field)
    if isLogarithmic, !values.contains(where: { $0 > 0 }) {
      throw Failure(.data, "no record has a positive number in the field \"\(field)\", as a logarithmic axis needs")
    }
    return (values, Dimension(axisTitle(field), kind: isLogarithmic ? .logarithm : .number, format: text.axisFormat))
  }

  /// The dimension of what is measured; of several fields, which are named where they are drawn, their unit.
  var measure: Dimension {
    let texts = ys.map(metricText)
    let units = Set(texts.map(\.unit))
    return Dimension(
      texts.count == 1 ? texts[0].axis : units.count == 1 && units != ["%"] ? texts[0].unit : "",
      kind: options.isLogY ? .logarithm : .number, format: units.count == 1 ? texts[0].axisFormat : .plain)
  }

  /// A mean is read as the metric it is the mean of.
  func metricText(_ field: String) -> FieldText {
    let metrics = names(["metric"]).distinct()
    guard ["mean", "median"].contains(field), metrics.count == 1, metrics[0] != "(none)" else { return language.text(of: field) }
    return language.text(of: metrics[0])
  }

  /// The values of a field that name rows or columns, in their order: months and weekdays as calendars have them,
  /// those that the words order, numbers from small to large, all else as it came.
  func categories(_ cells: [Cell]) -> [String] {
    let names = cells.map(\.name).distinct()
    for order in [CalendarText.months, CalendarText.weekdays] + language.valueOrders
    where names.allSatisfy({ order.contains(exactly: $0) || $0 == "(none)" }) {
      return order.filter { names.contains(exactly: $0) } + names.filter { !order.contains(exactly: $0) }
    }
    let numbers = cells.filter { $0.number != nil }.distinct().map(\.name)
      .compactMap { name in DecimalNumber(name.utf8).map { (name, $0) } }.sorted { $0.1 < $1.1 }.map(\.0)
    let known = Set(numbers.map(\.exact))
    if !numbers.isEmpty { return numbers + names.filter { !known.contains($0.exact) } }
    return cells.allSatisfy { $0.time != nil || $0 == .missing } ? names.sortedExactly() : names
  }

  /// Whether names have an order of their own, so that they stand beside each other and not in rows.
  func isOrdered(_ cells: [Cell]) -> Bool {
    cells.contains { $0.number != nil || $0.time != nil }
      || [CalendarText.months, CalendarText.weekdays].contains { order in cells.allSatisfy { order.contains(exactly: $0.name) } }
  }

  /// One observation a row and field measured.
  func observations(_ x: [Double]) throws(Failure) -> [Observation] {
    let (series, facets) = (series, facets)
    let ends = interval.map { field in table.column(field).map { $0.number ?? .nan } }
    let counts = interval.isEmpty ? [] : table.column("n").map { $0.number.flatMap { Int(exactly: $0) } }
    var observations: [Observation] = []
    for y in ys {
      let values = try numbers(y)
      for row in rowsByFacet {
        let names = (ys.count > 1 ? [language.text(of: y).title] : []) + (series[row].isEmpty ? [] : [series[row]])
        observations.append(
          Observation(
            x: x[row], y: values[row], low: ends.isEmpty ? .nan : ends[0][row], high: ends.isEmpty ? .nan : ends[1][row],
            series: names.joined(separator: ", "), facet: facets[row], count: counts.isEmpty ? nil : counts[row]))
      }
    }
    return observations
  }
}
