/// Counts a battery's cycles by their depth as its stored energy goes up and down: rainflow counting (ASTM E1049-85,
/// §5.4.4), on the fly. What it keeps are the turning points of cycles still open.
///
/// Of all ranges counted, whole cycles twice and halves once, the sum is the way the stored energy has gone, to the unit.
public struct CycleCounter: Sendable {
  /// Classes of depth, each a tenth of the capacity; the last holds full depth too.
  public static let classes = 10

  private let capacity: Int64
  private var open: ContiguousArray<Int64>
  private var last: Int64
  private var isRising = false
  private var hasMoved = false
  private var halves = ContiguousArray(repeating: 0, count: classes)

  /// - Parameters:
  ///   - capacity: positive, of the battery; levels lie in 0...capacity.
  ///   - level: where it starts.
  public init(capacity: Int64, level: Int64) {
    self.capacity = capacity
    last = level
    open = [level]
    open.reserveCapacity(16)
  }

  /// The stored energy is now `level`.
  @inline(__always)
  public mutating func record(_ level: Int64) {
    guard level != last else { return }
    let rises = level > last
    if rises != isRising {
      if hasMoved { turn(at: last) }
      isRising = rises
    }
    hasMoved = true
    last = level
  }

  @inline(never)
  private mutating func turn(at level: Int64) {
    open.append(level)
    while open.count >= 3 {
      let end = open.count - 1
      let range = abs(open[end - 1] - open[end - 2])
      guard abs(open[end] - open[end - 1]) >= range else { return }
      if end == 2 {
        count(range, halves: 1)
        open.remove(at: 0)
      } else {
        count(range, halves: 2)
        open.removeSubrange((end - 2)..<end)
      }
    }
  }

  private mutating func count(_ range: Int64, halves more: Int) {
    halves[min(Int(range * Int64(Self.classes) / capacity), Self.classes - 1)] += more
  }

  /// Cycles by depth, from the shallowest class; what is still open counts as halves, half a cycle each.
  public var cyclesByDepth: [Double] {
    var ended = self
    if hasMoved { ended.turn(at: last) }
    for (from, to) in zip(ended.open, ended.open.dropFirst()) { ended.count(abs(to - from), halves: 1) }
    return ended.halves.map { Double($0) / 2 }
  }
}
