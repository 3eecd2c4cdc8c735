import Records
import StreamIO
import Testing

@testable import Learning

/// Networks against PyTorch on its own weights (reference/network.py).
@Suite struct NetworkReferenceTests {
  private func values(_ name: String) -> [Double] { networkReference[name] ?? [] }
  private func floats(_ name: String) -> ContiguousArray<Float> { ContiguousArray(values(name).map { Float($0) }) }

  static let cases = ["silu", "relu"]

  private func shape(_ name: String) -> NetworkShape {
    name == "silu"
      ? NetworkShape(
        inputs: 7, hidden: [18, 9], activation: .silu, hasLinearSkip: true,
        heads: [NetworkHead(name: "leads", outputs: 5, loss: .smoothL1)])
      : NetworkShape(
        inputs: 4, hidden: [17, 12], activation: .relu,
        heads: [
          NetworkHead(name: "model", outputs: 7, loss: .crossEntropy),
          NetworkHead(name: "charge", outputs: 1, loss: .binaryCrossEntropy, weight: 0.5),
        ])
  }

  private func options(_ name: String) -> TrainingOptions {
    name == "silu"
      ? TrainingOptions(optimiser: .adamw, learningRate: 0.01, weightDecay: 0.1)
      : TrainingOptions(optimiser: .adam, learningRate: 0.01, weightDecay: 0.05)
  }

  private func network(_ name: String) throws -> DenseNetwork {
    var rest = values("\(name).weights")[...]
    let blank = DenseNetwork(shape(name), seed: 1)
    let layers = blank.layers.map { layer in
      let count = layer.shape.reduce(1, *)
      defer { rest = rest.dropFirst(count) }
      return Layer(name: layer.name, shape: layer.shape, weights: Array(rest.prefix(count)))
    }
    #expect(rest.isEmpty)
    return try DenseNetwork(shape(name), layers: layers)
  }

  private func examples(_ name: String) -> Examples {
    let shape = shape(name)
    var examples = Examples(inputs: shape.inputs, outputs: shape.outputs)
    let (features, targets) = (floats("\(name).features"), floats("\(name).targets"))
    for row in 0..<(features.count / shape.inputs) {
      examples.append(
        features: features[(row * shape.inputs)..<((row + 1) * shape.inputs)],
        targets: targets[(row * shape.outputs)..<((row + 1) * shape.outputs)])
    }
    return examples
  }

  private func flat(_ network: DenseNetwork) -> [Double] { network.layers.flatMap(\.weights) }

  @Test(arguments: cases)
  func outputsAndLossesAreTheirs(_ name: String) throws {
    let (network, examples) = (try network(name), examples(name))
    #expect(examples.rows == 37)
    let outputs = network.evaluate(rows: examples.features)
    #expect(largestDifference(outputs.map(Double.init), values("\(name).outputs")) < 2e-6)

    // One row alone gets the same, to the bit.
    let (inputs, width) = (network.shape.inputs, network.shape.outputs)
    var single = ContiguousArray<Float>(repeating: 0, count: width)
    for row in 0..<examples.rows {
      let features = ContiguousArray(examples.features[(row * inputs)..<((row + 1) * inputs)])
      var answer = single.mutableSpan
      network.evaluate(features.span, into: &answer)
      #expect(single == ContiguousArray(outputs[(row * width)..<((row + 1) * width)]))
    }

    let trainer = try NetworkTrainer(network, TrainingOptions(), training: examples, validation: examples, seed: 1)
    let metrics = try trainer.runEpoch()
    #expect(largestDifference(metrics.trainLossByHead, values("\(name).losses")) < 1e-6)
  }

  @Test(arguments: cases)
  func gradientsAreTheirs(_ name: String) throws {
    let (network, examples) = (try network(name), examples(name))
    let pass = NetworkPass(network.shape, network.layout)
    for (i, value) in examples.features.enumerated() { pass.inputs.base[i] = value }
    for (i, value) in examples.targets.enumerated() { pass.targets.base[i] = value }
    let (parameters, gradient) = (AlignedFloats(network.layout.count), AlignedFloats(network.layout.count))
    parameters.assign(network.parameters)
    let transposed = network.layout.roomForTransposed()
    network.layout.transpose(parameters.base, into: transposed)
    pass.forward(parameters.base, rows: examples.rows, notesSlopes: true)
    var sums = LossSums(network.shape)
    pass.losses(&sums, rows: examples.rows, rowsOfMean: examples.rows)
    pass.backward(transposed: transposed, rows: examples.rows, into: gradient.base)
    var result = network
    result.parameters = gradient.array
    #expect(largestDifference(flat(result), values("\(name).gradient")) < 1e-6)
  }

  /// One batch holds all rows, so that their order is no matter.
  @Test(arguments: cases)
  func stepsAreTheirs(_ name: String) throws {
    let trainer = try NetworkTrainer(
      network(name), options(name), training: examples(name), validation: Examples(inputs: 0, outputs: 0), seed: 1)
    try trainer.runEpoch()
    #expect(largestDifference(flat(trainer.network), values("\(name).step1")) < 2e-6)
    try trainer.runEpoch()
    try trainer.runEpoch()
    #expect(largestDifference(flat(trainer.network), values("\(name).step3")) < 5e-6)
    #expect(largestDifference(flat(trainer.network), values("\(name).step1")) > 1e-3)
  }

  @Test func oneCycleIsTheirs() {
    let schedule = LearningRateSchedule(
      TrainingOptions(learningRate: 0.002, schedule: .oneCycle, epochs: 47), stepsPerEpoch: 1)
    let rates = (0..<47).map { schedule.rate(step: $0) }
    #expect(values("one_cycle.rate").count == 47)
    #expect(largestDifference(rates.map(\.learningRate), values("one_cycle.rate")) < 1e-11)
    #expect(largestDifference(rates.map(\.firstDecay), values("one_cycle.decay")) < 1e-9)
  }

  @Test func plateauIsTheirs() {
    var schedule = LearningRateSchedule(TrainingOptions(learningRate: 0.01, schedule: .plateau), stepsPerEpoch: 1)
    let rates = values("plateau.loss").map { loss in
      defer { schedule.endEpoch(loss) }
      return schedule.rate(step: 0).learningRate
    }
    #expect(rates.count == 60 && Set(rates).count > 3)
    #expect(largestDifference(rates, values("plateau.rate")) < 1e-11)
  }

  @Test func shortCyclesAreFinite() {
    for epochs in 1...8 {
      let schedule = LearningRateSchedule(TrainingOptions(schedule: .oneCycle, epochs: epochs), stepsPerEpoch: 1)
      for step in 0..<epochs {
        let rate = schedule.rate(step: step)
        #expect(rate.learningRate > 0 && rate.learningRate <= 0.001 && (0.85...0.95).contains(rate.firstDecay))
      }
    }
  }
}
