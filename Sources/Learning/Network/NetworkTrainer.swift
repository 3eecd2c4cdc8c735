import Randomness
import Records
import StreamIO

/// Trains a network, an epoch a call.
///
/// Each batch is cut into chunks of 64 rows, whose gradients are added up in their order: the same examples, options and
/// seed give the same parameters on any number of threads.
public final class NetworkTrainer {
  public let shape: NetworkShape
  public let options: TrainingOptions
  public let seed: UInt64
  /// Epochs done.
  public internal(set) var epochsDone = 0
  /// The epoch with the lowest validation loss, and that loss; without validation examples the last one.
  public internal(set) var bestEpoch = 0
  public internal(set) var bestLoss: Double?
  public let training, validation: Examples
  /// What training in rounds before this one ended with; it stands in checkpoints, for rounds after it rest on it.
  public var earlierRounds: [DenseNetwork] = []
  /// Of all examples: what a checkpoint must be of.
  lazy var checksum: String = {
    var checksum = Checksum()
    for examples in [training, validation] {
      checksum.add(examples.features)
      checksum.add("\(examples.features.count)")
      checksum.add(examples.targets)
      checksum.add("\(examples.targets.count)")
    }
    return checksum.text
  }()
  /// How training went, in this round after those before it.
  public var curve = LearningCurve()
  let layout: NetworkLayout
  let parameters: AlignedFloats
  var adam: AdamState
  var schedule: LearningRateSchedule
  var bestParameters: ContiguousArray<Float>
  private let loop: ParallelLoop
  private let passes: [NetworkPass]
  /// Of the dense layers, for the way back.
  private let transposed: [AlignedFloats]
  /// A chunk's gradient after another's.
  private let gradients: AlignedFloats
  private var sums: [LossSums]
  private var order: ContiguousArray<Int32> = []

  /// - Parameters:
  ///   - network: what training begins with: `DenseNetwork(shape, seed:)`, or one that has already learned.
  ///   - validation: examples that only judge; may be empty.
  ///   - seed: of the order of rows and of dropout.
  /// - Throws: `Failure` (data) where there is no row to train on, or a number of the examples is not finite.
  public init(
    _ network: DenseNetwork, _ options: TrainingOptions, training: Examples, validation: Examples, seed: UInt64,
    threads: Int = 1
  ) throws(Failure) {
    (shape, layout, self.options, self.seed) = (network.shape, network.layout, options, seed)
    (self.training, self.validation) = (training, validation)
    for (examples, name) in [(training, "train"), (validation, "validate")] where examples.rows > 0 {
      guard examples.inputs == shape.inputs, examples.outputs == shape.outputs else {
        throw Failure(
          .bug, "rows of \(examples.inputs) features and \(examples.outputs) targets to \(name) a network of "
            + "\(shape.inputs) inputs and \(shape.outputs) outputs")
      }
      guard examples.features.allSatisfy(\.isFinite), examples.targets.allSatisfy(\.isFinite) else {
        throw Failure(.data, "the examples to \(name) on are not all finite")
      }
    }
    guard training.rows > 0 else { throw Failure(.data, "no examples to train on") }
    guard training.rows <= Int32.max else {
      throw Failure(.data, "\(training.rows) examples to train on; \(Int32.max) at most would be right")
    }
    let steps = (training.rows + options.batch - 1) / options.batch
    schedule = LearningRateSchedule(options, stepsPerEpoch: steps)
    adam = AdamState(count: layout.count)
    parameters = AlignedFloats(layout.count)
    parameters.assign(network.parameters)
    bestParameters = network.parameters
    loop = ParallelLoop(threads: threads)
    passes = (0..<loop.workers).map { [shape, layout] _ in NetworkPass(shape, layout) }
    transposed = layout.roomForTransposed()
    let chunks = Self.chunks(max(min(options.batch, training.rows), validation.rows))
    gradients = AlignedFloats(Self.chunks(min(options.batch, training.rows)) * layout.count)
    sums = Array(repeating: LossSums(shape), count: chunks)
  }

  /// The network as it is now.
  public var network: DenseNetwork { network(parameters.array) }

  /// The network with the lowest validation loss so far; without validation examples the present one.
  public var best: DenseNetwork { network(bestParameters) }

  private func network(_ parameters: ContiguousArray<Float>) -> DenseNetwork {
    var network = DenseNetwork(zeros: shape)
    network.parameters = parameters
    return network
  }

  /// Whether all epochs are done, or patience ran out.
  public var isFinished: Bool {
    epochsDone >= options.epochs || (options.patience > 0 && epochsDone - bestEpoch >= options.patience)
  }

