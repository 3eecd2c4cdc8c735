/// A record of a stream, or an object inside one, or a section of the configuration.
///
/// It declares its fields once, in the order they are written; reading, writing, JSON Schema and documentation are
/// visitors of that one declaration:
///
///     public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
///       try visitor.kind("station")
///       try visitor.field("height_m", &heightM, .nonNegative, "above the ground")
///       try visitor.field("efficiency", &efficiency, .efficiency, default: 1, "delivered over drawn")
///     }
public protocol Record: FieldValue {
  init()
  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure)
}

/// What a declaration of fields is shown to: a decoder, an encoder, the schema.
public protocol FieldVisitor: ~Copyable {
  /// The field `kind`, which tells the records of a stream apart.
  mutating func kind(_ name: StaticString) throws(Failure)

  /// A field that must be there. An optional's `nil` is written as `null`.
  mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, _ meaning: StaticString) throws(Failure)

  /// A field that may be left out, which means `default`. An optional's `nil` is left out.
  mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, default: @autoclosure () -> Value,
    _ meaning: StaticString) throws(Failure)

  /// All fields whose names begin with `prefix` and are not declared otherwise: one number each.
  mutating func fields(
    prefix: StaticString, _ values: inout [NamedCount], _ meaning: StaticString) throws(Failure)

  /// One field of any name that ends so, which may be left out: a share.
  mutating func share(
    suffix: StaticString, _ value: inout NamedShare?, _ meaning: StaticString) throws(Failure)
}

extension FieldVisitor where Self: ~Copyable {
  @inline(__always)
  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ meaning: StaticString
  ) throws(Failure) {
    try field(name, &value, .any, meaning)
  }

  @inline(__always)
  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, default: @autoclosure () -> Value, _ meaning: StaticString
  ) throws(Failure) {
    try field(name, &value, .any, default: `default`(), meaning)
  }
}

/// One of a family of fields that share a prefix, as `tasks_a` and `tasks_b` are of `tasks_`.
public struct NamedCount: Sendable, Hashable {
  public var name: String
  public var count: Int

  public init(name: String, count: Int) { (self.name, self.count) = (name, count) }
}

/// A share under a name that records choose, such as the share of records for which a flag of that name holds.
public struct NamedShare: Sendable, Hashable {
  public var name: String
  public var share: Double

  public init(name: String, share: Double) { (self.name, self.share) = (name, share) }
}

/// The range a number, or every number of an array, must lie in.
public struct Bounds: Sendable, Hashable {
  public var lower: Double
  public var upper: Double
  public var isLowerOpen: Bool

  public init(_ lower: Double, _ upper: Double, isLowerOpen: Bool = false) {
    (self.lower, self.upper, self.isLowerOpen) = (lower, upper, isLowerOpen)
  }

  public static let any = Bounds(-.infinity, .infinity)
  public static let positive = Bounds(0, .infinity, isLowerOpen: true)
  public static let nonNegative = Bounds(0, .infinity)
  public static let fraction = Bounds(0, 1)
  public static let efficiency = Bounds(0, 1, isLowerOpen: true)
  public static func range(_ lower: Double, _ upper: Double) -> Bounds { Bounds(lower, upper) }

  @inline(__always)
  public func contains(_ value: Double) -> Bool {
    (isLowerOpen ? value > lower : value >= lower) && value <= upper
  }
}

extension Bounds: CustomStringConvertible {
  /// "above 0", "from 0 to 1": what follows "must be".
  public var description: String {
    let low = lower == -.infinity ? nil : (isLowerOpen ? "above \(short(lower))" : "at least \(short(lower))")
    let high = upper == .infinity ? nil : "at most \(short(upper))"
    if !isLowerOpen, low != nil, high != nil { return "from \(short(lower)) to \(short(upper))" }
    return [low, high].compactMap(\.self).joined(separator: " and ")
  }

  private func short(_ value: Double) -> String {
    var writer = JSONWriter(capacity: 64)
    writer.write(value)
    return writer.text
  }
}

/// A type that can stand in a field.
public protocol FieldValue: Sendable {
  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure)
  mutating func encode(to writer: inout JSONWriter)
  /// Whether the field is left out when it is not required.
  var isAbsent: Bool { get }
  static func schema(_ bounds: Bounds) -> SchemaNode

  /// Reads the elements of an array up to its closing bracket. Each type has its own loop because a loop of Array's
  /// own would ask every element's type anew what to do.
  static func decodeElements(
    _ elements: inout [Self], startingWith blank: Self, from reader: inout JSONReader, _ bounds: Bounds) throws(Failure)
  static func encodeElements(_ elements: [Self], to writer: inout JSONWriter)
}

extension FieldValue {
  public var isAbsent: Bool { false }

  public static func decodeElements(
    _ elements: inout [Self], startingWith blank: Self, from reader: inout JSONReader, _ bounds: Bounds
  ) throws(Failure) {
    var element = blank
    repeat {
      try element.decode(from: &reader, bounds)
      elements.append(element)
    } while try reader.takesAnother(before: UInt8(ascii: "]"))
  }

  public static func encodeElements(_ elements: [Self], to writer: inout JSONWriter) {
    for var element in elements {
      writer.separate()
      element.encode(to: &writer)
    }
  }
}
