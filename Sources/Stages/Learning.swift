import CommandSupport
import StreamIO

extension ProblemGroups<LearningOptions> {
  /// Reads what is learned from; a training is of one problem, that of the first record.
  public func readLessons(
    _ call: Invocation<ProblemSection<Self>>, _ shared: LearningOptions, stage: String, input: InputOptions, _ common: CommonOptions
  ) throws(Failure) -> any Lessons {
    let learners = stages.compactMap { $0 as? any Learner }
    let dispatch = ProblemDispatch(stage: stage, learners.map { $0.entry(call, shared, common) })
    var chosen: (problem: Int, lessons: any Lessons)?
    var progress = Progress(common, unit: "scenarios", isWriting: false)
    var invalid = InvalidRecords(input)
    try input.forEachInput(threads: common.threadCount) { lines throws(Failure) in
      while true {
        let line: InputLine, problem: Int
        do throws(Failure) {
          guard let bytes = try lines.next() else { break }
          line = InputLine(bytes, file: lines.name, number: lines.lineNumber)
          problem = try dispatch.problem(of: line)
        } catch {
          try invalid.pass(error)
          continue
        }
        if chosen == nil { chosen = (problem, try dispatch.part(problem)()) }
        do throws(Failure) {
          if let first = chosen?.problem, first != problem { throw mixed(dispatch, problem, first, line) }
          try chosen?.lessons.take(line)
        } catch {
          try invalid.pass(error)
          continue
        }
        progress.advance()
      }
    }
    invalid.report()
    if let lessons = chosen?.lessons { return lessons }
    return try dispatch.part(0)()
  }

  private func mixed(_ dispatch: ProblemDispatch<MakeLessons>, _ problem: Int, _ first: Int, _ line: InputLine) -> Failure {
    Failure(
      .data, "a record of \(dispatch.name(problem)) after those of \(dispatch.name(first)); a training is of one problem",
      at: line.place)
  }
}

private typealias MakeLessons = @Sendable () throws(Failure) -> any Lessons

extension Learner {
  fileprivate func entry<Groups>(
    _ call: Invocation<ProblemSection<Groups>>, _ shared: LearningOptions, _ common: CommonOptions
  ) -> ProblemDispatch<MakeLessons>.Entry {
    let call = self.call(call, shared, common)
    let make: MakeLessons = { () throws(Failure) in try prepare(call) }
    return .init(problem: Self.problem) { () throws(Failure) in make }
  }
}
