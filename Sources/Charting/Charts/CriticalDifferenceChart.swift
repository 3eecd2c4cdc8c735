/// Mean ranks on one axis, best at the left, with a bar through those that a test does not tell apart: the diagram of
/// Demšar, "Statistical comparisons of classifiers over multiple data sets", JMLR 7 (2006) 1–30.
public struct CriticalDifferenceChart: Chart {
  public var text: ChartText
  /// Rank 1 is the best.
  public var ranks: [(name: String, mean: Double)]
  /// Mean ranks further apart than this differ; NaN where it is not known.
  public var criticalDifference: Double

  public init(_ text: ChartText, ranks: [(name: String, mean: Double)], criticalDifference: Double) {
    self.text = text
    self.ranks = ranks.filter { Domain.isDrawable($0.mean) }.sorted { $0.mean < $1.mean }
    self.criticalDifference = criticalDifference
  }

  /// The largest groups, from place to place in the ranking, in which no two differ.
  var cliques: [ClosedRange<Int>] {
    var cliques: [ClosedRange<Int>] = []
    for first in ranks.indices {
      let last = ranks.lastIndex { $0.mean - ranks[first].mean <= criticalDifference } ?? first
      if last > first, last > cliques.last?.upperBound ?? -1 { cliques.append(first...last) }
    }
    return cliques
  }

  /// Names of the better half stand at the left, of the others at the right, the outermost highest; under them the
  /// bars, next to the axis. Each row of the upright axis holds one name a side, or one bar.
  public func plot() -> Plot {
    var plot = text.plot()
    guard !ranks.isEmpty else {
      var panel = Panel(x: Axis(LinearScale(covering: [1, 2])), y: Axis(BandScale([])), height: 60)
      panel.message = "No data"
      plot.rows = [[panel]]
      return plot
    }
    let left = (ranks.count + 1) / 2
    let cliques = cliques
    let names = ranks.prefix(left).map(\.name) + Array(repeating: "", count: cliques.count + 1)
    let scale = LinearScale(covering: [1, Double(max(ranks.count, 2))], isNice: false)
    var panel = Panel(
      x: Axis(scale, title: "Mean rank (1 is the best)"), y: Axis(BandScale(names)), height: Double(names.count) * 26)
    (panel.x.showsGrid, panel.y.showsGrid) = (false, false)
    for (place, rank) in ranks.enumerated() {
      let isLeft = place < left
      let row = Double(isLeft ? place : ranks.count - 1 - place)
      var mark = ElbowMark(rank.mean, row: row, isLeft: isLeft)
      mark.hover = "\(rank.name): mean rank \(NumberFormat.plain.text(rank.mean, decimals: 2))"
      panel.marks.append(mark)
      if !isLeft { panel.trailing.append(TrailingLabel(row, rank.name)) }
    }
    for (index, clique) in cliques.enumerated() {
      let bar = SpanMark(
        ranks[clique.lowerBound].mean, ranks[clique.upperBound].mean, at: Double(left + index),
        hover: "not told apart: " + ranks[clique].map(\.name).joined(separator: ", "))
      panel.marks.append(bar)
    }
    if criticalDifference.isFinite {
      // Beside the axis' beginning, in the row under the bars.
      let end = min(1 + criticalDifference, Double(ranks.count))
      panel.marks.append(SpanMark(1, end, at: Double(names.count - 1), paint: .muted, hover: "critical difference"))
      plot.notes.append(
        "Bars join mean ranks that differ by no more than the critical difference of "
          + "\(NumberFormat.plain.text(criticalDifference, decimals: 2)) (grey).")
    }
    plot.rows = [[panel]]
    return plot
  }

  public func table() -> DataTable {
    DataTable(
      caption: text.title, columns: [.init("Name"), .init("Mean rank", isNumeric: true)],
      rows: ranks.map { [$0.name, NumberFormat.plain.text($0.mean, decimals: 3)] })
  }
}
