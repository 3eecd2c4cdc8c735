import StreamIO

/// Finds fields by dotted paths: `plan.gap` is the field gap of the object plan, unless a field has that very name.
struct PathScanner {
  private let fields: FieldScanner
  /// Of each name looked for, the paths that end there.
  private var ends: [[Int]] = []
  /// Of each name looked for, what is sought inside it; as a list, since a struct cannot hold itself.
  private var inner: [[PathScanner]] = []

  /// - Parameter paths: with the number each is asked for by.
  init(_ paths: [(number: Int, path: Substring)]) {
    var names: [Substring] = []
    for (_, path) in paths {
      for name in [path, path.prefix { $0 != "." }] where !names.contains(name) { names.append(name) }
    }
    fields = FieldScanner(names.map(String.init))
    for name in names {
      ends.append(paths.filter { $0.path == name }.map(\.number))
      let tails = paths.filter { $0.path.hasPrefix("\(name).") }
        .map { (number: $0.number, path: $0.path.dropFirst(name.count + 1)) }
      inner.append(tails.isEmpty ? [] : [PathScanner(tails)])
    }
  }

  /// Reads the object at the reader's cursor and notes where the value of each path that is there stands.
  func scan(_ reader: inout JSONReader, into places: inout [Range<Int>?]) throws(Failure) {
    var spans = [Range<Int>](repeating: 0..<0, count: fields.names.count)
    let found = try spans.withUnsafeMutableBufferPointer { spans throws(Failure) in try fields.scan(&reader, into: spans) }
    let end = reader.offset
    for index in fields.names.indices where found & 1 << UInt64(index) != 0 {
      for number in ends[index] { places[number] = spans[index] }
      guard let inner = inner[index].first else { continue }
      reader.move(to: spans[index].lowerBound)
      if try reader.isNext("{") { try inner.scan(&reader, into: &places) }
    }
    reader.move(to: end)
  }

  /// The paths of an object's fields, those of objects in it included.
  static func paths(_ reader: inout JSONReader, prefix: String = "") throws(Failure) -> [String] {
    var paths: [String] = []
    try reader.readObject { key, reader throws(Failure) in
      let path = prefix + String(decoding: key, as: UTF8.self)
      if try reader.isNext("{"), prefix.isEmpty {
        paths += try Self.paths(&reader, prefix: "\(path).")
      } else {
        paths.append(path)
        _ = try reader.skipValue()
      }
    }
    return paths
  }
}
