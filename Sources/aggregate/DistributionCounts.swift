import Records
import Statistics

/// The histograms of the groups of one --by. Values between given edges are counted as they come; for a number of bins
/// their order is kept as quantiles are, exactly up to 4096 values.
struct DistributionCounts: Sendable {
  /// One of the two is there.
  private struct Counts: Sendable {
    var histogram: Histogram?
    var sketch: QuantileSketch?
    var missing = 0

    mutating func add(_ value: Double) {
      if value.isNaN { return missing += 1 }
      histogram?.add(value)
      sketch?.add(value)
    }
  }

  private let question: Question
  let grouping: Question.Grouping
  /// By group and distribution.
  private var counts = ContiguousArray<Counts>()

  init(_ question: Question, _ grouping: Question.Grouping) { (self.question, self.grouping) = (question, grouping) }

  /// - Parameter groupOfRecord: the records' groups.
  mutating func add(_ columns: RecordColumns, groupOfRecord: ContiguousArray<Int>) {
    let width = question.distributions.count
    guard width > 0, let greatest = groupOfRecord.max() else { return }
    while counts.count < (greatest + 1) * width {
      switch question.distributions[counts.count % width].bins {
      case .edges(let empty): counts.append(Counts(histogram: empty))
      case .count: counts.append(Counts(sketch: QuantileSketch()))
      }
    }
    for (index, distribution) in question.distributions.enumerated() {
      for (group, value) in zip(groupOfRecord, columns.values[distribution.column]) {
        counts[group * width + index].add(value)
      }
    }
  }

  /// The bins of a group, in the order of what was asked for, then ascending.
  func bins(of group: (number: Int, values: [KeyValue])) -> [HistogramBin] {
    question.distributions.indices.flatMap { index in
      let counts = counts[group.number * question.distributions.count + index]
      let (bins, error) = bins(counts, question.distributions[index].bins)
      return bins.map { bin in
        var record = HistogramBin()
        record.by = Group(grouping.fields, group.values)
        record.metric = question.distributions[index].metric
        (record.from, record.to, record.count) = bin
        record.n = bins.reduce(0) { $0 + $1.count }
        record.missing = counts.missing
        record.countError = error > 0 ? error : nil
        return record
      }
    }
  }

  private typealias Bin = (from: Double?, to: Double?, count: Int)

  private func bins(_ counts: Counts, _ rule: BinRule) -> (bins: [Bin], error: Int) {
    if let histogram = counts.histogram {
      let edges = histogram.edges
      let between = histogram.counts.indices.map { Bin(from: edges[$0], to: edges[$0 + 1], count: histogram.counts[$0]) }
      return (
        [Bin(from: nil, to: edges.first, count: histogram.below)] + between
          + [Bin(from: edges.last, to: nil, count: histogram.above)], 0
      )
    }
    guard case .count(let count) = rule, let sketch = counts.sketch, let ends = sketch.quantiles([0, 1]) else {
      return ([], 0)
    }
    // As NumPy's: values that are all equal stand in the middle of a width of 1.
    let (low, high) = ends[0] < ends[1] ? (ends[0], ends[1]) : (ends[0] - 0.5, ends[0] + 0.5)
    let edges = (0...count).map { edge in
      let (width, fraction) = (high - low, Double(edge) / Double(count))
      return edge == count ? high : width.isFinite ? low + width * fraction : low * (1 - fraction) + high * fraction
    }
    let below = edges.indices.map { edge in
      edge == 0 ? 0 : edge == count ? sketch.count : sketch.count(atMost: edges[edge].nextDown)
    }
    return (
      (0..<count).map { Bin(from: edges[$0], to: edges[$0 + 1], count: below[$0 + 1] - below[$0]) },
      sketch.isExact ? 0 : 2 * sketch.rankErrorBound
    )
  }
}
