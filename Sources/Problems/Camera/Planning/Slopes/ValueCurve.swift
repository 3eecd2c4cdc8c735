/// The value of stored energy on [0, capacity]: concave, non-decreasing and piecewise linear, kept as its slopes.
///
/// A step of the dynamic programme is a few sup-convolutions of concave functions, and these only merge sorted lists of
/// slopes (Rockafellar, Convex Analysis, 1970, theorem 16.4: conjugates add): an energy use inserts its slopes, a
/// charger replaces the slopes above its price. Lengths are whole units and slopes are only ever copied, so breakpoints
/// are exact; slopes that tie (see Ties.swift) are one.
public struct ValueCurve: Sendable {
  struct Segment: Sendable, Hashable {
    /// Energy it spans [units of 10⁻⁷ mWh].
    var length: Int64
    /// Reward per mWh.
    var slope: Double

    func times(_ count: Int) -> Segment { Segment(length: length * Int64(count), slope: slope) }
  }

  /// The battery's capacity [units].
  public let capacity: Int64
  /// The value at an empty battery.
  public private(set) var valueAtEmpty: Double
  /// Slopes strictly ascending from index `first` on, so that the steep end, where steps work, is the array's end.
  var segments: ContiguousArray<Segment>
  var first = 0

  /// The curve that is 0 everywhere. A capacity below 0 counts as 0.
  public init(capacity: Int64) {
    self.capacity = max(0, capacity)
    valueAtEmpty = 0
    segments = []
    reset()
  }

  /// The curve through `values` [reward] at `levels` [units], ascending from 0, linear in between; where the points are
  /// not concave or fall, the slope before is kept or made 0.
  public init(levels: [Int64], values: [Double]) {
    self.init(capacity: levels.last ?? 0)
    valueAtEmpty = values.first ?? 0
    segments.removeAll(keepingCapacity: true)
    var slope = Double.infinity
    for index in 1..<max(1, min(levels.count, values.count)) where levels[index] > levels[index - 1] {
      let length = levels[index] - levels[index - 1]
      let rise = (values[index] - values[index - 1]) / EnergyUnits.milliwattHours(length)
      slope = max(0, min(rise, slope))
      insert(slope, length)
    }
  }

  /// Makes the curve 0 everywhere again, keeping its storage.
  public mutating func reset() {
    valueAtEmpty = 0
    first = 0
    segments.removeAll(keepingCapacity: true)
    insert(0, capacity)
  }

  /// Turns the value at the end of a step into the value at its start.
  ///
  /// - Parameter price: Reward lost per mWh delivered to the battery, ≥ 0.
  public mutating func stepBack(_ terms: StepTerms, price: Double) {
    charge(upTo: terms.lateCharge, price: price)
    insert(terms.later)
    charge(upTo: terms.earlyCharge, price: price)
    insert(terms.first)
    trim(terms.later.steep.length + terms.later.flat.length + terms.first.steep.length + terms.first.flat.length)
  }

  private mutating func insert(_ use: (steep: Segment, flat: Segment)) {
    insert(use.flat.slope, use.flat.length)
    insert(use.steep.slope, use.steep.length)
  }

  /// Energy worth more than the price is bought: the steepest slopes give way to the price.
  private mutating func charge(upTo limit: Int64, price: Double) {
    var left = limit
    while left > 0, segments.count > first, let top = segments.last, top.slope.exceeds(price) {
      let bought = min(left, top.length)
      valueAtEmpty += (top.slope - price) * EnergyUnits.milliwattHours(bought)
      left -= bought
      if bought == top.length { segments.removeLast() } else { segments[segments.count - 1].length -= bought }
    }
    insert(price, limit - left)
  }

  private mutating func insert(_ slope: Double, _ length: Int64) {
    guard length > 0 else { return }
    var index = segments.count
    while index > first, segments[index - 1].slope.exceeds(slope) { index -= 1 }
    if index > first, !slope.exceeds(segments[index - 1].slope) {
      segments[index - 1].length += length
    } else {
      segments.insert(Segment(length: length, slope: slope), at: index)
    }
  }

  /// Cuts `excess` units off the flat end.
  private mutating func trim(_ excess: Int64) {
    var left = excess
    while left > 0, first < segments.count {
      if segments[first].length > left {
        segments[first].length -= left
        break
      }
      left -= segments[first].length
      first += 1
    }
    if first > 64, 2 * first > segments.count {
      segments.removeFirst(first)
      first = 0
    }
  }
}
