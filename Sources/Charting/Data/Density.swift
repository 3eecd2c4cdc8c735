import Glibc

/// How densely values lie: a Gaussian kernel estimate on a grid.
///
/// The bandwidth is Silverman's rule of thumb, 0.9·min(s, IQR/1.34)·n^(−1/5) (Silverman 1986, equation 3.31); where more
/// than half of the values are the same, s alone counts.
struct Density: Sendable {
  private(set) var points: [(value: Double, density: Double)] = []

  static let gridCount = 160

  init(_ values: [Double]) {
    let sorted = values.filter(Domain.isDrawable).sorted()
    guard let first = sorted.first, let last = sorted.last else { return }
    let bandwidth = Self.bandwidth(sorted)
    guard bandwidth > 0, bandwidth.isNormal, (last - first).isFinite else { return }
    // Not beyond the values: a share has no density below 0.
    let step = (last - first) / Double(Self.gridCount - 1)
    guard step.isNormal else { return }
    // Values go to their two nearest grid points by their nearness: the estimate of all from a grid of weights.
    var weights = [Double](repeating: 0, count: Self.gridCount)
    for value in sorted {
      let place = (value - first) / step
      let index = min(Int(place), Self.gridCount - 2)
      weights[index] += 1 - (place - Double(index))
      weights[index + 1] += place - Double(index)
    }
    let scale = 1 / (Double(sorted.count) * bandwidth * (2 * Double.pi).squareRoot())
    points = (0..<Self.gridCount).map { target in
      var sum = 0.0
      for (source, weight) in weights.enumerated() where weight > 0 {
        let distance = Double(target - source) * step / bandwidth
        sum += weight * exp(-0.5 * distance * distance)
      }
      return (first + Double(target) * step, sum * scale)
    }
  }

  private static func bandwidth(_ sorted: [Double]) -> Double {
    let n = Double(sorted.count)
    let mean = sorted.reduce(0) { $0 + $1 / n }
    let deviation = (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / max(n - 1, 1) }).squareRoot()
    let range = (FiveNumbers.quantile(of: sorted, 0.75) - FiveNumbers.quantile(of: sorted, 0.25)) / 1.34
    return 0.9 * (range > 0 ? min(deviation, range) : deviation) * pow(n, -0.2)
  }
}
