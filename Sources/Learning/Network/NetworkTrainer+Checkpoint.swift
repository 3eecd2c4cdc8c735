import Records
import StreamIO

extension NetworkTrainer {
  /// Writes all that training goes on from, as a file that appears whole or not at all.
  public func writeCheckpoint(to path: String) throws(Failure) {
    let sink = try ByteSink(path: path, format: .gzip)
    var header = Checkpoint()
    (header.shape, header.options, header.seed) = (shape, options, Int(bitPattern: UInt(seed)))
    header.dataChecksum = checksum
    (header.epoch, header.steps) = (epochsDone, adam.steps)
    (header.bestEpoch, header.bestLoss) = (bestEpoch, bestLoss)
    header.learningCurve = curve
    header.plateauLearningRate = schedule.plateau.learningRate
    header.plateauBest = schedule.plateau.best.isFinite ? schedule.plateau.best : nil
    header.plateauBadEpochs = schedule.plateau.badEpochs
    var vectors = [
      ("parameters", parameters.array), ("first_moment", adam.firstMoment.array),
      ("second_moment", adam.secondMoment.array), ("best_parameters", bestParameters),
    ]
    for (round, network) in earlierRounds.enumerated() { vectors.append(("round_\(round)", network.parameters)) }
    header.layers = vectors.count
    var writer = JSONWriter(capacity: 1 << 16)
    writer.writeLine(&header)
    try sink.write(record: writer.bytes)
    for (name, values) in vectors {
      var layer = Layer(name: name, shape: [values.count], weights: values.map(shortest))
      writer.removeAll()
      writer.writeLine(&layer)
      try sink.write(record: writer.bytes)
    }
    try sink.finish()
  }

  /// Goes on where a checkpoint was written: what follows is as if training had never stopped.
  ///
  /// - Throws: `Failure` (data) where it is of another network, other options, another seed or other examples.
  public func resume(from path: String) throws(Failure) {
    let (header, layers) = try Self.read(path)
    let place = Place(file: path, line: 1)
    try same(header.shape, shape, "a network", at: place)
    try same(header.options, options, "training", at: place)
    guard header.seed == Int(bitPattern: UInt(seed)) else {
      throw Failure(
        .data, "the checkpoint is of seed \(header.seed), not \(Int(bitPattern: UInt(seed))); the same would be right", at: place)
    }
    guard header.dataChecksum == checksum else {
      throw Failure(.data, "the checkpoint is of other examples; the same input and what is left out would be right", at: place)
    }
    func vector(_ name: String) throws(Failure) -> ContiguousArray<Float> {
      try Self.vector(name, count: layout.count, layers, path)
    }
    parameters.assign(try vector("parameters"))
    adam.firstMoment.assign(try vector("first_moment"))
    adam.secondMoment.assign(try vector("second_moment"))
    bestParameters = try vector("best_parameters")
    adam.steps = header.steps
    (epochsDone, bestEpoch, bestLoss) = (header.epoch, header.bestEpoch, header.bestLoss)
    curve = header.learningCurve
    schedule.plateau = LearningRateSchedule.Plateau(
      learningRate: header.plateauLearningRate, best: header.plateauBest ?? .infinity,
      badEpochs: header.plateauBadEpochs)
  }

  /// The earlier rounds that a checkpoint's training rests on.
  ///
  /// - Throws: `Failure` (data) where it is of networks of another shape.
  public static func earlierRounds(ofCheckpoint path: String, _ shape: NetworkShape) throws(Failure) -> [DenseNetwork] {
    let (_, layers) = try read(path)
    var rounds: [DenseNetwork] = []
    while layers.contains(where: { $0.name == "round_\(rounds.count)" }) {
      var network = DenseNetwork(zeros: shape)
      network.parameters = try vector("round_\(rounds.count)", count: network.layout.count, layers, path)
      rounds.append(network)
    }
    return rounds
  }

  private static func read(_ path: String) throws(Failure) -> (Checkpoint, [Layer]) {
    let lines = try LineReader(path: path)
    var headers = RecordReader<Checkpoint>(lines)
    guard try headers.next() else {
      throw Failure(.data, "no checkpoint in this file; one written by --checkpoint is expected", at: Place(file: lines.name))
    }
    var records = RecordReader<Layer>(lines)
    var layers: [Layer] = []
    while try records.next() { layers.append(records.record) }
    return (headers.record, layers)
  }

  private static func vector(
    _ name: String, count: Int, _ layers: [Layer], _ path: String
  ) throws(Failure) -> ContiguousArray<Float> {
    do throws(Failure) {
      let values = ContiguousArray(try layers.weights(name, shape: [count]).map { Float($0) })
      if values.allSatisfy(\.isFinite) { return values }
      throw Failure(.data, "\(name) is beyond the range of single precision")
    } catch { throw error.placed(Place(file: path)) }
  }

  private func same<R: Record & Equatable>(
    _ found: R, _ expected: R, _ what: String, at place: Place
  ) throws(Failure) {
    guard found != expected else { return }
    func text(_ record: R) -> String {
      var record = record
      var writer = JSONWriter()
      writer.write(record: &record)
      return writer.text
    }
    throw Failure(
      .data, "the checkpoint is of \(what) \(text(found)), not \(text(expected)); the same would be right", at: place)
  }
}
