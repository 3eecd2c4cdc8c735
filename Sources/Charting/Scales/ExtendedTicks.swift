import Glibc

/// Ticks at round numbers inside a range.
///
/// The extended Wilkinson search: Talbot, Lin and Hanrahan, "An extension of Wilkinson's algorithm for positioning tick
/// labels on axes", IEEE TVCG 16 (2010), doi:10.1109/TVCG.2010.130, restricted to labellings within the range; legibility
/// is judged where the labels are placed.
struct ExtendedTicks {
  private(set) var values: [Double] = []
  private(set) var step = 0.0

  private static let niceSteps = [1.0, 5, 2, 2.5, 4, 3]
  private static let weights = (simplicity: 0.25, coverage: 0.2, density: 0.5)

  init(_ domain: Domain, wanted: Int) {
    let wanted = Double(max(wanted, 2))
    var best = (score: -Double.infinity, start: 0.0, step: 0.0, count: 0)
    search: for skip in 1...12 {
      for (rank, nice) in Self.niceSteps.enumerated() {
        let simple = 1 - Double(rank) / Double(Self.niceSteps.count - 1) - Double(skip)
        let simpleBound = Self.weights.simplicity * (simple + 1) + Self.weights.coverage + Self.weights.density
        if simpleBound < best.score { break search }
        for count in 2...(2 * Int(wanted) + 2) {
          let dense = Double(count) >= wanted ? 2 - (Double(count) - 1) / (wanted - 1) : 1
          let denseBound = simpleBound - Self.weights.density * (1 - dense)
          if denseBound < best.score { break }
          let candidate = Self.bestStart(domain, skip: Double(skip), nice: nice, count: count, wanted: wanted, simple: simple)
          if let candidate, candidate.score > best.score { best = candidate }
        }
      }
    }
    step = best.step
    values = (0..<best.count).map { index in
      let value = best.start + Double(index) * best.step
      return abs(value) < best.step * 1e-9 ? 0 : value
    }
  }

  /// The best labelling with `count` labels, `skip * nice * 10^z` apart, for the least z that reaches over the range.
  private static func bestStart(
    _ domain: Domain, skip: Double, nice: Double, count: Int, wanted: Double, simple: Double
  ) -> (score: Double, start: Double, step: Double, count: Int)? {
    let range = domain.high - domain.low
    let power = ceil(log10(range / Double(count + 1) / skip / nice))
    let step = skip * nice * pow(10, power)
    guard step.isNormal else { return nil }
    let span = step * Double(count - 1)
    let tolerance = range * 1e-9
    var best: (score: Double, start: Double, step: Double, count: Int)?
    var start = ceil((domain.low - tolerance) / step * skip) * step / skip
    while start + span <= domain.high + tolerance {
      let end = start + span
      let holdsZero = start <= tolerance && end >= -tolerance && abs(remainder(start, step)) < step * 1e-9
      let (above, below) = ((domain.high - end) / range, (domain.low - start) / range)
      let coverage = 1 - 50 * (above * above + below * below)
      let ratio = (Double(count - 1) / span) / ((wanted - 1) / range)
      let density = 2 - max(ratio, 1 / ratio)
      let score =
        weights.simplicity * (simple + (holdsZero ? 1 : 0)) + weights.coverage * coverage + weights.density * density
      if score > best?.score ?? -.infinity { best = (score, start, step, count) }
      start += step / skip
    }
    return best
  }
}
