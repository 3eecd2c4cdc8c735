import Foundation
import Randomness
import Records
import StreamIO
import Testing

@testable import Learning

@Suite struct NetworkTrainerTests {
  private static let shape = NetworkShape(
    inputs: 3, hidden: [20, 10], activation: .silu, dropout: 0.1, hasLinearSkip: true,
    heads: [
      NetworkHead(name: "level", outputs: 2, loss: .smoothL1),
      NetworkHead(name: "class", outputs: 3, loss: .crossEntropy, weight: 0.5),
      NetworkHead(name: "flag", outputs: 1, loss: .binaryCrossEntropy),
    ])
  private static let training = examples(rows: 333, seed: 1)
  private static let validation = examples(rows: 71, seed: 2)

  /// A rule with a product in it, which no linear map finds.
  private static func examples(rows: Int, seed: UInt64) -> Examples {
    var random = RandomStream(seed: seed, "trainer tests")
    var examples = Examples(inputs: 3, outputs: 6)
    for _ in 0..<rows {
      let x = (0..<3).map { _ in Float(random.normal()) }
      let product = x[0] * x[1]
      let kind = product > 0.3 ? 0 : product < -0.3 ? 1 : 2
      examples.append(
        features: x,
        targets: [product, x[2] - x[0], kind == 0 ? 1 : 0, kind == 1 ? 1 : 0, kind == 2 ? 1 : 0, x[1] > 0 ? 1 : 0])
    }
    return examples
  }

  private func trainer(
    _ options: TrainingOptions, threads: Int = 1, seed: UInt64 = 3, shape: NetworkShape = shape,
    training: Examples = training, validation: Examples = validation
  ) throws -> NetworkTrainer {
    try NetworkTrainer(
      DenseNetwork(shape, seed: seed), options, training: training, validation: validation, seed: seed, threads: threads)
  }

  @Test func threadsChangeNothing() throws {
    var found: [([EpochMetrics], ContiguousArray<Float>)] = []
    for threads in [1, 2, 5] {
      let trainer = try trainer(TrainingOptions(optimiser: .adamw, epochs: 4, batch: 200), threads: threads)
      let metrics = try (0..<4).map { _ in try trainer.runEpoch() }
      found.append((metrics, trainer.network.parameters))
    }
    #expect(found[0] == found[1] && found[0] == found[2])
  }

