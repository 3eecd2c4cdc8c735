import CommandSupport
import StreamIO

/// Records in, records out, in order: each line is worked on by its problem on one of several threads. Memory is bounded by the
/// records and what is kept of them, not by what is written.
///
/// - Parameters:
///   - sidePath: where a second stream goes, if any.
func filterLines(
  _ dispatch: ProblemDispatch<MakeWorker>, input: InputOptions, options: CommonOptions, unit: String, sidePath: String?
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
      makeState: { () throws(Failure) in ThreadWorkers(dispatch) },
      produce: { () throws(Failure) in try batches.next() },
      transform: { (workers: inout ThreadWorkers, batch: LineBatch, send: @escaping (FilterOutput) -> Void) throws(Failure) in
        workers.work(batch, isSkipping: isSkipping, OutputLines(send))
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
  try dispatch.finish()
  // The main output last: where it stands, the other does too.
  if let side = side.take() { try side.finish() }
  try output.finish()
  invalid.report()
}

/// Small records are handed over several at a time: enough that it costs little, few enough that those which take a
/// second each still find every core.
private let batchBytes = 1 << 13

/// The workers of a thread, each made on the first record of its problem that the thread meets.
private struct ThreadWorkers {
  private let dispatch: ProblemDispatch<MakeWorker>
  private var workers: [LineWorker?]

  init(_ dispatch: ProblemDispatch<MakeWorker>) {
    self.dispatch = dispatch
    workers = Array(repeating: nil, count: dispatch.count)
  }

  mutating func work(_ batch: LineBatch, isSkipping: Bool, _ output: OutputLines) {
    var result = FilterOutput(endOffset: batch.endOffset, invalid: batch.invalid)
    do throws(Failure) {
      try batch.forEach { bytes, number throws(Failure) in
        let line = InputLine(bytes, file: batch.file, number: number)
        func pass(_ failure: Failure) throws(Failure) {
          guard isSkipping else { throw failure }
          result.invalid.append(failure)
        }
        let problem: Int
        do throws(Failure) { problem = try dispatch.problem(of: line) } catch { return try pass(error) }
        // That a problem cannot be prepared is no fault of the record.
        let worker = try worker(of: problem)
        do throws(Failure) { try worker.work(line, output) } catch { return try pass(error) }
        result.count += 1
        output.handOverIfFull()
      }
    } catch { result.failure = error }
    result.invalid.sort { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
    output.handOver(result)
  }

  private mutating func worker(of problem: Int) throws(Failure) -> LineWorker {
    if let worker = workers[problem] { return worker }
    let worker = try dispatch.part(problem)()
    workers[problem] = worker
    return worker
  }
}
