import ArgumentParser
import CommandSupport
import Learning
import StreamIO

/// The options of `trainnet` that all problems take, and forecasts too.
public struct LearningOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge on this zone (US-NY-NYIS), year (2023) or zone-year (US-NY-NYIS/2023), and learn from the others; "
        + "repeatable.", valueName: "name"))
  public var leaveOut: [String] = []

  @Option(help: ArgumentHelp("Most epochs that a network is trained for.", valueName: "n"))
  public var epochs: Int?

  @Option(help: ArgumentHelp("Write the state of a network's training to a file every few epochs, to resume from.", valueName: "file"))
  public var checkpoint: String?

  @Option(help: ArgumentHelp("Epochs between checkpoints.", valueName: "n"))
  public var checkpointEvery: Int?

  @Option(help: ArgumentHelp("Resume from a checkpoint, with the same input and options.", valueName: "file"))
  public var resume: String?

  public static let defaultCheckpointEvery = 10

  public init() {}

  public func validate() throws {
    if let epochs, !(1...1_000_000).contains(epochs) {
      throw ValidationError("--epochs is \(epochs); 1 to 1000000 are possible")
    }
    if let checkpointEvery, checkpointEvery < 1 {
      throw ValidationError("--checkpoint-every is \(checkpointEvery); at least 1 is needed")
    }
  }

  /// Writes a checkpoint where one is asked for and due.
  public func writeCheckpoint(of trainer: NetworkTrainer) throws(Failure) {
    let epochs = checkpointEvery ?? Self.defaultCheckpointEvery
    guard let checkpoint, trainer.isFinished || trainer.epochsDone % epochs == 0 else { return }
    try trainer.writeCheckpoint(to: checkpoint)
  }
}
