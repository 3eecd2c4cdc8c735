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

  private func value(_ place: Int, in summary: WeightedOrder) -> Double {
    place == 0 ? minimum : place == count - 1 ? maximum : summary.value(at: place)
  }
}

/// The summary's values in order, each with the number of values it and those before it stand for.
private struct WeightedOrder {
  private var values: ContiguousArray<(value: Double, through: Int)> = []

  init(_ levels: ContiguousArray<ContiguousArray<Double>>) {
    for (height, level) in levels.enumerated() { values.append(contentsOf: level.map { ($0, 1 << height) }) }
    values.sort { $0.value < $1.value }
    var through = 0
    for index in values.indices {
      through += values[index].through
      values[index].through = through
    }
  }

  /// The value at a place counted from 0, as if each stood there as often as it weighs.
  func value(at place: Int) -> Double {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if values[middle].through > place { high = middle } else { low = middle + 1 }
    }
    return values[low].value
  }
}

/// Monotone in `fraction`, and the end itself at either end, as NumPy's.
func interpolate(_ a: Double, _ b: Double, _ fraction: Double) -> Double {
  let width = b - a
  guard width.isFinite else { return a * (1 - fraction) + b * fraction }
  return fraction < 0.5 ? a + width * fraction : b - width * (1 - fraction)
}
