import Charting
import Records
import Statistics
import StreamIO

/// Charts of how values are spread.
extension FieldChart {
  /// The values of a field by row, series and panel, in the order in which these first appear.
  private func samples(_ field: String, category: [Cell]?) throws(Failure) -> [Sample] {
    let (values, series, facets) = (try numbers(field), series, facets)
    struct Key: Hashable { var category: ExactText, series: ExactText, facet: ExactText }
    var places: [Key: Int] = [:]
    var samples: [Sample] = []
    for row in rowsByFacet {
      let key = Key(category: (category?[row].name ?? "").exact, series: series[row].exact, facet: facets[row].exact)
      if places[key] == nil {
        places[key] = samples.count
        samples.append(Sample(category: key.category.text, series: series[row], facet: facets[row], values: []))
      }
      samples[places[key] ?? 0].values.append(values[row])
    }
    guard let category else { return samples }
    let order = categories(category)
    let ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.exact, $0) })
    return samples.enumerated().sorted {
      (ranks[$0.element.category.exact] ?? 0, $0.offset) < (ranks[$1.element.category.exact] ?? 0, $1.offset)
    }.map(\.element)
  }

  /// Without a field for rows, what tells apart by colour does it by rows.
  private func rowSamples() throws(Failure) -> [Sample] {
    if let x { return try samples(ys[0], category: table.column(x)) }
    return try samples(ys[0], category: nil).map { sample in
      Sample(category: sample.series, facet: sample.facet, values: sample.values)
    }
  }

  private var rowTitle: String { x.map { language.text(of: $0).title } ?? seriesTitle }
  private var spreadTitle: String {
    let fields = [x].compactMap(\.self) + by
    return "Distribution of \(metricText(ys[0]).title.lowercasedFirst)\(fields.isEmpty ? "" : " by \(words(fields))")"
  }

  func boxChart() throws(Failure) -> any Chart {
    let rows = try rowSamples().compactMap { sample in
      FiveNumbers(sample.values).map {
        BoxChart.Row(category: sample.category, series: sample.series, facet: sample.facet, numbers: $0)
      }
    }
    var chart = BoxChart(
      text(
        spreadTitle,
        statistic: "Boxes: quartiles and median; whiskers to the last value within 1.5 interquartile ranges, dots beyond"),
      rows: rows, value: measure)
    (chart.categoryTitle, chart.seriesTitle, chart.facetTitle) = (rowTitle, seriesTitle, facetTitle)
    chart.styles = styles
    return chart
  }

  func violinChart() throws(Failure) -> any Chart {
    let inner = kind == .violin ? "; inside, the median and the middle half" : ""
    var chart = ViolinChart(
      text(
        spreadTitle,
        statistic: "Gaussian kernel densities, Silverman's bandwidth, each to its own peak, cut at the extremes\(inner)"),
      samples: try rowSamples(), value: measure)
    chart.form = kind == .ridges ? .ridges : .violins
    (chart.categoryTitle, chart.seriesTitle, chart.facetTitle) = (rowTitle, seriesTitle, facetTitle)
    chart.styles = styles
    return chart
  }

  private var counted: FieldText { metricText(x ?? "") }

  func histogramChart() throws(Failure) -> any Chart {
    var chart = HistogramChart(
      text("Distribution of \(counted.title.lowercasedFirst)\(byWords)"), samples: try samples(x ?? "", category: nil),
      value: Dimension(counted.axis, format: counted.axisFormat))
    chart.binCount = options.bins
    (chart.seriesTitle, chart.facetTitle, chart.styles) = (seriesTitle, facetTitle, styles)
    return chart
  }

  /// The share of values up to each.
  func distributionChart() throws(Failure) -> any Chart {
    let samples = try samples(x ?? "", category: nil)
    let observations = samples.flatMap { sample in
      let sorted = sample.values.filter(\.isFinite).sorted()
      let steps = zip(sorted, sorted.indices).map { value, index in
        Observation(x: value, y: Double(index + 1) / Double(sorted.count), series: sample.series, facet: sample.facet)
      }
      // From 0, and of equal values the last.
      let kept = zip(steps, steps.dropFirst().map(\.x) + [.nan]).filter { $0.x != $1 }.map(\.0)
      return steps.prefix(1).map { Observation(x: $0.x, y: 0, series: $0.series, facet: $0.facet) } + kept
    }
    var chart = LineChart(
      text("Distribution of \(counted.title.lowercasedFirst)\(byWords)"), observations: observations,
      x: Dimension(counted.axis, kind: options.isLogX ? .logarithm : .number, format: counted.axisFormat),
      y: Dimension("Share of records up to it", format: .percent))
    (chart.isStepped, chart.namesEnds) = (true, false)
    (chart.seriesTitle, chart.facetTitle, chart.styles) = (seriesTitle, facetTitle, styles)
    return chart
  }

  /// What came of predictions, in bins of as many records: the mean, with Wilson's interval of rates and Student's else.
  func calibrationChart() throws(Failure) -> any Chart {
    let (predicted, came, series, facets) = (try numbers(x ?? ""), try numbers(ys[0]), series, facets)
    let known = rowIndices.filter { predicted[$0].isFinite && came[$0].isFinite }
    let isRate = known.allSatisfy { came[$0] == 0 || came[$0] == 1 }
    let groups = Dictionary(grouping: known) { [facets[$0].exact, series[$0].exact] }.values.sorted { $0[0] < $1[0] }
    let binCount = options.bins ?? 10
    var observations: [Observation] = []
    for group in groups {
      let ordered = group.sorted { (predicted[$0], $0) < (predicted[$1], $1) }
      for bin in 0..<min(binCount, ordered.count) {
        let count = min(binCount, ordered.count)
        let rows = ordered[(bin * ordered.count / count)..<((bin + 1) * ordered.count / count)]
        var (x, y) = (Moments(), Moments())
        for row in rows {
          x.add(predicted[row])
          y.add(came[row])
        }
        let successes = rows.reduce(0) { $0 + came[$1] }
        let interval =
          isRate
          ? try? Interval.wilson(successes, of: Double(rows.count), confidence: 0.95)
          : try? y.studentInterval(confidence: 0.95)
        observations.append(
          Observation(
            x: x.mean ?? .nan, y: y.mean ?? .nan, low: interval?.lower ?? .nan, high: interval?.upper ?? .nan,
            series: series[group[0]], facet: facets[group[0]], count: rows.count))
      }
    }
    var chart = LineChart(
      text(
        "Calibration of \(language.text(of: x ?? "").title.lowercasedFirst)\(byWords)",
        statistic: "Bins of as many records each; bars: 95% confidence intervals (\(isRate ? "Wilson" : "Student's t"))"),
      observations: observations, x: Dimension("\(language.text(of: x ?? "").axis), mean of a bin", format: language.text(of: x ?? "").axisFormat),
      y: Dimension("\(language.text(of: ys[0]).axis), mean of a bin", format: language.text(of: ys[0]).axisFormat))
    (chart.intervals, chart.showsPoints, chart.diagonal) = (.whisker, true, "perfect calibration")
    chart.namesEnds = false
    (chart.seriesTitle, chart.facetTitle, chart.styles) = (seriesTitle, facetTitle, styles)
    return chart
  }
}
