import ArgumentParser
import StreamIO

/// A quantity that is drawn uniformly from a range, or fixed: `[2, 15]` or `5` in a configuration, `2..15` or `5` on
/// the command line.
public struct NumberRange: FieldValue, Blank, Hashable, CustomStringConvertible {
  public var low: Double
  public var high: Double

  public init() { self.init(0, 0) }
  public init(_ low: Double, _ high: Double) { (self.low, self.high) = (low, high) }

  /// Reads it from the command line.
  public static func parse(_ text: String) throws -> NumberRange {
    let words = text.split(separator: "..", omittingEmptySubsequences: false)
    guard (1...2).contains(words.count) else { throw ValidationError("a range is LOW..HIGH, as in 2..15, or one number") }
    let ends = try words.map { word in
      guard let end = Double(word) else {
        throw ValidationError("\"\(word)\" is not a number; a range is LOW..HIGH, as in 2..15, or one number")
      }
      guard end.isFinite else { throw ValidationError("\(word) is not finite; the ends of a range are finite numbers") }
      return end
    }
    let (low, high) = (ends[0], ends[ends.count - 1])
    guard low <= high else {
      throw ValidationError("\(words[0]) is above \(words[1]); the lower end comes first: \(words[1])..\(words[0])")
    }
    return NumberRange(low, high)
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
    guard ends.count == 2 else {
      throw Failure(.usage, "a range is two numbers, [low, high], or one number without brackets", at: place)
    }
    guard ends[0] <= ends[1] else {
      throw Failure(
        .usage, "\(ends[0]) is above \(ends[1]); the lower end comes first: [\(ends[1]), \(ends[0])]", at: place)
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
