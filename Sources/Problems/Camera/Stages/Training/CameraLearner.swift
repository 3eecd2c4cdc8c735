import ArgumentParser
import Camera
import CommandSupport
import Forecasting
import Records
import Stages
import StreamIO

/// A policy that imitates the plans of cameras.
public struct CameraLearner: Learner {
  public static let problem: StaticString = "camera"
  public static let schemas = [RecordSchema(of: Network.self), RecordSchema(of: Layer.self)]
  public static let explanation = """
    --task policy reads scenarios with plans (from solve) and imitates them, as \
    the original study did: a network of two heads, the model to run and whether \
    to charge. With --relabel it also learns, round by round, what would have been \
    best in the states that it reaches by itself. The header says how many labels \
    it predicts, of plans left out and of its own states; simulate says what it \
    loses. Scenarios are held in memory: 13 kB for a week of hours, 155 kB for a \
    week of 5 minutes.
    """
  public static let examples = """
      trainnet --task policy --epochs 5 plans.ndjson.gz -o policy.ndjson.gz
    """

  @Option(
    help: ArgumentHelp(
      "Rounds in which a policy also learns what is best in the states that it reaches by itself.", valueName: "n"))
  var relabel: Int?

  @Option(
    help: "What a policy learns of charging: the share of an interval, or what is done at its start.")
  var chargeLabel: PolicyChargeLabel?

  @OptionGroup var models: ModelsOption

  public init() {}

  public func validate() throws {
    if let relabel, !(0...100).contains(relabel) {
      throw ValidationError("--relabel is \(relabel); 0 to 100 rounds are possible")
    }
  }

  public func resolve(_ configuration: PolicyTraining, _ shared: LearningOptions) -> PolicyTraining {
    var result = configuration
    result.chargeLabel = chargeLabel ?? result.chargeLabel
    result.relabelRounds = relabel ?? result.relabelRounds
    result.options.epochs = shared.epochs ?? result.options.epochs
    return result
  }

  public func prepare(_ call: StageCall<PolicyTraining, LearningOptions>) throws(Failure) -> any Lessons {
    try PolicyLessons(models.read { path throws(Failure) in try PowerProfile.read(path: path) }, call)
  }
}

extension CameraLearner: WindowSource {
  public func window(of line: UnsafeBufferPointer<UInt8>, file: String, number: Int) throws(Failure) -> SeriesWindow {
    var (scenario, spans) = (Scenario(), [FieldSpan]())
    try decodeLine(line, file: file, number: number, into: &scenario, spans: &spans, notesSpans: false)
    return scenario.window
  }
}

extension PolicyChargeLabel: ExpressibleByArgument {}
