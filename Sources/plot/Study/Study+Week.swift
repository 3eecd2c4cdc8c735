import Charting
import Records

extension Study {
  /// What the grid did in one scenario, and what the controllers did about it.
  func week() throws(MissingRecords) -> StudyFigure {
    let week = try WeekTraces(records.traces, controllers: settings.weekControllers)
    let grid = (0..<week.count).map { index in
      week.controllers.lazy.compactMap { $0.intervals[index]?.carbonFree }.first ?? .nan
    }
    let price = (0..<week.count).map { index in
      week.controllers.lazy.compactMap { $0.intervals[index]?.price }.first ?? .nan
    }
    let models = week.models
    let charge = week.forEachController { $0?.charge ?? .nan }
    // A strong charger needs minutes of an hour: lanes are as high as the longest charging, over what a line can show apart.
    let window = max(1, week.count / 500)
    let largest = charge.flatMap { series in
      stride(from: 0, to: series.values.count, by: window).map { start in
        let known = series.values[start..<min(start + window, series.values.count)].filter(\.isFinite)
        return known.reduce(0, +) / Double(max(known.count, 1))
      }
    }.max() ?? 0
    let unit = largest > 0 ? largest : 1
    let stored = week.forEachController { $0?.batteryWh ?? .nan }
    let full = (
      time: NumberFormat.percent.text(unit, significantDigits: 2),
      wattHours: stored.flatMap(\.values).filter(\.isFinite).max() ?? 0
    )
    let title = "\(week.lengthText) in the life of camera \(week.id)"
    let offset = settings.offsetSeconds ?? week.solarOffsetSeconds
    var chart = TimelineChart(
      ChartText(
        title: title,
        subtitle: "\(GridOrigin(records.traces).text), intervals of \(Self.durationText(week.intervalSeconds))",
        caption:
          "\(week.zone.map { "In \(settings.zones.text($0)). " } ?? "")One scenario under \(week.controllers.count.counted("controller")): an illustration (n = 1, no intervals), "
          + "not evidence."),
      from: week.start, to: week.end,
      strips: [
        .init(
          "Carbon-free share of the grid", format: .percent,
          .area(TimeSeries(start: week.start, intervalSeconds: week.intervalSeconds, values: grid))),
      ] + stored.map { series in
        // Of each controller in a strip of its own, all of one height: five lines would hide each other.
        .init(series.name, detail: "energy stored", format: NumberFormat(unit: "Wh"), top: full.wattHours, .area(series))
      } + (price.contains(where: \.isFinite) ? [
        .init(
          "Worth of one more stored mWh", detail: "in reward, by the plan made in hindsight",
          .area(TimeSeries(start: week.start, intervalSeconds: week.intervalSeconds, values: price)))
      ] : []) + [
        .init(
          "Model that ran most", detail: "blank: none ran",
          .categories(
            week.forEachController { trace in trace?.model.flatMap(models.firstIndex) },
            names: models.map { $0.split(separator: "_").joined(separator: " ") }, isOrdered: true)),
        .init(
          "Charging", detail: "full height: \(full.time) of the time", format: .percent,
          .fractions(charge)),
      ])
    chart.fractionUnit = unit
    chart.styles = styles
    chart.offsetSeconds = offset ?? 0
    chart.timeTitle = settings.offsetSeconds == nil && offset != nil ? Self.solarTimeTitle : Self.timeTitle(offset ?? 0)
    return StudyFigure(name: "week", chart: chart, title: title, reading: Self.reading(week, grid))
  }

  private static func durationText(_ seconds: Int) -> String {
    seconds % 3600 == 0
      ? (seconds / 3600).counted("hour")
      : seconds % 60 == 0 ? (seconds / 60).counted("minute") : seconds.counted("second")
  }

  static let solarTimeTitle = "Local solar time"

  /// "UTC", "UTC−8", "UTC+5:30".
  static func timeTitle(_ offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60
    let rest = minutes % 60
    let clock = "\(minutes / 60)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
    return "Local time, UTC\(offset < 0 ? "\u{2212}" : "+")\(clock)"
  }

  /// How clean the grid was, and how clean what each drew from it.
  private static func reading(_ week: WeekTraces, _ grid: [Double]) -> String {
    let known = grid.filter(\.isFinite)
    guard !known.isEmpty else { return "" }
    let text = { (share: Double) in NumberFormat.percent.text(share) }
    let drawn = week.controllers.compactMap { controller in
      week.cleanShare(controller.intervals).map { "\(text($0)) for \(ControllerName.inSentence(controller.name))" }
    }
    let mean = "The grid was \(text(known.reduce(0, +) / Double(known.count))) carbon-free on average"
    return drawn.isEmpty
      ? "\(mean); nobody charged."
      : "\(mean); the energy drawn from it was carbon-free to \(drawn.joined(separator: ", "))."
  }
}
