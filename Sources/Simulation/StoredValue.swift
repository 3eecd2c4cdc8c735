import Planning

/// A planner's value of stored energy between its levels: one multiplication to read it.
struct StoredValue: Sendable {
  private static let steps = ForecastPlanner.levels - 1

  private let capacity: Int64
  private let levelsPerUnit: Double
  private var values = ContiguousArray(repeating: 0.0, count: ForecastPlanner.levels)

  /// - Parameter capacity: positive.
  init(capacity: Int64) {
    self.capacity = capacity
    levelsPerUnit = Double(Self.steps) / Double(capacity)
  }

  /// Takes over the values of the planner's last plan.
  mutating func update(from planner: ForecastPlanner) {
    for level in values.indices { values[level] = planner.values[level] }
  }

  /// The value of 0 ≤ `stored` ≤ capacity.
  @inline(__always)
  subscript(stored: Int64) -> Double {
    let position = Double(stored) * levelsPerUnit
    let below = min(Int(position), Self.steps - 1)
    let low = values[below]
    return low + (position - Double(below)) * (values[below + 1] - low)
  }

  /// What one more unit is worth at `stored`; 0 when full.
  func slope(at stored: Int64) -> Double {
    let level = Int(Double(stored) * levelsPerUnit)
    return level < Self.steps ? slope(above: level) : 0
  }

  /// The level up to which one more unit is worth more than `price` [reward per unit].
  func target(price: Double) -> Int64 {
    let level = (0..<Self.steps).first { slope(above: $0) <= price } ?? Self.steps
    return ValueCurve.level(level, of: ForecastPlanner.levels, capacity: capacity)
  }

  private func slope(above level: Int) -> Double { (values[level + 1] - values[level]) * levelsPerUnit }
}
