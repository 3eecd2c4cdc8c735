import Planning

/// A value curve at 17 uniform battery levels, linear in between: one multiplication to read it.
struct StoredValue: Sendable {
  private static let levels = 17

  private let capacity: Int64
  private let levelsPerUnit: Double
  private var values: [Double]

  /// - Parameter capacity: positive.
  init(capacity: Int64) {
    self.capacity = capacity
    levelsPerUnit = Double(Self.levels - 1) / Double(capacity)
    values = Array(repeating: 0, count: Self.levels)
  }

  mutating func sample(_ curve: ValueCurve) { curve.sample(into: &values) }

  /// The value of 0 ≤ `stored` ≤ capacity.
  @inline(__always)
  subscript(stored: Int64) -> Double {
    let position = Double(stored) * levelsPerUnit
    let below = min(Int(position), Self.levels - 2)
    let low = values[below]
    return low + (position - Double(below)) * (values[below + 1] - low)
  }

  /// The level up to which one more unit is worth more than `price` [reward per unit].
  func target(price: Double) -> Int64 {
    var level = 0
    while level < Self.levels - 1, (values[level + 1] - values[level]) * levelsPerUnit > price { level += 1 }
    return ValueCurve.level(level, of: Self.levels, capacity: capacity)
  }
}
