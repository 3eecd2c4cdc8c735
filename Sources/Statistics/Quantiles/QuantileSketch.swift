/// Quantiles of a stream: exact for at most `capacity` values, beyond that from a summary whose error is known.
///
/// Level h holds values that stand for 2ʰ values each. A level that holds more than `capacity` is sorted and every
/// second value moves up: the scheme of Manku, Rajagopalan and Lindsay 1998 (doi:10.1145/276304.276342) and of Karnin,
/// Lang and Liberty 2016 (doi:10.1109/FOCS.2016.17), here without coin tosses. Keeping the lower of each pair counts
/// at most 2ʰ values too many below any threshold, keeping the upper at most 2ʰ too few; the sketch chooses whichever
/// has cost less so far and adds up both. **Bound**: `rankErrorBound`, the larger total, holds for every input, order
/// and grouping of merges. It is at most n·(⌊log₂(n/capacity)⌋ + 1)/capacity, because a level gives up at least
/// `capacity` values at a time, and near half of that for one unmerged stream: 0.1 % of n for a million values.
///
/// Memory: 8 bytes × capacity × (2 + log₂(n/capacity)) at most. Merging in a fixed order gives the same bytes always.
/// Values should be finite.
public struct QuantileSketch: Sendable, Equatable {
  public let capacity: Int
  public private(set) var count = 0
  /// Ordered keys of the values kept.
  private(set) var levels: ContiguousArray<ContiguousArray<UInt64>> = [[]]
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private var tooMany = 0
  private var tooFew = 0

  /// `capacity`: how many values are kept exactly (even, at least 2; others are rounded up).
  public init(capacity: Int = 4096) {
    self.capacity = max(2, capacity + capacity & 1)
  }

  /// Whether quantiles are those of the values themselves, whatever order they came in.
  public var isExact: Bool { levels.count == 1 }

  /// The value returned for a quantile stands at most this many places from the asked place in the sorted values.
  public var rankErrorBound: Int { max(tooMany, tooFew) }

  public mutating func add(_ value: Double) {
    count += 1
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    levels[0].append((value + 0).orderedKey)  // −0 becomes 0: their order in a sort is chance
    if levels[0].count > capacity { compact() }
  }

  /// Adds the values another sketch has seen; the bounds add up.
  public mutating func merge(_ other: QuantileSketch) {
    count += other.count
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    tooMany += other.tooMany
    tooFew += other.tooFew
    for (height, values) in other.levels.enumerated() { append(values, at: height) }
    compact()
  }

  private mutating func compact() {
    var height = 0
    while height < levels.count {
      if levels[height].count > capacity { promote(height) }
      height += 1
    }
  }

  /// Sorts the oldest even number of values of a level and moves half of them up.
  private mutating func promote(_ height: Int) {
    let even = levels[height].count & ~1
    var sorted = ContiguousArray(levels[height].prefix(even))
    radixSort(&sorted)
    levels[height].removeFirst(even)
    let weight = 1 << height
    let offset: Int
    if tooMany <= tooFew {
      (tooMany, offset) = (tooMany + weight, 0)
    } else {
      (tooFew, offset) = (tooFew + weight, 1)
    }
    append(ContiguousArray(stride(from: offset, to: even, by: 2).lazy.map { sorted[$0] }), at: height + 1)
  }

  private mutating func append(_ values: ContiguousArray<UInt64>, at height: Int) {
    while levels.count <= height { levels.append([]) }
    levels[height].append(contentsOf: values)
  }
}
