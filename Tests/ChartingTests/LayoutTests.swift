import ChartingChecks
import Records
import Testing

@testable import Charting

@Suite struct LayoutTests {
  private func check(_ chart: some Chart, _ context: String) {
    check(chart.drawing(), context)
    #expect(!chart.plot().terminalText(width: 60).isEmpty, "\(context)")
  }

  private func check(_ drawing: Drawing, _ context: String) {
    for fault in layoutFaults(in: drawing) { Issue.record("\(fault): \(context)") }
  }

  @Test(arguments: 1...12) func intervalCharts(count: Int) {
    var sample = SampleCharts(seed: UInt64(count))
    for isLong in [false, true] {
      for magnitude in [1e-12, 1, 1e6, 1e200] {
        for isLogarithmic in [false, true] where count < 4 || count > 10 || magnitude == 1 {
          var chart = sample.intervals(categories: 3, series: count, magnitude: magnitude, isLong: isLong)
          chart.isLogarithmic = isLogarithmic
          check(chart, "\(count) series, long \(isLong), \(magnitude), log \(isLogarithmic)")
        }
      }
      check(sample.intervals(categories: count, isLong: isLong), "\(count) categories, long \(isLong)")
      check(sample.intervals(categories: 3, series: 2, facets: count, isLong: isLong), "\(count) facets, long \(isLong)")
    }
  }

