extension ValueCurve {
  /// Slopes [reward per mWh] with their lengths [units], steepest first: what the curve is made of.
  public var slopes: [(slope: Double, length: Int64)] {
    segments[first...].reversed().map { ($0.slope, $0.length) }
  }

  /// The value at a stored energy [units]; beyond the capacity, that at the capacity.
  public func value(at energy: Int64) -> Double {
    var (value, left, index) = (valueAtEmpty, energy, segments.count)
    while left > 0, index > first {
      index -= 1
      let used = min(left, segments[index].length)
      value += segments[index].slope * EnergyUnits.milliwattHours(used)
      left -= used
    }
    return value
  }

  /// What one more mWh is worth at a stored energy [units]: the right derivative; 0 for a full battery.
  public func slope(rightOf energy: Int64) -> Double {
    var left = max(0, energy)
    for segment in segments[first...].reversed() {
      if left < segment.length { return segment.slope }
      left -= segment.length
    }
    return 0
  }

  /// The stored energy [units] up to which one more mWh is worth more than `price`: a charger's target.
  public func worthwhile(above price: Double) -> Int64 {
    var energy: Int64 = 0
    for segment in segments[first...].reversed() {
      guard segment.slope.exceeds(price) else { break }
      energy += segment.length
    }
    return energy
  }

  /// Fills `values` with the values at as many levels, uniform from empty to full (see `level`), less that of an empty
  /// battery.
  public func sampleRise(into values: inout [Double]) {
    var (value, reached, index, left) = (0.0, Int64(0), segments.count, Int64(0))
    for position in values.indices {
      let target = ValueCurve.level(position, of: values.count, capacity: capacity)
      while reached < target, left > 0 || index > first {
        if left == 0 {
          index -= 1
          left = segments[index].length
        }
        let used = min(left, target - reached)
        value += segments[index].slope * EnergyUnits.milliwattHours(used)
        left -= used
        reached += used
      }
      values[position] = value
    }
  }

  /// Fills `slopes` with the mean slopes [reward per mWh] of as many equal stretches of the battery, from empty to full.
  /// Stretches may end inside a unit. One that a single slope covers has that slope to the bit.
  public func meanSlopes(into slopes: inout [Double]) {
    // In such parts of a unit all ends are whole.
    let parts = Int64(slopes.count)
    var (index, left) = (segments.count, Int64(0))
    for stretch in slopes.indices {
      var (sum, missing) = (0.0, capacity)
      slopes[stretch] = 0
      while missing > 0, left > 0 || index > first {
        if left == 0 {
          index -= 1
          left = segments[index].length * parts
        }
        let used = min(left, missing)
        if used == capacity {
          slopes[stretch] = segments[index].slope
        } else {
          sum += segments[index].slope * Double(used)
          if used == missing { slopes[stretch] = sum / Double(capacity) }
        }
        left -= used
        missing -= used
      }
    }
  }

  /// The stored energy [units] of level `position` of `count`, rounded down to a whole unit.
  public static func level(_ position: Int, of count: Int, capacity: Int64) -> Int64 {
    guard count > 1 else { return 0 }
    let (whole, rest) = capacity.quotientAndRemainder(dividingBy: Int64(count - 1))
    return whole * Int64(position) + rest * Int64(position) / Int64(count - 1)
  }
}
