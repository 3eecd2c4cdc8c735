/// Numbers of a record by their path, such as `threshold.quantile`, through its declaration of fields.
extension Record {
  /// Nil where no number stands there.
  public func number(at path: String) -> Double? {
    var (record, finder) = (self, NumberFinder(path, setting: nil))
    try? record.visitFields(&finder)
    return finder.found
  }

  /// - Throws: `Failure` (usage) where no number stands there, or the value is out of the field's bounds.
  public mutating func setNumber(_ value: Double, at path: String) throws(Failure) {
    var finder = NumberFinder(path, setting: value)
    try visitFields(&finder)
    guard finder.found == nil else { return }
    throw Failure(.usage, "\(path): no number stands there")
  }
}

private struct NumberFinder: FieldVisitor {
  private let keys: ArraySlice<Substring>
  private let path: String
  private let newValue: Double?
  private(set) var found: Double?

  init(_ path: String, setting newValue: Double?) {
    (keys, self.path, self.newValue) = (path.split(separator: ".", omittingEmptySubsequences: false)[...], path, newValue)
  }

  private init(below other: NumberFinder) {
    (keys, path, newValue) = (other.keys.dropFirst(), other.path, other.newValue)
  }

  mutating func kind(_ name: StaticString) {}

  mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, _ meaning: StaticString
  ) throws(Failure) {
    guard let key = keys.first, name.description == key else { return }
    if keys.count == 1, let number = value as? Double {
      found = newValue ?? number
      guard let newValue else { return }
      guard newValue.isFinite, bounds.contains(newValue) else {
        throw Failure(.usage, "\(path): \(newValue) must be \(newValue.isFinite ? "\(bounds)" : "a number")")
      }
      if let changed = newValue as? Value { value = changed }
    } else if let record = value as? any Record {
      let changed = try descend(into: record)
      if newValue != nil, let changed = changed as? Value { value = changed }
    }
  }

  private mutating func descend<R: Record>(into record: R) throws(Failure) -> R {
    var (record, finder) = (record, NumberFinder(below: self))
    try record.visitFields(&finder)
    found = finder.found
    return record
  }

  mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, default: @autoclosure () -> Value, _ meaning: StaticString
  ) throws(Failure) {
    try field(name, &value, bounds, meaning)
  }

  mutating func fields(prefix: StaticString, _ values: inout [NamedCount], _ meaning: StaticString) {}
  mutating func share(suffix: StaticString, _ value: inout NamedShare?, _ meaning: StaticString) {}
}
