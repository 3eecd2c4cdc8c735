import Charting
import Records
import StreamIO

extension Study {
  /// Estimates as text: the values of a field in rows, metrics in columns; or, of one metric, the values of a second field
  /// in columns. Fields, values and metrics go by the names they have in the records.
  ///
  /// - Parameters:
  ///   - fields: one or two; those that told the groups of the summaries apart.
  ///   - controllers: the contenders to show, in their order; empty for all there are.
  /// - Throws: `MissingRecords` where a metric has no summaries by these fields.
  func table(by fields: [String], metrics: [String], controllers: [String] = []) throws(MissingRecords) -> String {
    guard let metric = metrics.first, let rowField = fields.first else { return "" }
    let summaries = records.summaries.filter { metrics.contains(exactly: $0.metric) && $0.by.isBy(fields) }
    for metric in metrics where !summaries.contains(where: { $0.metric.exact == metric.exact }) {
      throw missingSummaries(of: metric, by: fields)
    }
    func values(_ field: String) -> [String] {
      field.exact == words.contender.field.exact && !controllers.isEmpty
        ? controllers : words.ordered(summaries.map { $0.by[field] ?? Self.noValue }.distinct(), field)
    }
    func summary(_ metric: String, _ group: [String]) -> Summary? {
      summaries.first { summary in
        summary.metric.exact == metric.exact && zip(fields, group).allSatisfy { (summary.by[$0] ?? Self.noValue).exact == $1.exact }
      }
    }
    let rows = values(rowField)
    let columns =
      fields.count == 1
      ? metrics.map { metric in (title: metric, metric: metric, cells: rows.map { summary(metric, [$0]) }) }
      : values(fields[1]).map { value in (title: value, metric: metric, cells: rows.map { summary(metric, [$0, value]) }) }
    // Where all columns are of one metric, all have as many decimals.
    let decimals = columns.map { column in
      words.text(of: column.metric).format.decimals(forListOf: column.cells.compactMap { $0?.mean })
    }
    let texts = zip(columns, decimals).map { column, own in
      let format = words.text(of: column.metric).format
      let fitting = fields.count == 1 ? own : decimals.max() ?? own
      return format.intervals(column.cells.map { ($0?.mean, nil, nil) }, decimals: format == .percent ? min(fitting, 2) : fitting)
    }
    let table = DataTable(
      columns: [.init(rowField)] + columns.map { .init($0.title, isNumeric: true) },
      rows: rows.enumerated().map { row, value in [value] + texts.map { $0[row] } })
    let shown = columns.flatMap(\.cells).compactMap(\.self)
    let subject = fields.count == 1 ? "" : "\(metric) by \(fields.joined(separator: " and ")). "
    return "\(subject)\(words.text(DataOrigin(shown))), \(countText(shown))\n\n\(table.text)\n"
  }

  /// A group without a value of the field.
  private static let noValue = "–"
}
