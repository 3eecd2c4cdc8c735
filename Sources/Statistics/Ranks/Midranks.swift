/// Ranks of values from 1, equal values sharing their mean rank.
public struct Midranks: Sendable {
  /// Twice each value's rank, which is whole, in the values' order.
  public private(set) var doubled: ContiguousArray<Int>
  /// Σ(t³ − t) over groups of t equal values; 0 without ties.
  public private(set) var tieTerm = 0.0

  /// - Parameter values: none of them NaN.
  public init(_ values: ContiguousArray<Double>) {
    doubled = ContiguousArray(repeating: 0, count: values.count)
    let ascending = values.indices.sorted { values[$0] < values[$1] }
    var start = 0
    while start < ascending.count {
      var end = start + 1
      while end < ascending.count, values[ascending[end]] == values[ascending[start]] { end += 1 }
      for place in start..<end { doubled[ascending[place]] = start + 1 + end }
      let tied = Double(end - start)
      tieTerm += tied * tied * tied - tied
      start = end
    }
  }
}

extension Comoments {
  /// The comoments of the ranks of pairs: their correlation is Spearman's (1904, doi:10.2307/1412159).
  public init(ranksOf pairs: ContiguousArray<(x: Double, y: Double)>) {
    self.init()
    let (x, y) = (Midranks(ContiguousArray(pairs.lazy.map(\.x))), Midranks(ContiguousArray(pairs.lazy.map(\.y))))
    for (x, y) in zip(x.doubled, y.doubled) { add(Double(x), Double(y)) }
  }
}
