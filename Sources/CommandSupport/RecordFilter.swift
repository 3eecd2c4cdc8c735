import StreamIO

/// Records in, records out, in order: each line is decoded, worked on and encoded on one of several threads.
///
/// - Parameters:
///   - dropped: fields of the input that are not passed on.
///   - makeState: what a thread keeps from record to record.
///   - transform: is given a record, its line and a splice to write with, and appends lines to the writer.
public func filterRecords<R: Record, State>(
  _ type: R.Type, tool: String, input: InputOptions, options: CommonOptions, unit: String,
  dropping dropped: [StaticString] = [], makeState: @escaping @Sendable () throws(Failure) -> State,
  transform: @escaping @Sendable (inout State, inout R, borrowing PassedLine, inout JSONWriter) throws(Failure) -> Void
) throws(Failure) {
  var output = try RecordOutput(options)
  var progress = Progress(options, unit: unit)
  var invalid = InvalidRecords(input)
  let isSkipping = input.skipInvalid
  try input.forEachInput(threads: options.threadCount) { lines throws(Failure) in
    try orderedMap(
      threads: options.threadCount,
      makeState: { () throws(Failure) in try FilterState<R, State>(makeState(), dropping: dropped) },
      produce: { () throws(Failure) in
        guard let line = try lines.next() else { return nil }
        return OwnedLine(bytes: Array(line), file: lines.name, number: lines.lineNumber)
      },
      transform: { (state: inout FilterState<R, State>, line: OwnedLine) throws(Failure) -> FilterOutput in
        do throws(Failure) {
          return .lines(try state.work(line, transform))
        } catch {
          guard isSkipping else { throw error }
          return .invalid(error)
        }
      },
      consume: { (result: FilterOutput) throws(Failure) in
        switch result {
        case .lines(let lines):
          try lines.withUnsafeBufferPointer { bytes throws(Failure) in
            try output.write(lines: UnsafeRawBufferPointer(bytes))
          }
          progress.advance()
        case .invalid(let failure): try invalid.pass(failure)
        }
      })
  }
  try output.finish()
  invalid.report(tool: tool)
}

/// The line a record came from, to pass it on with fields set.
public struct PassedLine: ~Copyable {
  let bytes: UnsafeBufferPointer<UInt8>
  let spans: [FieldSpan]
  let splice: SpliceBox

  /// Writes the line with the fields of `record` set; see ``RecordSplice``.
  public borrowing func write<R: Record>(setting record: inout R, to writer: inout JSONWriter) {
    splice.splice.write(bytes, spans, setting: &record, to: &writer)
  }
}

/// A splice and its buffers, kept from line to line.
final class SpliceBox {
  var splice: RecordSplice
  init(dropping dropped: [StaticString]) { splice = RecordSplice(dropping: dropped) }
}

private struct OwnedLine: Sendable {
  let bytes: [UInt8]
  let file: String
  let number: Int
}

private enum FilterOutput: Sendable {
  case lines([UInt8])
  case invalid(Failure)
}

/// What a thread keeps from record to record.
private struct FilterState<R: Record, State> {
  var own: State
  var record = R()
  var spans: [FieldSpan] = []
  let splice: SpliceBox

  init(_ own: State, dropping dropped: [StaticString]) {
    self.own = own
    splice = SpliceBox(dropping: dropped)
  }

  mutating func work(
    _ line: OwnedLine,
    _ transform: (inout State, inout R, borrowing PassedLine, inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) -> [UInt8] {
    var writer = JSONWriter(capacity: 1 << 14)
    try line.bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try decodeLine(bytes, file: line.file, number: line.number, into: &record, spans: &spans)
      try transform(&own, &record, PassedLine(bytes: bytes, spans: spans, splice: splice), &writer)
    }
    return Array(writer.bytes)
  }
}
