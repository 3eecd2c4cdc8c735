import ArgumentParser
import StreamIO

/// A quantity that is drawn uniformly from a range, or fixed: `[2, 15]` or `5` in a configuration, `2..15` or `5` on
/// the command line.
public struct NumberRange: FieldValue, Blank, Hashable, ExpressibleByArgument, CustomStringConvertible {
  public var low: Double
  public var high: Double

  public init() { self.init(0, 0) }
  public init(_ low: Double, _ high: Double) { (self.low, self.high) = (low, high) }

  public init?(argument: String) {
    let ends = argument.split(separator: "..", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1], low.isFinite, high.isFinite,
      low <= high
    else { return nil }
    self.init(low, high)
  }

  public var range: ClosedRange<Double> { low...high }
  public var description: String { low == high ? "\(low)" : "\(low)..\(high)" }

  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    let place = reader.place
    guard try reader.isNext("[") else {
      try low.decode(from: &reader, bounds)
      return high = low
    }
    var ends: [Double] = []
    try ends.decode(from: &reader, bounds)
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw Failure(.usage, "a range is [low, high] with low not above high, or one number", at: place)
    }
    (low, high) = (ends[0], ends[1])
  }

  public mutating func encode(to writer: inout JSONWriter) {
    if low == high { return low.encode(to: &writer) }
    var ends = [low, high]
    ends.encode(to: &writer)
  }

  public static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}
