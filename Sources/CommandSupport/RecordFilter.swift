import StreamIO

/// Records in, records out, in order: each line is decoded, worked on and encoded on one of several threads.
///
/// - Parameters:
///   - dropped: fields of the input that are not passed on.
///   - makeState: what a thread keeps from record to record.
///   - sidePath: where a second stream goes, if any.
///   - transform: is given a record and the line it came from, and appends lines to the output.
public func filterRecords<R: Record, State>(
  _ type: R.Type, tool: String, input: InputOptions, options: CommonOptions, unit: String,
  dropping dropped: [StaticString] = [], sidePath: String? = nil,
  makeState: @escaping @Sendable () throws(Failure) -> State,
  transform: @escaping @Sendable (inout State, inout R, borrowing PassedLine, inout OutputLines) throws(Failure) -> Void
) throws(Failure) {
  var output = try RecordOutput(options)
  var side = try sidePath.map { path throws(Failure) in try RecordOutput(path: path, threads: options.threadCount) }
  var progress = Progress(options, unit: unit)
  var invalid = InvalidRecords(input)
  let isSkipping = input.skipInvalid
  try input.forEachInput(threads: options.threadCount) { lines throws(Failure) in
    try orderedMap(
      threads: options.threadCount,
      makeState: { () throws(Failure) in try FilterState<R, State>(makeState(), dropping: dropped) },
      produce: { () throws(Failure) in
        guard let line = try lines.next() else { return nil }
        return OwnedLine(
          bytes: Array(line), file: lines.name, number: lines.lineNumber, isEnded: lines.isLineEnded)
      },
      transform: { (state: inout FilterState<R, State>, line: OwnedLine) throws(Failure) -> FilterOutput in
        do throws(Failure) {
          return try state.work(line, transform)
        } catch {
          guard isSkipping else { throw error }
          return .invalid(error)
        }
      },
      consume: { (result: FilterOutput) throws(Failure) in
        switch result {
        case .lines(let main, let besides):
          try output.write(lines: main)
          try side?.write(lines: besides)
          progress.advance()
        case .invalid(let failure): try invalid.pass(failure)
        }
      })
  }
  // The main output last: where it stands, the other does too.
  if let side = side.take() { try side.finish() }
  try output.finish()
  invalid.report(tool: tool)
}

/// The lines that one record becomes.
public struct OutputLines: ~Copyable {
  public var main = JSONWriter(capacity: 1 << 14)
  /// Of the second stream.
  public var side = JSONWriter(capacity: 64)
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
  let isEnded: Bool
}

private enum FilterOutput: Sendable {
  case lines([UInt8], side: [UInt8])
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
    _ transform: (inout State, inout R, borrowing PassedLine, inout OutputLines) throws(Failure) -> Void
  ) throws(Failure) -> FilterOutput {
    var output = OutputLines()
    try line.bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try decodeLine(
        bytes, file: line.file, number: line.number, isEnded: line.isEnded, into: &record, spans: &spans)
      try transform(&own, &record, PassedLine(bytes: bytes, spans: spans, splice: splice), &output)
    }
    return .lines(Array(output.main.bytes), side: Array(output.side.bytes))
  }
}
