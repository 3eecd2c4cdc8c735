import Charting
import Records
import StreamIO

/// Charts of two fields that cross, and of one field over time.
extension FieldChart {
  func heatMapChart() throws(Failure) -> any Chart {
    var (across, down) = (try crossed(x ?? ""), try crossed(ys[0]))
    // Numbers rise from the foot, names run down the page.
    if down.isBinned {
      let last = down.names.count - 1
      down.places = down.places.map { $0.map { last - $0 } }
      down.names.reverse()
    }
    let values = try options.z.map { field throws(Failure) in try numbers(field) }
    let facets = facets
    let titles = facets.isEmpty ? [""] : rowsByFacet.map { facets[$0] }.distinct()
    guard titles.count <= 12 else {
      throw Failure(.data, "the field \"\(options.facet ?? "")\" has \(titles.count) values; 12 panels are the most that can be drawn")
    }
    let grids = titles.map { title in
      var (sums, counts) = (grid(across.names, down.names), grid(across.names, down.names))
      for row in rowIndices where facets[row].exact == title.exact {
        guard let column = across.places[row], let line = down.places[row] else { continue }
        let value = values?[row] ?? 1
        guard value.isFinite else { continue }
        sums[line][column] += value
        counts[line][column] += 1
      }
      return HeatMapChart.Grid(
        title: title,
        values: zip(sums, counts).map { sums, counts in
          zip(sums, counts).map { sum, count in count == 0 ? .nan : values == nil ? count : sum / count }
        })
    }
    let measured = options.z.map(metricText)
    let title = measured?.title ?? "Records"
    var chart = HeatMapChart(
      text(
        "\(title) by \(words([ys[0], x ?? ""]))",
        statistic: values == nil ? "Colour: how many records" : "Colour: means of the records in a cell"),
      columns: across.names, rows: down.names, grids: grids)
    (chart.columnTitle, chart.rowTitle, chart.gridTitle) = (axisTitle(x ?? ""), axisTitle(ys[0]), facetTitle)
    (chart.valueTitle, chart.format) = (measured?.axis ?? "Records", measured?.axisFormat ?? .plain)
    return chart
  }

  private func grid(_ columns: [String], _ rows: [String]) -> [[Double]] {
    Array(repeating: Array(repeating: 0, count: columns.count), count: rows.count)
  }

  /// A field as rows or columns: its values, or bins of them where there are many.
  private func crossed(_ field: String) throws(Failure) -> (names: [String], places: [Int?], isBinned: Bool) {
    let cells = table.column(field)
    if cells.allSatisfy({ $0.number != nil || $0 == .missing }), options.bins != nil || Set(cells).count > 40 {
      let values = try numbers(field)
      let bins = HistogramChart.bins(of: values, count: options.bins ?? 20)
      let texts = language.text(of: field).axisFormat.tickTexts(bins, step: bins.count > 1 ? bins[1] - bins[0] : 1)
      return (zip(texts, texts.dropFirst()).map { "\($0) to \($1)" }, values.map { HistogramChart.bin(of: $0, in: bins) }, true)
    }
    let names = categories(cells)
    guard names.count <= 400 else {
      throw Failure(.data, "the field \"\(field)\" has \(names.count) values; 400 are the most that a heat map can show")
    }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1.exact, $0) })
    return (names, cells.map { places[$0.name.exact] }, false)
  }

  /// How often each true class was predicted as each, in shares of the true class.
  func confusionChart() -> any Chart {
    let (predicted, truth) = (table.column(x ?? ""), table.column(ys[0]))
    let classes = categories(truth + predicted)
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1.exact, $0) })
    var counts = classes.map { _ in classes.map { _ in 0 } }
    for row in rowIndices {
      guard let line = places[truth[row].name.exact], let column = places[predicted[row].name.exact] else { continue }
      counts[line][column] += 1
    }
    let right = classes.indices.reduce(0) { $0 + counts[$1][$1] }
    let accuracy = NumberFormat.percent.text(Double(right) / Double(max(rowIndices.count, 1)))
    var chart = HeatMapChart(
      text(
        "\(language.text(of: x ?? "").title) and \(language.text(of: ys[0]).title.lowercasedFirst)",
        statistic: "In the cells, records; colour: their share of the row. On the diagonal, \(accuracy) of all"),
      columns: classes, rows: classes,
      grids: [
        .init(
          values: counts.map { row in row.map { Double($0) / Double(max(row.reduce(0, +), 1)) } },
          texts: counts.map { $0.map(String.init) })
      ])
    (chart.columnTitle, chart.rowTitle) = (language.text(of: x ?? "").axis, language.text(of: ys[0]).axis)
    (chart.format, chart.range) = (.percent, 0...1)
    return chart
  }

  /// A strip for each field under one time axis: numbers as lines, names as ribbons.
  func timelineChart() throws(Failure) -> any Chart {
    let (times, across) = try axis(x ?? "")
    guard case .time = across.kind else {
      throw Failure(.data, "timeline needs times such as 2024-02-20T00:00:00Z; the field \"\(x ?? "")\" holds none")
    }
    let known = times.filter(\.isFinite)
    guard let first = known.min(), let last = known.max() else {
      throw Failure(.data, "no record has a time in the field \"\(x ?? "")\"")
    }
    // Equal steps: the least distance between times.
    let sorted = known.distinct().sorted()
    let step = max(Int(zip(sorted, sorted.dropFirst()).map { $1 - $0 }.min() ?? 3600), 1)
    guard Int(last - first) / step < 2_000_000 else {
      throw Failure(.data, "the times of \"\(x ?? "")\" lie too far apart for their steps of \(step) s")
    }
    let (count, start) = (Int(last - first) / step + 1, Instant(seconds: Int64(first)))
    let series = series
    let names = series.distinct()
    let lanes = names.map { name in
      var rows = [Int?](repeating: nil, count: count)
      for row in rowIndices where series[row].exact == name.exact && times[row].isFinite { rows[Int(times[row] - first) / step] = row }
      return (name: name, rows: rows)
    }
    let strips = ys.map { field in
      let (cells, text) = (table.column(field), language.text(of: field))
      if cells.contains(where: \.isWord) {
        let values = categories(cells.filter { $0 != .missing })
        let ribbons = lanes.map { lane in
          TimeSeries<Int?>(
            name: lane.name, start: start, intervalSeconds: step,
            values: lane.rows.map { $0.flatMap { row in cells[row] == .missing ? nil : values.firstIndex(exactly: cells[row].name) } })
        }
        return TimelineChart.Strip(text.title, detail: "blank: none", .categories(ribbons, names: values, isOrdered: false))
      }
      let lines = lanes.map { lane in
        TimeSeries(
          name: lane.name, start: start, intervalSeconds: step,
          values: lane.rows.map { $0.flatMap { cells[$0].number } ?? .nan })
      }
      // What is the same for all, as the grid is, needs no names.
      let isShared = Set(lines.map { $0.values.map(\.bitPattern) }).count == 1
      return TimelineChart.Strip(text.axis, format: text.axisFormat, isShared ? .area(lines[0]) : .lines(lines))
    }
    var chart = TimelineChart(
      text("\(measureWords)\(byWords)"), from: start, to: start + count * step, strips: strips)
    (chart.offsetSeconds, chart.timeTitle) = (offsetSeconds, across.title)
    return chart
  }
}