  /// Goes through all rows once, in a new order.
  ///
  /// - Throws: `Failure` (data) where the loss or a parameter is no longer finite; what was best stays.
  @discardableResult public func runEpoch() throws(Failure) -> EpochMetrics {
    var metrics = EpochMetrics()
    epochsDone += 1
    metrics.epoch = epochsDone
    shuffle()
    var random = RandomStream(seed: seed, "trainer", "dropout", "\(epochsDone)")
    let mask = shape.dropout > 0
      ? DropoutMask(share: shape.dropout, layers: shape.hidden.count, key: random.next()) : nil

    var total = LossSums(shape)
    var first = 0
    while first < training.rows {
      let rate = schedule.rate(step: adam.steps)
      let rows = min(options.batch, training.rows - first)
      let sums = step(first: first, rows: rows, mask, rate)
      total += sums
      metrics.learningRate = rate.learningRate
      guard sums.total(shape.heads).isFinite else { throw diverged("the loss") }
      first += rows
    }
    guard parameters.isFinite else { throw diverged("a parameter") }
    (metrics.trainLoss, metrics.trainLossByHead) = (total.total(shape.heads), total.means)
    if let judged = judge() {
      let loss = judged.total(shape.heads)
      guard loss.isFinite else { throw diverged("the validation loss") }
      (metrics.validationLoss, metrics.validationLossByHead) = (loss, judged.means)
      metrics.validationErrorByOutput = judged.squares.map { ($0 / Double(judged.rows)).squareRoot() }
    }
    let loss = metrics.validationLoss ?? metrics.trainLoss
    schedule.endEpoch(loss)
    curve.append(
      round: earlierRounds.count, epoch: epochsDone, trainLoss: metrics.trainLoss, validationLoss: metrics.validationLoss)
    if metrics.validationLoss == nil || loss < bestLoss ?? .infinity {
      (bestEpoch, bestLoss) = (epochsDone, loss)
      bestParameters = parameters.array
    }
    return metrics
  }

  private func diverged(_ what: String) -> Failure {
    Failure(
      .data, "training diverged in epoch \(epochsDone): \(what) is not finite; a learning rate below "
        + "\(options.learningRate) would be right")
  }

  /// The epoch's order of rows, the same whatever epochs came before it in this process.
  private func shuffle() {
    var random = RandomStream(seed: seed, "trainer", "order", "\(epochsDone)")
    if order.isEmpty { order = ContiguousArray(repeating: 0, count: training.rows) }
    for i in order.indices {
      let other = random.index(below: i + 1)
      order[i] = order[other]
      order[other] = Int32(truncatingIfNeeded: i)
    }
  }

  private static func chunks(_ rows: Int) -> Int { (rows + NetworkPass.chunkRows - 1) / NetworkPass.chunkRows }

  /// A step of the optimiser on `rows` rows of the epoch's order.
  private func step(first: Int, rows: Int, _ mask: DropoutMask?, _ rate: StepRate) -> LossSums {
    layout.transpose(parameters.base, into: transposed)
    let chunks = Self.chunks(rows)
    sums.withUnsafeMutableBufferPointer { sums in
      // Bodies of one index write where no other does.
      nonisolated(unsafe) let sums = sums
      loop.run(chunks) { worker, chunk in
        let begin = chunk * NetworkPass.chunkRows
        let count = min(NetworkPass.chunkRows, rows - begin)
        let pass = passes[worker]
        training.gather(order, first + begin, count, pass)
        pass.forward(
          parameters.base, rows: count, notesSlopes: true,
          mask.map { NetworkPass.Dropout(mask: $0, firstRow: first + begin) })
        sums[chunk].reset()
        pass.losses(&sums[chunk], rows: count, rowsOfMean: rows)
        pass.backward(transposed: transposed, rows: count, into: gradients.base + chunk * layout.count)
      }
    }
    adam.step(parameters, gradients: gradients.base, count: chunks, options, rate)
    return total(chunks)
  }

  private func judge() -> LossSums? {
    guard validation.rows > 0 else { return nil }
    let chunks = Self.chunks(validation.rows)
    sums.withUnsafeMutableBufferPointer { sums in
      nonisolated(unsafe) let sums = sums
      loop.run(chunks) { worker, chunk in
        let begin = chunk * NetworkPass.chunkRows
        let count = min(NetworkPass.chunkRows, validation.rows - begin)
        let pass = passes[worker]
        validation.copy(begin, count, pass)
        pass.forward(parameters.base, rows: count, notesSlopes: false)
        sums[chunk].reset()
        pass.losses(&sums[chunk], rows: count, rowsOfMean: nil)
      }
    }
    return total(chunks)
  }

  private func total(_ chunks: Int) -> LossSums {
    var total = LossSums(shape)
    for chunk in 0..<chunks { total += sums[chunk] }
    return total
  }
}

extension Examples {
  /// Copies `count` rows, from place `first` of `order` on, to where a pass begins.
  fileprivate func gather(_ order: ContiguousArray<Int32>, _ first: Int, _ count: Int, _ pass: NetworkPass) {
    features.withUnsafeBufferPointer { features in
      targets.withUnsafeBufferPointer { targets in
        guard let features = features.baseAddress, let targets = targets.baseAddress else { return }
        for row in 0..<count {
          let from = Int(order[first + row])
          (pass.inputs.base + row * inputs).update(from: features + from * inputs, count: inputs)
          (pass.targets.base + row * outputs).update(from: targets + from * outputs, count: outputs)
        }
      }
    }
  }

  /// Copies `count` rows from `first` on.
  fileprivate func copy(_ first: Int, _ count: Int, _ pass: NetworkPass) {
    features.withUnsafeBufferPointer { features in
      targets.withUnsafeBufferPointer { targets in
        guard let features = features.baseAddress, let targets = targets.baseAddress else { return }
        pass.inputs.base.update(from: features + first * inputs, count: count * inputs)
        pass.targets.base.update(from: targets + first * outputs, count: count * outputs)
      }
    }
  }
}
