import CommandSupport
import StreamIO

extension ProblemGroups {
  /// Turns each record of the inputs into those that its problem makes of it.
  ///
  /// - Parameter unit: what is counted, in the plural.
  public func filter(
    _ call: Invocation<ProblemSection<Self>>, _ shared: Shared, stage: String, unit: String, input: InputOptions,
    _ common: CommonOptions
  ) throws(Failure) {
    let filters = stages.compactMap { $0 as? any FilterStage<Shared> }
    let sidePaths = filters.compactMap(\.sidePath)
    guard sidePaths.count < 2 else {
      throw Failure(.usage, "\(sidePaths.joined(separator: " and ")): a call writes one stream beside its output; leave one out")
    }
    let dispatch = ProblemDispatch(stage: stage, filters.map { $0.entry(call, shared, common) })
    try filterLines(dispatch, input: input, options: common, unit: unit, sidePath: sidePaths.first)
  }
}

extension FilterStage {
  fileprivate func entry<Groups>(
    _ call: Invocation<ProblemSection<Groups>>, _ shared: Shared, _ common: CommonOptions
  ) -> ProblemDispatch<MakeWorker>.Entry {
    let call = self.call(call, shared, common)
    return .init(
      problem: Self.problem, isLeftOut: { () throws(Failure) in try refuseOptions() },
      prepare: { () throws(Failure) in try prepare(call) })
  }
}

extension ProblemGroups<SolvingOptions> {
  /// Writes one scenario's programme as text, for other solvers.
  ///
  /// - Throws: `Failure` unless there is exactly one scenario, and it can be planned.
  public func writeProgramme(
    _ call: Invocation<ProblemSection<Self>>, _ shared: SolvingOptions, stage: String, input: InputOptions,
    _ common: CommonOptions, to path: String
  ) throws(Failure) {
    let solvers = stages.compactMap { $0 as? any Solver }
    let dispatch = ProblemDispatch(stage: stage, solvers.map { $0.programmeEntry(call, shared, common) })
    // Read whole before anything is written.
    var first: (text: [UInt8], place: Place)?
    try input.forEachInput(threads: 1) { lines throws(Failure) in
      while let line = try lines.next() {
        let place = Place(file: lines.name, line: lines.lineNumber)
        guard first == nil else {
          throw Failure(.data, "--write-lp writes the programme of one scenario; here is another", at: place)
        }
        first = (Array(line), place)
      }
    }
    guard let first else { throw Failure(.data, "--write-lp needs a scenario, and there is none") }
    try first.text.withUnsafeBufferPointer { bytes throws(Failure) in
      let line = InputLine(bytes, file: first.place.file, number: first.place.line)
      try dispatch.part(of: line)(line, path == "-" ? nil : path)
    }
  }
}

private typealias WriteProgramme = @Sendable (InputLine, _ path: String?) throws(Failure) -> Void

extension Solver {
  fileprivate func programmeEntry<Groups>(
    _ call: Invocation<ProblemSection<Groups>>, _ shared: SolvingOptions, _ common: CommonOptions
  ) -> ProblemDispatch<WriteProgramme>.Entry {
    let call = self.call(call, shared, common)
    let write: WriteProgramme = { line, path throws(Failure) in try writeProgramme(of: line, call, to: path) }
    return .init(problem: Self.problem) { () throws(Failure) in write }
  }
}
