/// Adjustments of the p-values of one family of tests, in the order given.
public enum PValueAdjustment: Sendable {
  /// Step-down (Holm 1979, JSTOR 4615733): adjusted values at most α are those a level-α procedure rejects, whatever
  /// the tests' dependence; it bounds the chance of any false rejection.
  case holm
  /// Step-up (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x): bounds the expected share of false
  /// ones among the rejections, for tests that are independent or positively dependent.
  case benjaminiHochberg

  public func adjusted(_ pValues: [Double]) -> [Double] {
    let ascending = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    let count = Double(pValues.count)
    var adjusted = pValues
    switch self {
    case .holm:
      var largest = 0.0
      for (place, index) in ascending.enumerated() {
        largest = max(largest, min(1, (count - Double(place)) * pValues[index]))
        adjusted[index] = largest
      }
    case .benjaminiHochberg:
      var least = 1.0
      for (place, index) in ascending.enumerated().reversed() {
        least = min(least, count / Double(place + 1) * pValues[index])
        adjusted[index] = least
      }
    }
    return adjusted
  }
}
