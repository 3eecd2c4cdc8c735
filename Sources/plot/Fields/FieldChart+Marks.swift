import Charting
import Records
import Statistics
import StreamIO

/// Charts whose values are the records' own, or means where several records share a place.
extension FieldChart {
  func lineChart() throws(Failure) -> any Chart {
    let (places, across) = try axis(x ?? "", isLogarithmic: options.isLogX)
    let (observations, statistic) = means(try observations(places))
    var chart = LineChart(
      text("\(measureWords) over \(words([x ?? ""]))\(byWords)", statistic: statistic), observations: observations, x: across,
      y: measure)
    chart.isStacked = kind == .area
    chart.styles = styles
    (chart.seriesTitle, chart.facetTitle) = (seriesTitle, facetTitle)
    if observations.map(\.x).distinct().count <= 24 { chart.showsPoints = kind == .line }
    return chart
  }

  func scatterChart() throws(Failure) -> any Chart {
    let (places, across) = try axis(x ?? "", isLogarithmic: options.isLogX)
    var chart = ScatterChart(
      text("\(measureWords) against \(words([x ?? ""]))\(byWords)", statistic: intervalText),
      observations: try observations(places), x: across, y: measure)
    (chart.front, chart.styles) = (options.front, styles)
    (chart.seriesTitle, chart.facetTitle) = (seriesTitle, facetTitle)
    return chart
  }

  func intervalChart() throws(Failure) -> any Chart {
    let cells = table.column(x ?? "")
    let categories = categories(cells)
    let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1.exact, Double($0)) })
    let (observations, statistic) = means(try observations(cells.map { places[$0.name.exact] ?? .nan }))
    var estimates = observations.map { observation in
      IntervalEstimate(
        category: categories[Int(observation.x)], series: observation.series, facet: observation.facet,
        value: observation.y, low: observation.low, high: observation.high, count: observation.count)
    }
    let order = Dictionary(uniqueKeysWithValues: observations.map(\.x).distinct().map { place in
      (categories[Int(place)].exact, options.isSorted ? observations.first { $0.x == place }?.y ?? .infinity : place)
    })
    // The place in the input settles ties.
    estimates = estimates.enumerated().sorted { a, b in
      let (p, q) = (order[a.element.category.exact] ?? 0, order[b.element.category.exact] ?? 0)
      return p == q ? a.offset < b.offset : p < q
    }.map(\.element)
    let measure = measure
    var chart = IntervalChart(
      text("\(measureWords) by \(words([x ?? ""] + by))", statistic: statistic), valueTitle: measure.title, estimates: estimates)
    chart.form = kind == .dots ? .dots : isOrdered(cells) ? .columns : .bars
    chart.styles = styles
    (chart.format, chart.isLogarithmic) = (measure.format, options.isLogY)
    chart.categoryTitle = axisTitle(x ?? "")
    (chart.seriesTitle, chart.facetTitle) = (seriesTitle, facetTitle)
    let hasIntervals = estimates.contains { $0.low.isFinite && $0.high.isFinite }
    if estimates.map(\.series).distinct().count == 1 { chart.numbersTitle = hasIntervals ? "Estimate [interval]" : "Value" }
    return chart
  }

  /// One observation for each place: where records share one, their mean with Student's interval.
  private func means(_ observations: [Observation]) -> (observations: [Observation], statistic: String) {
    struct Place: Hashable { var x: Double, series: ExactText, facet: ExactText }
    let groups = Dictionary(grouping: observations.indices) { index in
      Place(x: observations[index].x, series: observations[index].series.exact, facet: observations[index].facet.exact)
    }
    guard groups.count < observations.count else { return (observations, intervalText) }
    let means = groups.values.sorted { $0[0] < $1[0] }.map { group in
      var moments = Moments()
      for index in group where observations[index].y.isFinite { moments.add(observations[index].y) }
      var result = observations[group[0]]
      let interval = try? moments.studentInterval(confidence: 0.95)
      (result.y, result.count) = (moments.mean ?? .nan, moments.count)
      (result.low, result.high) = (interval?.lower ?? .nan, interval?.upper ?? .nan)
      return result
    }
    return (means, kind == .area ? "Means, stacked" : "Means, with 95% confidence intervals (Student's t)")
  }
}
