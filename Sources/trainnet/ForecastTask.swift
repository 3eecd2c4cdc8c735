import Camera
import CommandSupport
import Forecasting
import GridData
import Learning
import Records
import StreamIO

extension Trainnet {
  /// Learns to forecast the grid.
  func trainForecast(_ call: Invocation<TrainnetConfiguration>) throws(Failure) {
    let settings = call.configuration
    let isNetwork = settings.architecture == .network
    if !isNetwork, let option = [("--checkpoint", checkpoint), ("--resume", resume)].first(where: { $0.1 != nil })?.0 {
      throw Failure(.usage, "\(option) is for networks, and a ridge needs none; --architecture network would be right")
    }
    let assembler = try readSeries()
    let network = isNetwork
      ? try trainNetwork(assembler.series, call)
      : try ForecastNetwork.trainRidge(on: assembler.series, leavingOut: leaveOut, penalty: settings.penalty, towards: settings.prior)
    if let score = network.validation {
      call.log.write(
        .info, "validated",
        [
          "rows": Double(score.rows), "rmse_1h": score.rootMeanSquareError[0],
          "rmse_1h_ar": score.autoregressiveError[0], "rmse_1h_persistence": score.persistenceError[0],
        ])
    }
    var output = try RecordOutput(common)
    var header = network.header(trainedOnModelled: trainedOnModelled(network, assembler))
    try output.write(&header)
    for var layer in network.layers { try output.write(&layer) }
    try output.finish()
  }

  private func trainNetwork(
    _ series: [ForecastSeries], _ call: Invocation<TrainnetConfiguration>
  ) throws(Failure) -> ForecastNetwork {
    let settings = call.configuration
    let forecast = try ForecastTrainer(
      on: series, leavingOut: leaveOut, penalty: settings.penalty, towards: settings.prior, settings.network, seed: call.seed,
      threads: common.threadCount, resuming: resume)
    let trainer = forecast.trainer
    var progress = Progress(common, unit: "epochs", total: trainer.options.epochs - trainer.epochsDone, isWriting: false)
    while !trainer.isFinished {
      let began = monotonicSeconds()
      let metrics = try trainer.runEpoch()
      var epoch = metrics.record(of: trainer.shape)
      epoch.leadRmseOverSigma = metrics.validationErrorByOutput
      epoch.seconds = ((monotonicSeconds() - began) * 1e6).rounded() / 1e6
      call.log.write(.info, &epoch)
      progress.advance(note: metrics.summary)
      try writeCheckpoint(of: trainer, every: settings.checkpointEvery)
    }
    return try forecast.network()
  }

  /// Where one is asked for and due.
  func writeCheckpoint(of trainer: NetworkTrainer, every epochs: Int) throws(Failure) {
    guard let checkpoint, trainer.isFinished || trainer.epochsDone % epochs == 0 else { return }
    try trainer.writeCheckpoint(to: checkpoint)
  }

  private func readSeries() throws(Failure) -> SeriesAssembler {
    var assembler = SeriesAssembler()
    var progress = Progress(common, unit: "records", isWriting: false)
    var invalid = InvalidRecords(input)
    try input.forEachInput(threads: common.threadCount) { lines throws(Failure) in
      var (day, scenario, spans) = (Series(), Scenario(), [FieldSpan]())
      while true {
        let isScenario: Bool
        do throws(Failure) {
          guard let line = try lines.next() else { break }
          isScenario = try lines.kind(of: line) == "scenario"
          if isScenario {
            try decodeLine(line, file: lines.name, number: lines.lineNumber, into: &scenario, spans: &spans, notesSpans: false)
          } else {
            try decodeLine(line, file: lines.name, number: lines.lineNumber, into: &day, spans: &spans, notesSpans: false)
          }
        } catch {
          try invalid.pass(error)
          continue
        }
        let place = Place(file: lines.name, line: lines.lineNumber)
        if isScenario { try assembler.add(scenario.window, at: place) } else { try assembler.add(day, at: place) }
        progress.advance()
      }
    }
    invalid.report()
    return assembler
  }

  private func trainedOnModelled(_ network: ForecastNetwork, _ assembler: SeriesAssembler) -> Bool {
    zip(assembler.series, assembler.isModelled).contains { series, isModelled in
      isModelled && network.trainingSeries.contains { $0.hasPrefix(series.zone + "/") }
    }
  }
}
