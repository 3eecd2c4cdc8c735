/// Finds some fields of an object among many, whatever it is a record of: the others are checked to be JSON and passed
/// over. No allocation per record.
public struct FieldScanner: Sendable {
  /// More fields than this cannot be looked for at once.
  public static let maximumCount = 64

  public let names: [String]
  private let texts: ContiguousArray<UInt8>
  private let starts: ContiguousArray<Int>
  /// The names of each length, as bits by their place in `names`; the last also of all greater lengths.
  private let namesOfLength: ContiguousArray<UInt64>

  /// - Parameter names: at most ``maximumCount`` different ones.
  public init(_ names: [String]) {
    precondition(names.count <= Self.maximumCount, "at most \(Self.maximumCount) fields can be looked for")
    var (texts, starts) = (ContiguousArray<UInt8>(), ContiguousArray<Int>([0]))
    var namesOfLength = ContiguousArray<UInt64>(repeating: 0, count: 64)
    for (i, name) in names.enumerated() {
      texts.append(contentsOf: name.utf8)
      starts.append(texts.count)
      namesOfLength[min(name.utf8.count, 63)] |= 1 << UInt64(i)
    }
    (self.names, self.texts, self.starts, self.namesOfLength) = (names, texts, starts, namesOfLength)
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
    try reader.readObject { key, reader throws(Failure) in
      let candidates = namesOfLength[min(key.count, 63)]
      guard candidates != 0, let index = match(key, candidates) else {
        _ = try reader.skipValue()
        return
      }
      guard found & 1 << UInt64(index) == 0 else {
        throw Failure(.data, "\"\(names[index])\" stands here a second time", at: reader.place)
      }
      found |= 1 << UInt64(index)
      let value = try reader.skipValue()
      values[index] = reader.offset - value.count..<reader.offset
    }
    return found
  }

  private func match(_ key: UnsafeBufferPointer<UInt8>, _ candidates: UInt64) -> Int? {
    guard let base = key.baseAddress else { return nil }
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
  /// How much of the text is taken, in bytes.
  public var offset: Int { cursor - start }

  /// Goes to a byte of the text, such as the start of a value that was passed over.
  public mutating func move(to offset: Int) {
    precondition(offset >= 0 && offset <= end - start)
    cursor = start + offset
  }
}
