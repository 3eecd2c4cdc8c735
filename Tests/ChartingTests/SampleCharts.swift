import Charting
import Records

/// Invented data for the tests, from a generator of their own.
struct SampleCharts {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 2 &+ 1 }

  mutating func uniform() -> Double {
    // Marsaglia's xorshift64.
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / Double(1 << 53)
  }

  static let longName = "a controller named far beyond what anyone would choose, with Unbreakable_identifiers_of_forty_and_more_letters"

  func name(_ index: Int, isLong: Bool) -> String { isLong ? "\(Self.longName) \(index)" : "controller \(index)" }

  mutating func intervals(
    categories: Int, series: Int = 1, facets: Int = 1, magnitude: Double = 1, isLong: Bool = false
  ) -> IntervalChart {
    var estimates: [IntervalEstimate] = []
    for facet in 0..<facets {
      for category in 0..<categories {
        for one in 0..<series {
          let value = (uniform() - 0.3) * magnitude
          estimates.append(
            IntervalEstimate(
              category: name(category, isLong: isLong), series: series > 1 ? "s\(name(one, isLong: isLong))" : "",
              facet: facets > 1 ? "zone \(name(facet, isLong: isLong))" : "", value: value,
              low: value - 0.2 * magnitude * uniform(), high: value + 0.2 * magnitude * uniform(), count: 30))
        }
      }
    }
    let words = isLong ? Self.longName : "Regret"
    var chart = IntervalChart(
      ChartText(title: words, subtitle: words, caption: words), valueTitle: words, estimates: estimates)
    chart.references = [Reference(0, "optimum"), Reference(0.01 * magnitude, isLong ? Self.longName : "naive")]
    chart.numbersTitle = "Mean [95% interval]"
    return chart
  }

  mutating func timeline(series: Int, steps: Int, intervalSeconds: Int = 3600, isLong: Bool = false) -> TimelineChart {
    let start = Instant(year: 2024, month: 2, day: 26)
    var values: [TimeSeries<Double>] = []
    var models: [TimeSeries<Int?>] = []
    for index in 0..<series {
      let name = name(index, isLong: isLong)
      values.append(
        TimeSeries(
          name: name, start: start, intervalSeconds: intervalSeconds, values: (0..<steps).map { _ in uniform() }))
      models.append(
        TimeSeries(
          name: name, start: start, intervalSeconds: intervalSeconds,
          values: (0..<steps).map { _ in uniform() < 0.2 ? nil : Int(uniform() * 3) }))
    }
    let words = isLong ? Self.longName : "Week"
    return TimelineChart(
      ChartText(title: words, subtitle: words, caption: words), from: start, to: start + max(steps, 1) * intervalSeconds,
      strips: [
        .init("Carbon-free share", detail: "modelled", format: .percent, .area(values.first ?? TimeSeries(start: start, intervalSeconds: 3600, values: []))),
        .init("Battery", detail: words, format: NumberFormat(unit: "Wh"), .lines(values)),
        .init("Model", .categories(models, names: (0..<3).map { name($0, isLong: isLong) }, isOrdered: true)),
        .init(words, detail: words, format: .percent, .fractions(values)),
      ])
  }

  mutating func heatMap() -> HeatMapChart {
    var chart = HeatMapChart(
      ChartText(title: "Clean hours"), columns: (0..<24).map(String.init), rows: ["Jan", "Feb", "Mar"],
      grids: [.init(values: (0..<3).map { _ in (0..<24).map { _ in uniform() } })])
    (chart.columnTitle, chart.format) = ("Hour (UTC)", .percent)
    return chart
  }

  /// Every mark the charts above do not use, in one panel each.
  mutating func marks() -> Plot {
    var plot = Plot()
    plot.title = "Marks"
    plot.legend = [LegendEntry("line", .line(SeriesStyle(9))), LegendEntry("band", .swatch(.series(0)))]
    let points = (0..<20).map { Point(Double($0), $0 == 9 ? .nan : uniform() + 1) }
    var lines = Panel(
      x: Axis(LinearScale(covering: points.map(\.x))), y: Axis(LinearScale(covering: points.map(\.y) + [0]), title: "value"),
      height: 120)
    var band = AreaMark(points, paint: .series(0))
    band.lower = points.map { $0.x == 4 ? .nan : $0.y - 0.5 }
    var line = LineMark(points, style: SeriesStyle(9))
    line.isStepped = true
    lines.marks = [band, line, RuleMark(.level(1)), TextMark("a point", at: Point(10, 0.2))]
    var bars = Panel(
      x: Axis(BandScale(["first", "second", "third"])), y: Axis(LinearScale(covering: [0, 1, -1]), title: "share"), height: 120)
    bars.marks = [0.8, -0.6, .nan].enumerated().flatMap { index, value -> [any Mark] in
      var interval = IntervalMark(value, low: value - 0.2, high: value + 0.1, at: Double(index), style: SeriesStyle(6))
      interval.direction = .upright
      return [BarMark(value, at: Double(index), style: SeriesStyle(index)), interval]
    }
    plot.rows = [[lines, bars]]
    return plot
  }
}
