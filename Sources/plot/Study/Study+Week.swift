import Charting
import Records
import StreamIO

extension Study {
  /// What happened in one scenario, and what the contenders did about it.
  func week() throws(MissingRecords) -> StudyFigure {
    let week = try WeekTraces(records.traces, contenders: settings.weekControllers)
    let own = words.week
    guard !own.strips.isEmpty else { throw MissingRecords(needed: "needs strips in the section week of the words") }
    var strips: [TimelineChart.Strip] = []
    var unit = 1.0
    for strip in own.strips {
      let text = words.text(of: strip.field)
      let title = strip.title.isEmpty ? text.title : strip.title
      let detail = strip.detail.filled() ?? ""
      switch strip.look {
      case .shared:
        let values = week.shared(strip.field)
        guard values.contains(where: \.isFinite) else { continue }
        let series = TimeSeries(start: week.start, intervalSeconds: week.intervalSeconds, values: values)
        strips.append(.init(title, detail: detail, format: text.format, .area(series)))
      case .each:
        // Of each contender in a strip of its own, all of one height: five lines would hide each other.
        let series = week.each(words, { $0.number(strip.field) }, else: .nan)
        let top = series.flatMap(\.values).filter(\.isFinite).max() ?? 0
        strips += series.map { .init($0.name, detail: detail, format: text.format, top: top, .area($0)) }
      case .names:
        let names = week.names(strip.field, orderedBy: strip.orderedBy)
        let series = week.each(words, { $0.name(strip.field).flatMap { names.firstIndex(exactly: $0) } }, else: nil)
        let shown = names.map { $0.split(separator: "_").joined(separator: " ") }
        strips.append(.init(title, detail: detail, .categories(series, names: shown, isOrdered: !strip.orderedBy.isEmpty)))
      case .shares:
        let series = week.each(words, { $0.number(strip.field) }, else: .nan)
        unit = Self.largestShare(series, of: week.count)
        let full = NumberFormat.percent.text(unit, significantDigits: 2)
        strips.append(.init(title, detail: strip.detail.filled([.full: full]) ?? "", format: .percent, .fractions(series)))
      }
    }
    let title = own.title.filled([.length: week.lengthText, .id: week.id]) ?? ""
    let place = week.place.map { "In \(words.text(of: $0, own.place)). " } ?? ""
    let offset = settings.offsetSeconds ?? week.solarOffsetSeconds
    var chart = TimelineChart(
      ChartText(
        title: title,
        subtitle: "\(words.text(DataOrigin(records.traces))), intervals of \(Self.durationText(week.intervalSeconds))",
        caption: "\(place)One \(words.scenario.one) under \(words.contender.counted(week.contenders.count)): an illustration "
          + "(n = 1, no intervals), not evidence."),
      from: week.start, to: week.end, strips: strips)
    (chart.fractionUnit, chart.styles, chart.offsetSeconds) = (unit, styles, offset ?? 0)
    chart.timeTitle = settings.offsetSeconds == nil && offset != nil ? TimeTitle.solar : TimeTitle.local(offset ?? 0)
    return StudyFigure(name: "week", chart: chart, title: title, reading: reading(week))
  }

  /// The largest share of the time, over what a line can show apart: a strong charger needs minutes of an hour, and lanes are as
  /// high as the longest charging.
  private static func largestShare(_ series: [TimeSeries<Double>], of count: Int) -> Double {
    let window = max(1, count / 500)
    let largest = series.flatMap { series in
      stride(from: 0, to: series.values.count, by: window).map { start in
        let known = series.values[start..<min(start + window, series.values.count)].filter(\.isFinite)
        return known.reduce(0, +) / Double(max(known.count, 1))
      }
    }.max() ?? 0
    return largest > 0 ? largest : 1
  }

  private static func durationText(_ seconds: Int) -> String {
    seconds % 3600 == 0
      ? (seconds / 3600).counted("hour")
      : seconds % 60 == 0 ? (seconds / 60).counted("minute") : seconds.counted("second")
  }

  /// The mean of a share, and what it was for each by its weights.
  private func reading(_ week: WeekTraces) -> String {
    let own = words.week
    let known = week.shared(own.share).filter(\.isFinite)
    guard !known.isEmpty else { return "" }
    let text = { (share: Double) in NumberFormat.percent.text(share) }
    let shares = week.contenders.compactMap { name, intervals in
      week.weighted(own.share, by: own.shareWeight, intervals).map { "\(text($0)) for \(words.inSentence(name))" }
    }
    let mean = text(known.reduce(0, +) / Double(known.count))
    return (shares.isEmpty
      ? own.readingOfNone.filled([.mean: mean]) : own.reading.filled([.mean: mean, .shares: shares.joined(separator: ", ")])) ?? ""
  }
}