  @Test func itLearnsWhatNoLinearMapFinds() throws {
    let options = TrainingOptions(optimiser: .adamw, learningRate: 0.01, schedule: .oneCycle, epochs: 40, batch: 64)
    var shape = Self.shape
    shape.dropout = 0
    let deep = try trainer(options, shape: shape)
    shape.hidden = []
    let linear = try trainer(options, shape: shape)
    while !deep.isFinished { try deep.runEpoch() }
    while !linear.isFinished { try linear.runEpoch() }
    let (a, b) = (try #require(deep.bestLoss), try #require(linear.bestLoss))
    #expect(a < 0.5 * b, "\(a) against \(b)")
    #expect(deep.bestEpoch > 10 && linear.epochsDone == 40)
  }

  @Test(arguments: Schedule.allCases)
  func resumedIsUninterrupted(_ schedule: Schedule) throws {
    let options = TrainingOptions(
      optimiser: .adamw, learningRate: 0.02, weightDecay: 0.01, schedule: schedule, epochs: 14, batch: 128, patience: 13)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trainer-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    let whole = try trainer(options)
    for epoch in 1...14 where !whole.isFinished {
      try whole.runEpoch()
      if epoch == 6 { try whole.writeCheckpoint(to: path("half")) }
    }
    try whole.writeCheckpoint(to: path("whole"))
    let rest = try trainer(options, threads: 2)
    try rest.resume(from: path("half"))
    #expect(rest.epochsDone == 6)
    while !rest.isFinished { try rest.runEpoch() }
    try rest.writeCheckpoint(to: path("rest"))
    #expect(rest.best == whole.best && rest.bestEpoch == whole.bestEpoch)
    #expect(rest.curve == whole.curve && whole.curve.epoch == Array(1...14) && Set(whole.curve.round) == [0])
    let least = whole.curve.validationLoss.min() ?? .nan
    #expect(whole.curve.validationLoss.firstIndex(of: least) == whole.bestEpoch - 1 && abs(least - (whole.bestLoss ?? 0)) < 1e-6)
    let (a, b) = (try Data(contentsOf: URL(fileURLWithPath: path("whole"))), try Data(contentsOf: URL(fileURLWithPath: path("rest"))))
    #expect(a == b && a.count > 1000)

    func refusal(_ trainer: NetworkTrainer) -> String {
      do { try trainer.resume(from: path("half")) } catch { return "\(error)" }
      return ""
    }
    #expect(try refusal(self.trainer(options, seed: 4)).contains("of seed 3, not 4"))
    var other = options
    other.learningRate = 0.03
    #expect(try refusal(self.trainer(other)).contains("\"learning_rate\":0.03"))
    #expect(try refusal(self.trainer(options, training: Self.examples(rows: 333, seed: 9))).contains("of other examples"))
    var shape = Self.shape
    shape.hidden = [20]
    #expect(try refusal(self.trainer(options, shape: shape)).contains("is of a network"))
  }

  @Test func divergenceIsToldAndTheBestStays() throws {
    let trainer = try trainer(TrainingOptions(learningRate: 1e38, epochs: 5, batch: 64))
    var message = ""
    do { while !trainer.isFinished { try trainer.runEpoch() } } catch { message = "\(error)" }
    #expect(message.hasPrefix("training diverged in epoch 1: "))
    #expect(trainer.best.parameters.allSatisfy { $0.isFinite })
  }

  @Test func patienceEndsAndTheBestIsKept() throws {
    let trainer = try trainer(TrainingOptions(learningRate: 0.05, epochs: 400, batch: 64, patience: 5))
    var losses: [Double] = []
    while !trainer.isFinished { losses.append(try trainer.runEpoch().validationLoss ?? .infinity) }
    #expect(losses.count < 400 && losses.count == trainer.bestEpoch + 5)
    #expect(losses.min() == losses[trainer.bestEpoch - 1] && trainer.bestLoss == losses.min())
  }

  @Test func faultsAreNamed() throws {
    func message(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)" }
      return ""
    }
    let nothing = Examples(inputs: 3, outputs: 6)
    #expect(message { _ = try trainer(TrainingOptions(), training: nothing) } == "no examples to train on")
    var broken = Self.training
    broken.append(features: [1, .nan, 2], targets: [0, 0, 1, 0, 0, 1])
    #expect(message { _ = try trainer(TrainingOptions(), training: broken) }.contains("not all finite"))
    let layers = DenseNetwork(Self.shape, seed: 1).layers
    #expect(message { _ = try DenseNetwork(Self.shape, layers: Array(layers.dropFirst())) }.contains("no layer \"hidden_1.weight\""))
    #expect(message { _ = try DenseNetwork(Self.shape, layers: layers.map { Layer(name: $0.name, shape: $0.shape, weights: $0.weights.map { $0 * 1e300 }) }) }.contains("single precision"))
  }

  @Test func aNetworkIsItsLayers() throws {
    let network = DenseNetwork(Self.shape, seed: 8)
    #expect(try DenseNetwork(Self.shape, layers: network.layers) == network)
    #expect(network.layers.map(\.name) == [
      "hidden_1.weight", "hidden_1.bias", "hidden_2.weight", "hidden_2.bias", "output.weight", "output.bias", "skip.weight",
    ])
    for layer in network.layers.dropLast() {
      let inputs = layer.name.hasPrefix("hidden_1") ? 3.0 : layer.name.hasPrefix("hidden_2") ? 20 : 10
      let largest = layer.weights.reduce(0) { max($0, abs($1)) }
      #expect(largest <= 1 / inputs.squareRoot() && largest > 0.5 / inputs.squareRoot())
    }
    #expect(shortest(0.1) == 0.1 && Float(shortest(.leastNonzeroMagnitude)) == .leastNonzeroMagnitude)
  }
}
