/// Passes a record on with some fields set: what stood there stays in place and byte for byte, a field that is set
/// replaces its namesake where it stands, and the others come at the end (DESIGN §3, pass-through).
public struct RecordSplice: ~Copyable {
  private var own = JSONWriter()
  private let dropped: [StaticString]
  private var isWritten: [Bool] = []

  /// - Parameter dropped: fields that are not passed on.
  public init(dropping dropped: [StaticString] = []) { self.dropped = dropped }

  /// Writes `line`, an object whose fields stand at `spans`, with the fields of `record` set, and a line feed.
  public mutating func write<R: Record>(
    _ line: UnsafeBufferPointer<UInt8>, _ spans: [FieldSpan], setting record: inout R, to writer: inout JSONWriter
  ) {
    own.writeNoting(record: &record)
    let ownBytes = own.bytes.assumingMemoryBound(to: UInt8.self)
    isWritten.removeAll(keepingCapacity: true)
    isWritten.append(contentsOf: repeatElement(false, count: own.spans.count))
    writer.append(byte: UInt8(ascii: "{"))
    for span in spans {
      let (isDropped, namesake) = withKey(line, span) { key in
        (
          dropped.contains { isSame(key, UnsafeBufferPointer(start: $0.utf8Start, count: $0.utf8CodeUnitCount)) },
          own.spans.firstIndex { isSame(key, UnsafeBufferPointer(rebasing: ownBytes[$0.keyStart..<$0.keyEnd])) }
        )
      }
      if isDropped || namesake.map({ isWritten[$0] }) == true { continue }
      writer.separate()
      if let namesake {
        copy(ownBytes, own.spans[namesake], to: &writer)
        isWritten[namesake] = true
      } else {
        copy(line, span, to: &writer)
      }
    }
    for (i, span) in own.spans.enumerated() where !isWritten[i] {
      writer.separate()
      copy(ownBytes, span, to: &writer)
    }
    writer.append("}\n")
  }

  /// The key's text, with its escapes resolved if it has any.
  private func withKey<R>(
    _ line: UnsafeBufferPointer<UInt8>, _ span: FieldSpan, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    let key = UnsafeBufferPointer(rebasing: line[span.keyStart..<span.keyEnd])
    guard key.contains(UInt8(ascii: "\\")) else { return body(key) }
    var reader = JSONReader(UnsafeBufferPointer(rebasing: line[(span.keyStart - 1)...span.keyEnd]), file: "")
    return Array(((try? reader.readString()) ?? "").utf8).withUnsafeBufferPointer(body)
  }

  /// From the key's opening quote to the end of the value, spaces between included.
  private func copy(_ text: UnsafeBufferPointer<UInt8>, _ span: FieldSpan, to writer: inout JSONWriter) {
    writer.append(UnsafeBufferPointer(rebasing: text[(span.keyStart - 1)..<span.valueEnd]))
  }

  private func isSame(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count, let aStart = a.baseAddress, let bStart = b.baseAddress else { return false }
    return isEqual(aStart, bStart, a.count)
  }
}
