import Camera
import CommandSupport
import Stages
import StreamIO

/// Scenarios with plans, and the policy that learns to imitate them.
final class PolicyLessons: Lessons {
  private let profiles: [PowerProfile]
  private let models: [ModelProfile]
  private let call: StageCall<PolicyTraining, LearningOptions>
  private var lessons: [PolicyLesson] = []
  // Kept from line to line.
  private var (scenario, spans) = (Scenario(), [FieldSpan]())

  init(_ profiles: [PowerProfile], _ call: StageCall<PolicyTraining, LearningOptions>) {
    (self.profiles, self.call) = (profiles, call)
    models = profiles.map(ModelProfile.init)
  }

  func take(_ line: InputLine) throws(Failure) {
    try decodeLine(line.bytes, file: line.file, number: line.number, into: &scenario, spans: &spans, notesSpans: false)
    // Where there is no plan, there is nothing to imitate.
    if let plan = scenario.plan, plan.solution == .none {
      return call.log.write(.info, "unplanned", about: ["id": scenario.id])
    }
    do throws(InvalidSetup) {
      lessons.append(try PolicyLesson(scenario, models: models))
    } catch { throw Failure(.data, "\(scenario.id): \(error)", at: line.place) }
  }

  func learn(to output: inout RecordOutput) throws(Failure) {
    let (shared, common) = (call.shared, call.common)
    let trainer = try PolicyTrainer(
      lessons, leavingOut: shared.leaveOut, models: profiles.map(\.name), call.configuration, seed: call.seed,
      threads: common.threadCount)
    var progress = Progress(common, unit: "epochs", isWriting: false)
    var began = monotonicSeconds()
    let policy = try trainer.train(resuming: shared.resume) { trainer, metrics, epoch throws(Failure) in
      var epoch = epoch
      let now = monotonicSeconds()
      epoch.seconds = ((now - began) * 1e6).rounded() / 1e6
      began = now
      call.log.write(.info, &epoch)
      progress.advance(note: metrics.summary)
      try shared.writeCheckpoint(of: trainer)
    }
    var header = policy.header
    try output.write(&header)
    for var layer in policy.network.layers { try output.write(&layer) }
  }
}
