import Glibc

/// Counts pairs of points whose slope exceeds a number, by merge sort (Shamos 1976), each pair compared exactly.
///
/// Rounding tells most pairs apart. Where it does not, the sign of (y − y′) − slope·(x − x′) is found from its exact
/// terms. A line that fits is an inversion of a sort, so one wrong comparison would be many wrong counts.
struct RiseCounter {
  private let cloud: Cloud
  private var rests: ContiguousArray<Rest>
  private var scratch: ContiguousArray<Rest>

  /// - Parameter points: by x ascending, then by y descending; finite.
  init(_ points: ContiguousArray<(x: Double, y: Double)>) {
    cloud = Cloud(points)
    rests = ContiguousArray(repeating: Rest(), count: points.count)
    scratch = rests
  }

  /// Above all slopes of points that differ in x, in the counter's units; infinite where doubles end.
  var steepest: Double {
    let scaled = cloud.scaled
    let gaps = zip(scaled, scaled.dropFirst()).lazy.map { $1.x - $0.x }.filter { $0 > 0 }
    return (gaps.min().map { 1 / $0 } ?? 0) * (1 + 0x1p-50)
  }

  /// Pairs i < j with y_j − slope·x_j > y_i − slope·x_i.
  ///
  /// - Parameter slope: in the counter's units.
  mutating func rises(above slope: Double) -> Int {
    for index in rests.indices { rests[index] = cloud.rest(of: index, slope) }
    let count = rests.count
    var (rises, width) = (0, 1)
    while width < count {
      for start in stride(from: 0, to: count - width, by: 2 * width) {
        rises += merge(start, start + width, min(start + 2 * width, count), slope)
      }
      width *= 2
    }
    return rises
  }

  /// The slope of two points that is `slope` but for rounding: such points lie side by side when all are projected along
  /// it.
  ///
  /// - Parameter slope: in the counter's units; what is returned is in those of the points.
  mutating func slope(nearest slope: Double) -> Double {
    _ = rises(above: slope)
    var best: (pair: (Int, Int), distance: Double)?
    for (a, b) in zip(rests, rests.dropFirst()) where cloud.scaled[a.index].x != cloud.scaled[b.index].x {
      let distance = abs(Self.slope(cloud.scaled[a.index], cloud.scaled[b.index]) - slope)
      if distance < best?.distance ?? .infinity { best = ((a.index, b.index), distance) }
    }
    return best.map { Self.slope(cloud.points[$0.pair.0], cloud.points[$0.pair.1]) } ?? slope
  }

  private static func slope(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
    let (rise, run) = (b.y - a.y, b.x - a.x)
    // The difference of two numbers near the greatest double may be beyond it, where half of it is not.
    return rise.isFinite && run.isFinite ? rise / run : (b.y / 2 - a.y / 2) / (b.x / 2 - a.x / 2)
  }

  /// Merges two ascending runs and counts the pairs that rise from the first to the second.
  private mutating func merge(_ start: Int, _ middle: Int, _ end: Int, _ slope: Double) -> Int {
    rests.withUnsafeMutableBufferPointer { [cloud] rests in
      scratch.withUnsafeMutableBufferPointer { scratch in
        var (left, right, rises) = (start, middle, 0)
        for place in start..<end {
          if right == end || left < middle && cloud.isBelow(rests[left], rests[right], slope) {
            rises += end - right
            scratch[place] = rests[left]
            left += 1
          } else {
            scratch[place] = rests[right]
            right += 1
          }
        }
        for place in start..<end { rests[place] = scratch[place] }
        return rises
      }
    }
  }
}

/// What bounds y − slope·x of a point, and which point it is.
private struct Rest {
  var low = 0.0
  var high = 0.0
  var index = 0
}

/// Points whose rests are compared exactly.
private struct Cloud {
  let points: ContiguousArray<(x: Double, y: Double)>
  /// x and y each in a unit of its own, a power of two, in which none is above a half.
  let scaled: ContiguousArray<(x: Double, y: Double)>

  init(_ points: ContiguousArray<(x: Double, y: Double)>) {
    self.points = points
    let (x, y) = (Self.scaled(points.lazy.map(\.x)), Self.scaled(points.lazy.map(\.y)))
    scaled = ContiguousArray(zip(x, y).lazy.map { (x: $0, y: $1) })
  }

  private static func scaled(_ values: some Collection<Double>) -> ContiguousArray<Double> {
    let greatest = values.lazy.map(\.magnitude).max() ?? 0
    let shift = greatest > 0 ? -Int(greatest.exponent) - 2 : 0
    return ContiguousArray(values.lazy.map { scalbn($0, shift) })
  }

  @inline(__always)
  func rest(of index: Int, _ slope: Double) -> Rest {
    let (y, product) = (scaled[index].y, slope * scaled[index].x)
    // Twice what the two roundings may amount to.
    let doubt = 0x1p-51 * (abs(y) + abs(product)) + 0x1p-1060
    return Rest(low: y - product - doubt, high: y - product + doubt, index: index)
  }

  @inline(__always)
  func isBelow(_ a: Rest, _ b: Rest, _ slope: Double) -> Bool {
    if a.high < b.low { return true }
    if a.low >= b.high { return false }
    return isExactlyBelow(a.index, b.index, slope)
  }

  @inline(never)
  private func isExactlyBelow(_ a: Int, _ b: Int, _ slope: Double) -> Bool {
    if slope == 0 { return points[a].y < points[b].y }
    let (a, b) = (scaled[a], scaled[b])
    let (rise, run) = (exactSum(b.y, -a.y), exactSum(b.x, -a.x))
    let (most, rest) = (exactProduct(-slope, run.sum), exactProduct(-slope, run.error))
    var sum = ExactSum()
    for term in [rise.sum, rise.error, most.product, most.error, rest.product, rest.error] { sum.add(term) }
    return sum.isPositive
  }
}

/// A sum without any rounding, as doubles that do not overlap, least first (Shewchuk 1997, doi:10.1007/PL00009321).
private struct ExactSum {
  private var parts: ContiguousArray<Double> = []

  mutating func add(_ term: Double) {
    var (carry, kept) = (term, ContiguousArray<Double>())
    for part in parts {
      let (sum, error) = exactSum(carry, part)
      if error != 0 { kept.append(error) }
      carry = sum
    }
    if carry != 0 { kept.append(carry) }
    parts = kept
  }

  /// The greatest part outweighs all others.
  var isPositive: Bool { (parts.last ?? 0) > 0 }
}
