import CommandSupport
import Forecasting
import GridData
import Learning
import Records
import Stages
import StreamIO

extension Trainnet {
  /// Learns to forecast the grid.
  func trainForecast(_ call: Invocation<TrainnetConfiguration>, _ shared: LearningOptions) throws(Failure) {
    let settings = call.configuration
    let isNetwork = settings.architecture == .network
    if !isNetwork, let option = [("--checkpoint", shared.checkpoint), ("--resume", shared.resume)].first(where: { $0.1 != nil })?.0 {
      throw Failure(.usage, "\(option) is for networks, and a ridge needs none; --architecture network would be right")
    }
    let assembler = try readSeries()
    let network = isNetwork
      ? try trainNetwork(assembler.series, call, shared)
      : try ForecastNetwork.trainRidge(on: assembler.series, leavingOut: shared.leaveOut, penalty: settings.penalty, towards: settings.prior)
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
    _ series: [ForecastSeries], _ call: Invocation<TrainnetConfiguration>, _ shared: LearningOptions
  ) throws(Failure) -> ForecastNetwork {
    let settings = call.configuration
    let forecast = try ForecastTrainer(
      on: series, leavingOut: shared.leaveOut, penalty: settings.penalty, towards: settings.prior, settings.network, seed: call.seed,
      threads: common.threadCount, resuming: shared.resume)
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
      try shared.writeCheckpoint(of: trainer)
    }
    return try forecast.network()
  }

  private func readSeries() throws(Failure) -> SeriesAssembler {
    let dispatch = problems.dispatch(stage: Self.name)
    var assembler = SeriesAssembler()
    var progress = Progress(common, unit: "records", isWriting: false)
    var invalid = InvalidRecords(input)
    try input.forEachInput(threads: common.threadCount) { lines throws(Failure) in
      var (day, spans) = (Series(), [FieldSpan]())
      while true {
        var window: SeriesWindow?
        do throws(Failure) {
          guard let bytes = try lines.next() else { break }
          let line = InputLine(bytes, file: lines.name, number: lines.lineNumber)
          if try lines.kind(of: bytes) == "scenario" {
            window = try readWindow(line, dispatch)
          } else {
            try decodeLine(bytes, file: line.file, number: line.number, into: &day, spans: &spans, notesSpans: false)
          }
        } catch {
          try invalid.pass(error)
          continue
        }
        let place = Place(file: lines.name, line: lines.lineNumber)
        if let window { try assembler.add(window, at: place) } else { try assembler.add(day, at: place) }
        progress.advance()
      }
    }
    invalid.report()
    return assembler
  }

  /// The grid of a scenario, whose problem knows where it stands.
  private func readWindow(_ line: InputLine, _ dispatch: ProblemDispatch<any ProblemStage>) throws(Failure) -> SeriesWindow {
    guard let problem = try dispatch.part(of: line) as? any WindowSource else {
      throw Failure(.data, "a scenario of this problem holds no grid to forecast", at: line.place)
    }
    return try problem.window(of: line.bytes, file: line.file, number: line.number)
  }

  private func trainedOnModelled(_ network: ForecastNetwork, _ assembler: SeriesAssembler) -> Bool {
    zip(assembler.series, assembler.isModelled).contains { series, isModelled in
      isModelled && network.trainingSeries.contains { $0.hasPrefix(series.zone + "/") }
    }
  }
}
