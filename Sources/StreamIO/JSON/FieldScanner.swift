/// Finds some fields of an object among many, whatever it is a record of: the others are checked to be JSON and passed
/// over. A name with dots is also a path into objects: `plan.gap` is the field `gap` of the object `plan`. No allocation
/// per record.
public struct FieldScanner: Sendable {
  /// More fields than this cannot be looked for at once.
  public static let maximumCount = 64

  /// Refuses more fields than can be looked for.
  public static func check(_ names: [String]) throws(Failure) {
    guard names.count > maximumCount else { return }
    throw Failure(.usage, "\(names.count) fields would have to be looked for; \(maximumCount) can be at once")
  }

  public let names: [String]
  /// Of each name, its place among those of the outermost scanner.
  private let numbers: [Int]
  private let fields: NameTable
  /// The objects that paths lead into, and what is looked for in each.
  private let objects: NameTable
  private let inners: [FieldScanner]
  /// Whether any of these names has such a mark: by that nearly all other keys are told.
  private let isMarkOfName: ContiguousArray<Bool>

  /// - Parameter names: at most ``maximumCount`` different ones.
  public init(_ names: [String]) {
    precondition(names.count <= Self.maximumCount, "at most \(Self.maximumCount) fields can be looked for")
    self.init(names, numbers: Array(names.indices), depth: 0)
  }

  private init(_ names: [String], numbers: [Int], depth: Int) {
    (self.names, self.numbers) = (names, numbers)
    fields = NameTable(names)
    var paths: [(object: String, names: [String], numbers: [Int])] = []
    for (name, number) in zip(names, numbers) where depth < JSONReader.maximumDepth {
      let parts = name.split(at: ".", maxSplits: 1)
      guard parts.count == 2, !parts.contains("") else { continue }
      let place = paths.firstIndex { $0.object.exact == parts[0].exact } ?? paths.count
      if place == paths.count { paths.append((parts[0], [], [])) }
      paths[place].names.append(parts[1])
      paths[place].numbers.append(number)
    }
    objects = NameTable(paths.map(\.object))
    inners = paths.map { FieldScanner($0.names, numbers: $0.numbers, depth: depth + 1) }
    var isMarkOfName = ContiguousArray(repeating: false, count: 256)
    for var name in names + paths.map(\.object) { isMarkOfName[name.withUTF8(Self.mark(of:))] = true }
    self.isMarkOfName = isMarkOfName
  }

  /// Reads the object at the reader's cursor, notes where the value of each name that is there stands, and returns
  /// which are there as bits by their place in ``names``. `values` must have room for all of them.
  ///
  /// - Throws: `Failure` for text that is not one object, and for a field looked for that stands there twice.
  public func scan(
    _ reader: inout JSONReader, into values: UnsafeMutableBufferPointer<Range<Int>>
  ) throws(Failure) -> UInt64 {
    precondition(values.count >= names.count)
    var found: UInt64 = 0
    try scan(&reader, into: values, &found)
    return found
  }

  /// Whether the field at this place was found.
  @inline(__always)
  public static func isFound(_ place: Int, in found: UInt64) -> Bool { found & 1 << UInt64(place) != 0 }

  private func scan(
    _ reader: inout JSONReader, into values: UnsafeMutableBufferPointer<Range<Int>>, _ found: inout UInt64
  ) throws(Failure) {
    try reader.readObject { key, reader throws(Failure) in
      if isMarkOfName[Self.mark(of: key)] {
        try take(key, &reader, into: values, &found)
      } else {
        _ = try reader.skipValue()
      }
    }
  }

  /// A number below 256 of a key's length, first and last byte.
  @inline(__always)
  private static func mark(of key: UnsafeBufferPointer<UInt8>) -> Int {
    guard let first = key.first, let last = key.last else { return 0 }
    return Int(first &* 5 ^ last &* 17 ^ UInt8(truncatingIfNeeded: key.count &* 59))
  }

  /// Takes the value of a key that may be one of the names.
  @inline(never)
  private func take(
    _ key: UnsafeBufferPointer<UInt8>, _ reader: inout JSONReader, into values: UnsafeMutableBufferPointer<Range<Int>>,
    _ found: inout UInt64
  ) throws(Failure) {
    let (field, object) = (fields.match(key), objects.match(key))
    if let field {
      guard found & 1 << UInt64(numbers[field]) == 0 else {
        throw Failure(.data, "\"\(names[field])\" stands here a second time", at: reader.place)
      }
      found |= 1 << UInt64(numbers[field])
    }
    let isObject = try reader.isNext("{")  // which goes to where the value begins
    let start = reader.offset
    if let object, isObject { try inners[object].scan(&reader, into: values, &found) } else { _ = try reader.skipValue() }
    if let field { values[numbers[field]] = start..<reader.offset }
  }
}

/// Names by their lengths, to find a key among them quickly.
private struct NameTable: Sendable {
  private let texts: ContiguousArray<UInt8>
  private let starts: ContiguousArray<Int>
  /// The names of each length, as bits by their place; the last also of all greater lengths.
  let namesOfLength: ContiguousArray<UInt64>

  init(_ names: [String]) {
    var (texts, starts) = (ContiguousArray<UInt8>(), ContiguousArray<Int>([0]))
    var namesOfLength = ContiguousArray<UInt64>(repeating: 0, count: 64)
    for (i, name) in names.enumerated() {
      texts.append(contentsOf: name.utf8)
      starts.append(texts.count)
      namesOfLength[min(name.utf8.count, 63)] |= 1 << UInt64(i)
    }
    (self.texts, self.starts, self.namesOfLength) = (texts, starts, namesOfLength)
  }

  func match(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    let candidates = namesOfLength[min(key.count, 63)]
    guard candidates != 0, let base = key.baseAddress else { return nil }
    return texts.withUnsafeBufferPointer { texts in
      var candidates = candidates
      while candidates != 0 {
        let index = candidates.trailingZeroBitCount
        candidates &= candidates - 1
        let count = starts[index + 1] - starts[index]
        if count == key.count, let text = texts.baseAddress, isEqual(text + starts[index], base, count) { return index }
      }
      return nil
    }
  }
}

extension JSONReader {
  /// The names of the object's fields at the cursor, and the dotted names of those in its objects.
  public mutating func readFieldPaths() throws(Failure) -> [String] {
    var paths: [String] = []
    try readObject { key, reader throws(Failure) in
      let name = String(decoding: key, as: UTF8.self)
      paths.append(name)
      guard try reader.isNext("{") else {
        _ = try reader.skipValue()
        return
      }
      try reader.readObject { key, reader throws(Failure) in
        paths.append("\(name).\(String(decoding: key, as: UTF8.self))")
        _ = try reader.skipValue()
      }
    }
    return paths
  }

  /// How much of the text is taken, in bytes.
  public var offset: Int { cursor - start }

  /// Goes to a byte of the text, such as the start of a value that was passed over.
  public mutating func move(to offset: Int) {
    precondition(offset >= 0 && offset <= end - start)
    cursor = start + offset
  }
}
