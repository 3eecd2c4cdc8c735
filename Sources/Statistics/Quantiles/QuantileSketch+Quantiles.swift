extension QuantileSketch {
  /// The value below which the fraction `probability` of the values lies; see `quantiles`.
  public func quantile(_ probability: Double) -> Double? {
    quantiles([probability])?.first
  }

  /// One quantile per probability (0...1; others count as the nearest end), or nil without values.
  ///
  /// Linear interpolation between the values at places ⌊h⌋ and ⌊h⌋ + 1, h = (n − 1)·probability from 0: type 7 of
  /// Hyndman and Fan 1996 (doi:10.1080/00031305.1996.10473566), NumPy's and R's default. The ends are always exact.
  public func quantiles(_ probabilities: [Double]) -> [Double]? {
    guard count > 0 else { return nil }
    let summary = WeightedOrder(levels)
    return probabilities.map { probability in
      let place = Double(count - 1) * (probability > 0 ? min(probability, 1) : 0)
      let below = min(Int(place), count - 1)
      let above = min(below + 1, count - 1)
      return interpolate(value(below, in: summary), value(above, in: summary), place - Double(below))
    }
  }

  /// How many values are at most `threshold`, within `rankErrorBound`.
  public func count(atMost threshold: Double) -> Int {
    WeightedOrder(levels).weight(through: (threshold + 0).orderedKey)
  }

  /// How many values lie beyond Tukey's fences, one and a half interquartile ranges below the lower quartile and above
  /// the upper one (1977, Exploratory Data Analysis, §2D); each within `rankErrorBound`. nil without values.
  public func outliers() -> (low: Int, high: Int)? {
    guard let quartiles = quantiles([0.25, 0.75]) else { return nil }
    let reach = 1.5 * (quartiles[1] - quartiles[0])
    let summary = WeightedOrder(levels)
    return (
      low: summary.weight(through: (quartiles[0] - reach).nextDown.orderedKey),
      high: count - summary.weight(through: (quartiles[1] + reach + 0).orderedKey)
    )
  }

  private func value(_ place: Int, in summary: WeightedOrder) -> Double {
    place == 0 ? minimum : place == count - 1 ? maximum : summary.value(at: place)
  }
}

/// The kept values with their weights, as if each stood in the order as often as it weighs.
private struct WeightedOrder {
  private var levels: ContiguousArray<ContiguousArray<UInt64>>

  init(_ levels: ContiguousArray<ContiguousArray<UInt64>>) {
    self.levels = levels
    for height in levels.indices { radixSort(&self.levels[height]) }
  }

  /// The value at a place counted from 0: the smallest key that more than `place` values do not exceed.
  func value(at place: Int) -> Double {
    var (low, high) = (UInt64.min, UInt64.max)
    while low < high {
      let middle = low + (high - low) / 2
      if weight(through: middle) > place { high = middle } else { low = middle + 1 }
    }
    return Double(orderedKey: low)
  }

  func weight(through key: UInt64) -> Int {
    var weight = 0
    for (height, level) in levels.enumerated() {
      var (low, high) = (0, level.count)
      while low < high {
        let middle = (low + high) / 2
        if level[middle] > key { high = middle } else { low = middle + 1 }
      }
      weight += low << height
    }
    return weight
  }
}

/// Monotone in `fraction`, and the end itself at either end, as NumPy's.
func interpolate(_ a: Double, _ b: Double, _ fraction: Double) -> Double {
  let width = b - a
  guard width.isFinite else { return a * (1 - fraction) + b * fraction }
  return fraction < 0.5 ? a + width * fraction : b - width * (1 - fraction)
}
