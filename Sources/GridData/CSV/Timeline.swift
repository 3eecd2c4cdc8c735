import Records
import StreamIO

/// Lays rows out on a time axis of equal steps, and fills what is missing.
struct Timeline {
  private let rows: GridRows
  private let fill: FillPolicy
  private let step: Int

  init(_ rows: GridRows, fill: FillPolicy) throws(Failure) {
    self.rows = rows
    self.fill = fill
    try Self.checkOrder(rows)
    step = try Self.step(of: rows)
  }

  private static func checkOrder(_ rows: GridRows) throws(Failure) {
    for row in rows.rows.indices.dropFirst() {
      let (before, now) = (rows.rows[row - 1], rows.rows[row])
      if before.start < now.start { continue }
      if before.start == now.start {
        throw Failure(
          .data, "a second row for \(now.start); the first is at \(rows.place(row - 1))", at: rows.place(row))
      }
      throw Failure(
        .data,
        "\(now.start) after \(before.start); rows must be in order of time",
        at: rows.place(row))
    }
  }

  /// The step most rows keep to. A row some steps later ends a gap; three rows in a row at another step are not gaps
  /// but a file of mixed steps.
  private static func step(of rows: GridRows) throws(Failure) -> Int {
    let all = rows.rows
    guard all.count > 1 else {
      throw Failure(
        .data, "\(all.count == 1 ? "one row" : "no rows") of data; at least two are needed to tell the step",
        at: rows.place(0))
    }
    func difference(_ row: Int) -> Int { all[row].start - all[row - 1].start }
    var counts: [Int: Int] = [:]
    for row in 1..<all.count { counts[difference(row), default: 0] += 1 }
    let step = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
    guard (300...3600).contains(step), 3600 % step == 0 else {
      let first = (1..<all.count).first { difference($0) == step } ?? 0
      throw Failure(
        .data, "rows are \(step) s apart; steps of 5 minutes to 1 hour that divide the hour are read",
        at: rows.place(first))
    }
    guard all[0].start.seconds % Int64(step) == 0 else {
      throw Failure(
        .data, "\(all[0].start) is not a whole number of \(step) s steps past the hour", at: rows.place(0))
    }
    var repeated = 0
    for row in 1..<all.count where difference(row) != step {
      let found = difference(row)
      repeated = row > 1 && difference(row - 1) == found ? repeated + 1 : 1
      guard found % step == 0, repeated < 3 else {
        throw Failure(
          .data, "a step of \(found) s among steps of \(step) s; a file must keep to one step",
          at: rows.place(row - repeated + 1))
      }
    }
    return step
  }

  func series() throws(Failure) -> CarbonSeries {
    let all = rows.rows
    guard let first = all.firstIndex(where: { !$0.isBlank }), let last = all.lastIndex(where: { !$0.isBlank }) else {
      throw Failure(.data, "every row is blank", at: rows.place(0))
    }
    var series = CarbonSeries(
      zone: rows.zone, name: rows.name, source: rows.source, isModelled: rows.isModelled,
      start: all[first].start, intervalSeconds: step, carbonFree: [], carbonDirect: [], carbonLifecycle: [], marks: [])
    series.reserveCapacity(last - first + 1)
    var known = first
    for row in first...last where !all[row].isBlank {
      let missing = (all[row].start - all[known].start) / step - 1
      if missing > 0 { try bridge(&series, from: known, to: row, missing: missing) }
      series.append(all[row])
      known = row
    }
    series.dropSilentForecasts()
    if !rows.values.contains(.carbonFree) { series.carbonFree = [] }
    if !rows.values.contains(.direct) { series.carbonDirect = [] }
    if !rows.values.contains(.lifecycle) { series.carbonLifecycle = [] }
    return series
  }

  private func bridge(
    _ series: inout CarbonSeries, from known: Int, to next: Int, missing: Int
  ) throws(Failure) {
    let (a, b) = (rows.rows[known], rows.rows[next])
    guard fill.allows(missing, of: step) else {
      let advice =
        fill.method == .none
        ? "fill by \"previous\" or \"linear\" to go on" : "gaps of up to \(fill.maxGap) are filled"
      throw Failure(
        .data,
        "\(missing) \(missing == 1 ? "interval" : "intervals") of \(step) s missing after \(a.start); \(advice)",
        at: rows.place(known + 1))
    }
    for index in 1...missing {
      let weight = fill.method == .linear ? Double(index) / Double(missing + 1) : 0
      func mixed(_ value: KeyPath<GridRows.Row, Double>) -> Double {
        a[keyPath: value] + weight * (b[keyPath: value] - a[keyPath: value])
      }
      series.append(
        GridRows.Row(
          start: a.start + index * step, line: 0, carbonFree: mixed(\.carbonFree), direct: mixed(\.direct),
          lifecycle: mixed(\.lifecycle), marks: .filled))
    }
  }
}

extension CarbonSeries {
  fileprivate mutating func reserveCapacity(_ count: Int) {
    carbonFree.reserveCapacity(count)
    carbonDirect.reserveCapacity(count)
    carbonLifecycle.reserveCapacity(count)
    marks.reserveCapacity(count)
    forecastCarbonFree.reserveCapacity(count)
    forecastIntensity.reserveCapacity(count)
  }

  /// A column without any value is none.
  fileprivate mutating func dropSilentForecasts() {
    if forecastCarbonFree.allSatisfy(\.isNaN) { forecastCarbonFree = [] }
    if forecastIntensity.allSatisfy(\.isNaN) { forecastIntensity = [] }
  }

  fileprivate mutating func append(_ row: GridRows.Row) {
    carbonFree.append(row.carbonFree)
    carbonDirect.append(row.direct)
    carbonLifecycle.append(row.lifecycle)
    marks.append(row.marks)
    forecastCarbonFree.append(row.forecastShare)
    forecastIntensity.append(row.forecastIntensity)
  }
}
