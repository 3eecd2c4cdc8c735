import Forecasting
import Foundation
import GridData
import Learning
import Randomness
import Records
import StreamIO

/// A network, how it is trained, and on what: what train_peers.py compares with PyTorch.
private struct TrainingBenchmark {
  let network: DenseNetwork
  let options: TrainingOptions
  let training, validation: Examples

  /// - Parameters:
  ///   - name: "forecast" (the forecast's network on a grid stream) or "policy" (the original study's shape on drawn rows).
  ///   - epochs: nil for the usual number.
  init(_ name: String, _ path: String, epochs: Int?, seed: UInt64) throws {
    if name == "forecast" {
      var settings = ForecastTraining()
      settings.dropout = 0
      settings.options.epochs = epochs ?? settings.options.epochs
      let trainer = try ForecastTrainer(on: readGrid(path), settings, seed: 1).trainer
      (training, validation, options) = (trainer.training, trainer.validation, settings.options)
      network = DenseNetwork(trainer.shape, seed: seed)  // begun as PyTorch's, not at the ridge
    } else {
      options = TrainingOptions(epochs: epochs ?? 20, batch: 512)
      (training, validation) = (policyLike(rows: 20_000, seed: 1), policyLike(rows: 4_000, seed: 2))
      network = DenseNetwork(
        NetworkShape(
          inputs: 4, hidden: [64, 32, 16], activation: .relu, dropout: 0.2,
          heads: [
            NetworkHead(name: "model", outputs: 7, loss: .crossEntropy),
            NetworkHead(name: "charge", outputs: 1, loss: .binaryCrossEntropy),
          ]), seed: seed)
    }
  }
}

private func readGrid(_ path: String) throws -> [ForecastSeries] {
  var assembler = SeriesAssembler()
  let lines = try LineReader(path: path)
  var days = RecordReader<Series>(lines)
  while try days.next() { try assembler.add(days.record, at: Place(file: path, line: lines.lineNumber)) }
  return assembler.series
}

/// Rows of four shares, seven classes in bands that mix at their edges, and a choice that mostly follows two of them.
private func policyLike(rows: Int, seed: UInt64) -> Examples {
  var random = RandomStream(seed: seed, "policy-like rows")
  var examples = Examples(inputs: 4, outputs: 8)
  for _ in 0..<rows {
    let x = (0..<4).map { _ in random.uniform(in: -1.7...1.7) }
    let level = 3.5 + 1.4 * x[0] + x[1] * x[2] + 0.3 * random.normal()
    let (kind, mix) = (min(6, max(0, Int(level))), random.unit() < 0.3 ? random.unit() : 1)
    var targets = [Float](repeating: 0, count: 8)
    targets[kind] += Float(mix)
    targets[min(6, kind + 1)] += Float(1 - mix)
    targets[7] = x[1] - x[0] + 0.5 * random.normal() > 0 ? 1 : 0
    examples.append(features: x.map { Float($0) }, targets: targets)
  }
  return examples
}

/// Writes the rows for PyTorch: four 32-bit counts (inputs, outputs, rows to train on, rows to validate), then 32-bit
/// numbers, features and targets to train on, features and targets to validate.
func writeExamples(_ name: String, _ path: String) throws {
  let benchmark = try TrainingBenchmark(name, path, epochs: nil, seed: 1)
  var data = Data()
  func append<Number>(_ numbers: ContiguousArray<Number>) { numbers.withUnsafeBytes { data.append(contentsOf: $0) } }
  let (training, validation) = (benchmark.training, benchmark.validation)
  append(ContiguousArray([training.inputs, training.outputs, training.rows, validation.rows].map { Int32($0) }))
  for numbers in [training.features, training.targets, validation.features, validation.targets] { append(numbers) }
  FileHandle.standardOutput.write(data)
}

/// Trains and says what it took and how it ended, as a line of JSON.
func trainNetwork(_ name: String, _ path: String, threads: Int, epochs: Int, seed: UInt64) throws {
  let benchmark = try TrainingBenchmark(name, path, epochs: epochs, seed: seed)
  let trainer = try NetworkTrainer(
    benchmark.network, benchmark.options, training: benchmark.training, validation: benchmark.validation, seed: seed,
    threads: threads)
  func clock(_ id: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(id, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let (cpu, wall) = (clock(CLOCK_PROCESS_CPUTIME_ID), clock(CLOCK_MONOTONIC))
  var metrics: EpochMetrics?
  for _ in 0..<epochs { metrics = try trainer.runEpoch() }
  print(
    "{\"cpu\": \(clock(CLOCK_PROCESS_CPUTIME_ID) - cpu), \"wall\": \(clock(CLOCK_MONOTONIC) - wall), "
      + "\"loss\": \(metrics?.validationLoss ?? 0)}")
}

/// Fits the ridge forecast, features and all, and says what it took.
func trainRidge(_ path: String) throws {
  let series = try readGrid(path)
  let time = try seconds { _ = try ForecastNetwork.trainRidge(on: series) }
  print("{\"cpu\": \(time)}")
}