  @Test(arguments: 1...12) func timelines(count: Int) {
    var sample = SampleCharts(seed: UInt64(100 + count))
    for isLong in [false, true] {
      for steps in count % 4 == 1 ? [1, 24, 9000] : [168] {
        check(sample.timeline(series: count, steps: steps, isLong: isLong), "\(count) series, \(steps) steps, long \(isLong)")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 6, 8, 12]) func grammar(count: Int) {
    var sample = SampleCharts(seed: UInt64(200 + count))
    for isLong in [false, true] {
      for (name, chart) in sample.grammar(series: count, isLong: isLong) {
        check(chart.drawing(), "\(name) of \(count) series, long \(isLong)")
      }
      guard count > 2, count != 6 else { continue }
      for (name, chart) in sample.grammar(series: 2, facets: count, isLong: isLong) {
        check(chart.drawing(), "\(name) of \(count) facets, long \(isLong)")
      }
    }
  }

  @Test func heatMaps() {
    var sample = SampleCharts(seed: 7)
    var chart = sample.heatMap()
    check(chart, "heat map")
    chart.rows = chart.rows.map { "\($0) \(SampleCharts.longName)" }
    chart.columns = chart.columns.map { "\($0) \(SampleCharts.longName)" }
    check(chart, "heat map with long names")
  }

  @Test func plainMarks() {
    var sample = SampleCharts(seed: 8)
    check(sample.marks().drawing(), "marks")
    check(Plot().drawing(), "an empty plot")
  }

  @Test func degenerateData() {
    let text = ChartText(title: "Few data")
    let one = IntervalEstimate(category: "only", value: 5)
    let broken = IntervalEstimate(category: "broken", value: .nan)
    for estimates in [[], [one], [broken], [one, broken], [one, one], [IntervalEstimate(category: "", value: -1, low: .nan, high: 2)]] {
      for isLogarithmic in [false, true] {
        var chart = IntervalChart(text, valueTitle: "x", estimates: estimates)
        chart.isLogarithmic = isLogarithmic
        chart.references = [Reference(.nan, "nowhere"), Reference(-1, "below")]
        chart.numbersTitle = "Mean"
        check(chart, "\(estimates), \(isLogarithmic)")
      }
    }
    let missing = IntervalChart(text, valueTitle: "x", estimates: [one, broken]).drawing()
    #expect(missing.texts.contains { $0.text == "Note: 1 value not drawn: missing or too large." })
    let empty = IntervalChart(text, valueTitle: "x", estimates: []).drawing()
    #expect(empty.texts.contains { $0.text == "No data" })

    let start = Instant(year: 2024, month: 1, day: 1)
    let gaps = TimeSeries(name: "gaps", start: start, intervalSeconds: 3600, values: [1, .nan, 2, .infinity, 1e301])
    let nothing = TimeSeries<Double>(name: "nothing", start: start, intervalSeconds: 0, values: [])
    let strips: [TimelineChart.Strip] = [
      .init("area", .area(gaps)), .init("empty", .area(nothing)), .init("lines", .lines([gaps, nothing])),
      .init("none", .lines([])), .init("lanes", .fractions([gaps, nothing])),
      .init("categories", .categories([TimeSeries(start: start, intervalSeconds: 60, values: [nil, 7, -1, 0])], names: ["a"], isOrdered: false)),
    ]
    check(TimelineChart(text, from: start, to: start + 18_000, strips: strips), "gaps")
    check(TimelineChart(text, from: start, to: start, strips: strips), "no time")
    check(TimelineChart(text, from: Instant(seconds: .min), to: Instant(seconds: .max), strips: strips), "all time")
    check(TimelineChart(text, from: start, to: start + 1, strips: []), "no strips")
    for observations in [[], [Observation(x: .nan, y: 1)], [Observation(x: 1, y: 1)], [Observation(x: 0, y: 1e300), Observation(x: 1e300, y: -1e300)]] {
      for kind in [Dimension.Kind.number, .logarithm, .time(offsetSeconds: 0)] {
        let line = LineChart(text, observations: observations, x: Dimension("x", kind: kind), y: Dimension("y"))
        let scatter = ScatterChart(text, observations: observations, x: Dimension("x", kind: kind), y: Dimension("y", kind: .logarithm))
        check(line, "\(observations), \(kind)")
        check(scatter, "\(observations), \(kind)")
      }
    }
    for values in [[], [.nan], [1], [1, 1, 1], [0, 1e300, -1e300], [.leastNonzeroMagnitude, .leastNonzeroMagnitude * 8], [1e16, 1e16 + 2]] {
      let samples = [Sample(category: "a", values: values)]
      check(ViolinChart(text, samples: samples, value: Dimension("y")), "\(values)")
      check(HistogramChart(text, samples: samples, value: Dimension("y")), "\(values)")
      let rows = FiveNumbers(values).map { [BoxChart.Row(category: "a", numbers: $0)] } ?? []
      check(BoxChart(text, rows: rows, value: Dimension("y", kind: .logarithm)), "\(values)")
    }
    for ranks in [[], [("a", 1.0)], [("a", 1), ("b", .nan)]] {
      check(CriticalDifferenceChart(text, ranks: ranks.map { (name: $0.0, mean: $0.1) }, criticalDifference: .nan), "\(ranks)")
    }
    check(HeatMapChart(text, columns: [], rows: [], grids: []), "no cells")
    check(HeatMapChart(text, columns: ["a", "b"], rows: ["c", "d"], grids: [.init(values: [[1]])]), "ragged cells")
  }

  /// Against trying all orders-preserving moves of a small grid: labels never touch, and never move without need.
  @Test func spreadLabelsMoveLeast() {
    var sample = SampleCharts(seed: 9)
    for _ in 0..<300 {
      let labels = (0..<4).map { _ in (center: (sample.uniform() * 40).rounded(), height: 4.0) }.sorted { $0.center < $1.center }
      let spread = PlotLayout.spread(labels, in: -100...200)
      #expect(zip(spread, spread.dropFirst()).allSatisfy { $1 - $0 >= 4 - 1e-9 })
      let cost = { (centers: [Double]) in zip(centers, labels).reduce(0) { $0 + ($1.0 - $1.1.center) * ($1.0 - $1.1.center) } }
      for _ in 0..<50 {
        let other = spread.map { $0 + (sample.uniform() - 0.5) * 4 }.sorted()
        if zip(other, other.dropFirst()).allSatisfy({ $1 - $0 >= 4 }) { #expect(cost(other) >= cost(spread) - 1e-9) }
      }
      let inside = PlotLayout.spread(labels, in: 0...16)
      #expect(zip(inside, [2.0, 6, 10, 14]).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  /// Every pixel column keeps its extremes and its ends.
  @Test func reducedLinesKeepExtremes() {
    var sample = SampleCharts(seed: 11)
    let points = (0..<20_000).map { Point(Double($0) / 200, sample.uniform()) }
    let reduced = Polylines.reduce(points)
    #expect(reduced.count <= 4 * 201)
    for column in 0..<200 {
      let all = points.filter { Int($0.x * 2) == column }.map(\.y)
      let kept = reduced.filter { Int($0.x * 2) == column }.map(\.y)
      #expect(all.min() == kept.min() && all.max() == kept.max() && all.first == kept.first && all.last == kept.last)
    }
    #expect(Polylines.reduce([]).isEmpty)
  }

  @Test func seriesStayDifferent() {
    let styles = (0..<24).map { SeriesStyle($0) }
    let looks = Set(styles.map { "\($0.paint.className) \($0.dash) \($0.symbol)" })
    #expect(looks.count == 24)
  }
}
