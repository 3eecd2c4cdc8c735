import Charting

/// Invented data for the charts of any records.
extension SampleCharts {
  /// - Parameter length: observations of each series and facet.
  mutating func observations(series: Int, facets: Int = 1, length: Int = 12, magnitude: Double = 1, isLong: Bool = false) -> [Observation] {
    var observations: [Observation] = []
    for facet in 0..<facets {
      for one in 0..<series {
        for step in 0..<length {
          let y = uniform() * magnitude
          observations.append(
            Observation(
              x: Double(step), y: y, low: y - uniform() * 0.1 * magnitude, high: y + uniform() * 0.1 * magnitude,
              series: series > 1 ? name(one, isLong: isLong) : "", facet: facets > 1 ? "zone \(name(facet, isLong: isLong))" : "",
              count: 7))
        }
      }
    }
    return observations
  }

  mutating func samples(categories: Int, series: Int = 1, facets: Int = 1, count: Int = 40, isLong: Bool = false) -> [Sample] {
    var samples: [Sample] = []
    for facet in 0..<facets {
      for category in 0..<categories {
        for one in 0..<series {
          samples.append(
            Sample(
              category: categories > 1 ? name(category, isLong: isLong) : "",
              series: series > 1 ? "s\(name(one, isLong: isLong))" : "",
              facet: facets > 1 ? "zone \(name(facet, isLong: isLong))" : "",
              values: (0..<count).map { _ in uniform() * uniform() * 10 + Double(category) }))
        }
      }
    }
    return samples
  }

  /// One of each chart of any records, with so many series.
  mutating func grammar(series: Int, facets: Int = 1, isLong: Bool = false) -> [(name: String, chart: any Chart)] {
    let words = isLong ? Self.longName : "Energy"
    let text = ChartText(title: words, subtitle: words, caption: words)
    let (x, y) = (Dimension(words, format: NumberFormat(unit: "h")), Dimension(words, format: NumberFormat(unit: "Wh")))
    let observations = observations(series: series, facets: facets, isLong: isLong)
    let line = LineChart(text, observations: observations, x: x, y: y)
    var area = line
    area.isStacked = true
    var steps = line
    (steps.isStepped, steps.namesEnds) = (true, false)
    var calibration = line
    (calibration.intervals, calibration.showsPoints, calibration.diagonal) = (.whisker, true, words)
    var time = line
    time.x = Dimension(words, kind: .time(offsetSeconds: 3600))
    var logarithmic = line
    logarithmic.y = Dimension(words, kind: .logarithm)
    var scatter = ScatterChart(text, observations: observations, x: x, y: Dimension(words, kind: .logarithm))
    scatter.front = (.low, .high)
    let rows = samples(categories: 3, series: series, facets: facets, isLong: isLong)
    let boxes = BoxChart(
      text,
      rows: rows.compactMap { row in
        FiveNumbers(row.values).map { .init(category: row.category, series: row.series, facet: row.facet, numbers: $0) }
      }, value: y)
    let violins = ViolinChart(text, samples: rows, value: y)
    var ridges = ViolinChart(text, samples: samples(categories: series, facets: facets, isLong: isLong), value: y)
    ridges.form = .ridges
    let histogram = HistogramChart(text, samples: samples(categories: 1, series: series, facets: facets, isLong: isLong), value: y)
    var bars = intervals(categories: 3, series: series, facets: facets, isLong: isLong)
    bars.form = .bars
    var columns = bars
    columns.form = .columns
    let ranks = CriticalDifferenceChart(
      text, ranks: (0..<series).map { (name: name($0, isLong: isLong), mean: 1 + uniform() * Double(series - 1)) },
      criticalDifference: 1.2)
    return [
      ("line", line), ("area", area), ("steps", steps), ("calibration", calibration), ("time", time), ("logarithmic", logarithmic), ("scatter", scatter),
      ("boxes", boxes), ("violins", violins), ("ridges", ridges), ("histogram", histogram), ("bars", bars),
      ("columns", columns), ("ranks", ranks),
    ]
  }
}
