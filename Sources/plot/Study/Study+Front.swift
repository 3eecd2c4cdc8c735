import Charting
import Records

extension Study {
  /// Two metrics against each other, a point for each contender, and the front that none beats in both; with a panel for each
  /// value of a field, where there are summaries by it.
  func front() throws(MissingRecords) -> StudyFigure {
    let own = words.front
    guard !own.x.isEmpty, !own.y.isEmpty else { throw MissingRecords(needed: "needs two metrics in the section front of the words") }
    let (across, up, contender) = (words.text(of: own.x), words.text(of: own.y), words.contender)
    let points = frontPoints(by: [contender.field])
    guard !points.isEmpty else {
      throw MissingRecords(
        needed: "needs summary records of \(own.x) and \(own.y) by \(contender.field)",
        remedy: "aggregate runs.ndjson.gz --by \(contender.field) --metric \(own.x),\(own.y)")
    }
    // Those far worse than the baseline would press all others together.
    let baseline = points.first { $0.name == words.baseline } ?? points[0]
    let near = points.filter { $0.x <= 2 * baseline.x && $0.y >= 0.75 * baseline.y }
    let byGroup = own.by.isEmpty ? [] : frontPoints(by: [contender.field, own.by])
    let order = frontContenders
    let shown = byGroup.isEmpty ? near : near.filter { order.contains($0.name) }
    let drawn = byGroup.isEmpty ? near : byGroup.filter { point in shown.contains { $0.name == point.name } }
    let rank = { (point: FrontPoint) in order.firstIndex(of: point.name) ?? order.count }
    let ordered = drawn.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    let sets = byGroup.isEmpty ? [""] : byGroup.map(\.set).distinct()
    let title = byGroup.isEmpty || own.titleByGroup.isEmpty ? own.title : own.titleByGroup
    var chart = ScatterChart(
      ChartText(
        title: title,
        subtitle: "\(words.text(DataOrigin(points.map(\.xSummary)))), \(countText(drawn.map(\.xSummary))) for each "
          + (byGroup.isEmpty ? contender.one : "point"),
        caption: "Points: means. Bars: \(points.map(\.ySummary).intervalText) of the \(up.meaning.lowercasedFirst)."),
      observations: sets.flatMap { set in ordered.filter { $0.set == set } }.map { point in
        Observation(
          x: point.x, y: point.y, low: point.ySummary.ciLow ?? .nan, high: point.ySummary.ciHigh ?? .nan,
          series: words.title(point.name), facet: point.set, count: point.xSummary.n)
      },
      x: Dimension("\(across.meaning)\(across.unit.isEmpty || across.unit == "%" ? "" : " (\(across.unit))")", format: across.format),
      y: Dimension(up.title, format: up.format))
    chart.front = (.low, .high)
    (chart.seriesTitle, chart.styles) = (contender.title, styles)
    chart.facetTitle = own.by.isEmpty ? "" : words.text(of: own.by).title
    let overall = frontReading(points.map(\.name), shown: shown.map(\.name), isWhole: byGroup.isEmpty)
    return StudyFigure(
      name: "front", chart: chart, title: title,
      reading: [frontReading(byGroup), overall].filter { !$0.isEmpty }.joined(separator: " "))
  }

  private struct FrontPoint {
    var name: String
    var set: String
    var xSummary: Summary
    var ySummary: Summary
    var x: Double
    var y: Double
  }

  private func frontPoints(by keys: [String]) -> [FrontPoint] {
    let up = records.summaries(of: words.front.y, by: keys)
    return records.summaries(of: words.front.x, by: keys).compactMap { across in
      guard let other = up.first(where: { $0.by == across.by }), let x = across.mean, let y = other.mean else { return nil }
      return FrontPoint(
        name: records.name(across) ?? "", set: across.by[words.front.by] ?? "", xSummary: across, ySummary: other, x: x, y: y)
    }
  }

  /// As many as can be told apart, the subject first: the best, those of groups, and the yardsticks.
  private var frontContenders: [String] {
    ([best(by: settings.metric)].compactMap(\.self) + [words.bound, words.baseline] + settings.groupControllers.reversed()).distinct()
  }

  /// What the best reaches in each panel, beside the baseline.
  private func frontReading(_ points: [FrontPoint]) -> String {
    guard let best = best(by: settings.metric), best.exact != words.baseline.exact else { return "" }
    let own = words.front
    let (across, up) = (words.text(of: own.x).format, words.text(of: own.y).format)
    let parts = points.map(\.set).distinct().compactMap { set -> String? in
      let pair = [best, words.baseline].compactMap { name in points.first { $0.name == name && $0.set == set } }
      guard pair.count == 2 else { return nil }
      return own.part.filled([
        .set: words.text(of: set, own.by), .x: across.text(pair[0].x, decimals: 1), .y: up.text(pair[0].y, decimals: 1),
        .baselineX: across.text(pair[1].x, decimals: 1), .baselineY: up.text(pair[1].y, decimals: 1),
      ])
    }
    guard !parts.isEmpty else { return "" }
    return own.reading.filled([.asSubject: words.asSubject(best), .parts: parts.joined(separator: "; ")]) ?? ""
  }

  /// Who is on the front by the records that say so, and who is not in the picture.
  ///
  /// - Parameter isWhole: whether the picture is of all scenarios together, as the records are.
  private func frontReading(_ all: [String], shown: [String], isWhole: Bool) -> String {
    let objectives = Set(["\(words.front.y):max", "\(words.front.x):min"])
    let verdicts = records.paretoPoints.filter { $0.by.entries.isEmpty && Set($0.objectives) == objectives }
    let name = { (point: ParetoPoint) in point.contender[words.contender.field] ?? "" }
    // What knows the future is no choice.
    let isYardstick = { (name: String) in name.exact == words.bound.exact }
    let lists = [
      (isWhole ? "On the front:" : "Over all \(words.scenario.plural), on the front:", verdicts.filter(\.isOnFront).map(name)),
      (
        "Beaten in both by \(words.inSentence(words.bound)) alone:",
        verdicts.filter { !$0.isOnFront && $0.dominatedBy.allSatisfy(isYardstick) }.map(name)
      ),
      ("Beaten in both by others:", verdicts.filter { !$0.dominatedBy.allSatisfy(isYardstick) }.map(name)),
      ("Beyond the axes:", all.filter { !shown.contains($0) }),
    ]
    return lists.prefix(isWhole ? lists.count : 1).filter { !$0.1.isEmpty }
      .map { "\($0) \($1.map(words.title).listed())." }.joined(separator: " ")
  }
}
