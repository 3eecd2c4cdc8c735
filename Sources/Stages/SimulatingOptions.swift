import ArgumentParser
import StreamIO

/// The options of `simulate` that all problems take.
public struct SimulatingOptions: ParsableArguments, Sendable {
  @Option(help: "Controllers to run, comma-separated.", transform: { $0.split(at: ",", omitsEmpty: true) })
  public var controllers: [String]?

  public init() {}
}
