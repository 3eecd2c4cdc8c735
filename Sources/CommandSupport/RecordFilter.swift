import StreamIO

/// Records in, records out, in order: each line is decoded, worked on and encoded on one of several threads. Memory is
/// bounded by the records and what is kept of them, not by what is written.
///
/// - Parameters:
///   - dropped: fields of the input that are not passed on.
///   - makeState: what a thread keeps from record to record.
///   - sidePath: where a second stream goes, if any.
///   - transform: is given a record and the line it came from, and appends lines to the output.
public func filterRecords<R: Record, State>(
  _ type: R.Type, input: InputOptions, options: CommonOptions, unit: String,
  dropping dropped: [StaticString] = [], sidePath: String? = nil,
  makeState: @escaping @Sendable () throws(Failure) -> State,
  transform: @escaping @Sendable (inout State, inout R, borrowing PassedLine, OutputLines) throws(Failure) -> Void
) throws(Failure) {
  var output = try RecordOutput(options)
  var side = try sidePath.map { path throws(Failure) in try RecordOutput(path: path, threads: options.threadCount) }
  var progress = Progress(options, unit: unit, isWriting: true)
  var invalid = InvalidRecords(input)
  let isSkipping = input.skipInvalid
  let totalBytes = input.totalBytes
  // Of the inputs before, and with what is written of this one.
  var (bytesBefore, bytesDone) = (0, 0)
  try input.forEachInput(threads: options.threadCount) { lines throws(Failure) in
    let batches = BatchReader(lines, isSkipping: isSkipping, fullBytes: batchBytes)
    try orderedFlatMap(
      threads: options.threadCount,
      makeState: { () throws(Failure) in try FilterState<R, State>(makeState(), dropping: dropped) },
      produce: { () throws(Failure) in try batches.next() },
      transform: {
        (state: inout FilterState<R, State>, batch: LineBatch, send: @escaping (FilterOutput) -> Void) throws(Failure) in
        state.work(batch, isSkipping: isSkipping, OutputLines(send), transform)
      },
      consume: { (result: FilterOutput) throws(Failure) in
        try output.write(lines: result.main)
        try side?.write(lines: result.side)
        for failure in result.invalid { try invalid.pass(failure) }
        if let failure = result.failure { throw failure }
        bytesDone = max(bytesDone, bytesBefore + result.endOffset)
        progress.advance(by: result.count, share: totalBytes.map { Double(bytesDone) / Double($0) })
      })
    bytesBefore += lines.offset
  }
  // The main output last: where it stands, the other does too.
  if let side = side.take() { try side.finish() }
  try output.finish()
  invalid.report()
}

/// The lines that records become.
public final class OutputLines {
  public var main = JSONWriter(capacity: 1 << 14)
  /// Of the second stream.
  public var side = JSONWriter(capacity: 64)
  private let send: (FilterOutput) -> Void
  /// Few enough that what waits on all threads is little, enough that handing them over costs nothing.
  private static let fullBytes = 1 << 18

  fileprivate init(_ send: @escaping (FilterOutput) -> Void) { self.send = send }

  /// Hands over what has gathered, if that is much: to be called now and then by what writes a lot for one record.
  @inline(__always)
  public func handOverIfFull() {
    if main.count + side.count >= Self.fullBytes { handOver(FilterOutput()) }
  }

  @inline(never)
  fileprivate func handOver(_ rest: FilterOutput) {
    var output = rest
    output.main = Array(main.bytes)
    output.side = Array(side.bytes)
    main.removeAll()
    side.removeAll()
    send(output)
  }
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

/// What a batch became, or a piece of it: the lines of its records up to the one that failed, if one did.
private struct FilterOutput: Sendable {
  var main: [UInt8] = []
  var side: [UInt8] = []
  var count = 0
  /// Where in the input the batch ends, if it is whole.
  var endOffset = 0
  var invalid: [Failure] = []
  var failure: Failure?
}

/// Small records are handed over several at a time: enough that it costs little, few enough that those which take a
/// second each still find every core.
private let batchBytes = 1 << 13

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
    _ batch: LineBatch, isSkipping: Bool, _ output: OutputLines,
    _ transform: (inout State, inout R, borrowing PassedLine, OutputLines) throws(Failure) -> Void
  ) {
    var result = FilterOutput(endOffset: batch.endOffset, invalid: batch.invalid)
    do throws(Failure) {
      try batch.forEach { bytes, number throws(Failure) in
        do throws(Failure) {
          try decodeLine(bytes, file: batch.file, number: number, into: &record, spans: &spans)
          try transform(&own, &record, PassedLine(bytes: bytes, spans: spans, splice: splice), output)
        } catch {
          guard isSkipping else { throw error }
          return result.invalid.append(error)
        }
        result.count += 1
        output.handOverIfFull()
      }
    } catch { result.failure = error }
    result.invalid.sort { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
    output.handOver(result)
  }
}
