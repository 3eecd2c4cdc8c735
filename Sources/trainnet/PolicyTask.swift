import Camera
import CommandSupport
import StreamIO

extension Trainnet {
  /// Learns to imitate the plans of scenarios.
  func trainPolicy(_ call: Invocation<TrainnetConfiguration>) throws(Failure) {
    let profiles = try models.read { path throws(Failure) in try PowerProfile.read(path: path) }
    let trainer = try PolicyTrainer(
      readLessons(profiles.map(ModelProfile.init), call.log), leavingOut: leaveOut, models: profiles.map(\.name),
      call.configuration.policy, seed: call.seed, threads: common.threadCount)
    var progress = Progress(common, unit: "epochs", isWriting: false)
    var began = monotonicSeconds()
    let policy = try trainer.train(resuming: resume) { trainer, metrics, epoch throws(Failure) in
      var epoch = epoch
      let now = monotonicSeconds()
      epoch.seconds = ((now - began) * 1e6).rounded() / 1e6
      began = now
      call.log.write(.info, &epoch)
      progress.advance(note: metrics.summary)
      try writeCheckpoint(of: trainer, every: call.configuration.checkpointEvery)
    }
    var output = try RecordOutput(common)
    var header = policy.header
    try output.write(&header)
    for var layer in policy.network.layers { try output.write(&layer) }
    try output.finish()
  }

  private func readLessons(_ models: [ModelProfile], _ log: EventLog) throws(Failure) -> [PolicyLesson] {
    var lessons: [PolicyLesson] = []
    var progress = Progress(common, unit: "scenarios", isWriting: false)
    var invalid = InvalidRecords(input)
    try input.forEachInput(threads: common.threadCount) { lines throws(Failure) in
      var scenarios = RecordReader<Scenario>(lines)
      while true {
        do throws(Failure) {
          guard try scenarios.next() else { break }
          if let lesson = try lesson(scenarios.record, models, at: lines) {
            lessons.append(lesson)
          } else {
            log.write(.info, "unplanned", about: ["id": scenarios.record.id])
          }
        } catch {
          try invalid.pass(error)
          continue
        }
        progress.advance()
      }
    }
    invalid.report()
    return lessons
  }

  /// Nil for a scenario that could not be planned: there is nothing to imitate.
  private func lesson(
    _ scenario: Scenario, _ models: [ModelProfile], at lines: LineReader
  ) throws(Failure) -> PolicyLesson? {
    if let plan = scenario.plan, plan.solution == .none { return nil }
    do throws(InvalidSetup) {
      return try PolicyLesson(scenario, models: models)
    } catch {
      throw Failure(.data, "\(scenario.id): \(error)", at: Place(file: lines.name, line: lines.lineNumber))
    }
  }
}
