import CameraPlanning

/// A planner's value of stored energy, read as what energy between two levels is worth: a sum of what was planned, with
/// no difference of large values in it.
struct StoredValue: Sendable {
  private static let stretches = Int64(ForecastPlanner.stretches)

  private let capacity: Int64
  /// By stretches of the battery, from empty to full [reward per unit].
  private var slopes = ContiguousArray(repeating: 0.0, count: ForecastPlanner.stretches)

  /// - Parameter capacity: positive.
  init(capacity: Int64) { self.capacity = capacity }

  /// Takes over the last plan of the planner.
  mutating func update(from planner: ForecastPlanner) {
    for stretch in slopes.indices { slopes[stretch] = planner.slopes[stretch] * EnergyUnits.milliwattHours(1) }
  }

  /// What the energy from one stored energy to another is worth; 0 ≤ low ≤ high ≤ capacity.
  @inline(__always)
  func worth(from low: Int64, to high: Int64) -> Double {
    let (first, last) = (stretch(of: low), stretch(of: high))
    if first == last { return slopes[first] * Double(high - low) }
    return worth(from: low, in: first, to: high, in: last)
  }

  @inline(never)
  private func worth(from low: Int64, in first: Int, to high: Int64, in last: Int) -> Double {
    // Ends of stretches are whole in sixteenths of a unit.
    var sum = slopes[first] * Double((Int64(first) + 1) * capacity - Self.stretches * low)
    for between in (first + 1)..<last { sum += slopes[between] * Double(capacity) }
    sum += slopes[last] * Double(Self.stretches * high - Int64(last) * capacity)
    return sum / Double(Self.stretches)
  }

  /// The stretch that holds the next unit; the last one when full.
  @inline(__always)
  func stretch(of stored: Int64) -> Int {
    min(Int(Double(Self.stretches * stored) / Double(capacity)), ForecastPlanner.stretches - 1)
  }

  /// The energy, to the unit, from which one more unit is not worth its price [reward per unit], or nothing.
  func target(price: Double) -> Int64 {
    let first = slopes.firstIndex { $0 == 0 || price.exceeds($0) } ?? slopes.count
    return ValueCurve.level(first, of: slopes.count + 1, capacity: capacity)
  }
}
