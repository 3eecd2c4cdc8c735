import CommandSupport
import Learning
import Records
import Simulation
import StreamIO

/// Runs a list of controllers on one scenario after another.
struct ControllerBatch: Sendable {
  private let entries: [(name: String, entry: ControllerEntry)]
  private let naive: ControllerEntry
  private let inputs: ControllerInputs
  private let models: [ModelProfile]
  private let modelsDigest: String
  private let overheads: Overheads
  private let trace: TraceSelection?

  /// - Throws: `Failure` where a name is unknown, or a controller that learned is asked for without its network.
  init(
    _ configuration: SimulateConfiguration, networks: [String], policies: [String], models: [PowerProfile],
    trace: TraceSelection?
  ) throws(Failure) {
    self.models = models.map(ModelProfile.init)
    modelsDigest = PlanDigest.digest(of: self.models)
    overheads = configuration.overheads.values
    func entry(_ name: String) throws(Failure) -> ControllerEntry {
      do throws(InvalidRun) {
        return try ControllerRegistry.entry(named: name)
      } catch {
        let near = nearestName(to: name, among: ControllerRegistry.names)
        throw Failure(.usage, error.description + (near.map { "; did you mean \($0)?" } ?? ""))
      }
    }
    guard !configuration.controllers.isEmpty else {
      throw Failure(
        .usage, "no controller to run; there are \(ControllerRegistry.entries.map(\.name).joined(separator: ", "))")
    }
    var entries: [(name: String, entry: ControllerEntry)] = []
    for name in configuration.controllers {
      let entry = try entry(name)
      if entries.contains(where: { $0.name.exact == entry.name.exact }) {
        throw Failure(.usage, "the controller \"\(entry.name)\" is named twice; once is enough")
      }
      entries.append((entry.name, entry))
    }
    self.entries = entries
    self.trace = try trace.map { trace throws(Failure) in try trace.resolved(among: entries.map(\.name)) }
    naive = try entry("naive")
    var inputs = ControllerInputs()
    inputs.chargeBelow = configuration.naive.chargeBelow
    inputs.chargeAbove = configuration.policy.chargeAbove
    inputs.threshold.quantile = configuration.threshold.quantile
    inputs.threshold.floor = configuration.threshold.floor
    if !networks.isEmpty {
      let networks = try networks.map { path throws(Failure) in try ForecastNetwork.read(path: path) }
      let parameters = configuration.forecast
      inputs.forecast = try LearnedForecast(networks, priorHours: parameters.priorHours, shading: parameters.shading)
      inputs.fixedForecast = try LearnedForecast(networks, priorHours: nil, shading: parameters.shading)
    }
    for path in policies {
      let policy = try PolicyNetwork.read(path: path)
      if policy.isRelabelled { inputs.relabelledPolicy = policy } else { inputs.policy = policy }
    }
    self.inputs = inputs
    for (name, entry) in entries {
      guard let needed = entry.need.option(missingIn: inputs) else { continue }
      throw Failure(.usage, "the controller \(name) needs \(needed); or name others with --controllers")
    }
  }

  /// One run per controller, in their order; a run that cannot be made says why. Traces go to the second stream.
  ///
  /// - Throws: `Failure` (bug) where a run beats the bound that was proved for its scenario.
  func runs(_ scenario: Scenario, to output: OutputLines) throws(Failure) -> [Run] {
    let engine: Engine
    let judge: RunJudge
    do throws(InvalidRun) {
      engine = try Engine(
        setup: Setup(scenario, models: models, overheads: overheads),
        signal: GridSignal(
          carbonFree: scenario.carbonFree, gramsPerKilowattHour: scenario.carbonGramsPerKwh, history: scenario.history,
          forecast: scenario.forecastCarbonFree ?? [], forecastLeadSeconds: scenario.forecastLeadSeconds))
      judge = try RunJudge(scenario, engine: engine, naive: naive, modelsDigest: modelsDigest)
    } catch {
      return entries.map { failed($0.name, scenario, error) }
    }
    try judge.checkNaive()
    var inputs = inputs
    inputs.hindsight = scenario.carbonFree
    if let plan = judge.plan {
      inputs.plan = plan.counts
      inputs.planPrices = plan.prices
    }
    return try entries.map { entry throws(Failure) in
      try run(entry.name, entry.entry, scenario, engine, inputs, judge, output)
    }
  }

  private func run(
    _ name: String, _ entry: ControllerEntry, _ scenario: Scenario, _ engine: Engine, _ inputs: ControllerInputs,
    _ judge: RunJudge, _ output: OutputLines
  ) throws(Failure) -> Run {
    let ledger: Ledger
    do throws(InvalidRun) {
      if let trace, trace.controllers?.contains(name) ?? true {
        let lines = TraceLines(
          trace.step, of: scenario, controller: name, models: models, planPrices: judge.plan?.prices ?? [], to: output)
        ledger = try entry.run(engine, inputs, tracing: trace.step, every: trace.every, emit: lines.add)
      } else {
        ledger = try entry.run(engine, inputs)
      }
      guard ledger.utility.isFinite, ledger.carbonGrams.isFinite else {
        throw InvalidRun("its reward or carbon is beyond any number; smaller weights and intensities can be simulated")
      }
    } catch {
      return failed(name, scenario, error)
    }
    var run = Run(ledger, of: scenario, controller: name)
    try judge.judge(&run, ledger)
    return run
  }

  private func failed(_ name: String, _ scenario: Scenario, _ error: InvalidRun) -> Run {
    var run = Run()
    run.id = scenario.id
    run.controller = name
    run.status = .failed
    run.reason = error.description
    run.regretReason = "the run failed"
    return run
  }
}

extension ControllerNeed {
  /// The option that would give what is missing; a scenario brings its plan and its forecast itself, or
  /// its run says that it does not.
  fileprivate func option(missingIn inputs: ControllerInputs) -> String? {
    switch self {
    case .nothing, .givenForecast, .hindsight: nil
    case .network: inputs.forecast == nil ? "--network, a file from trainnet" : nil
    case .policy: inputs.policy == nil ? "--policy, a file from trainnet --task policy" : nil
    case .relabelledPolicy:
      inputs.relabelledPolicy == nil ? "--policy, a file from trainnet --task policy --relabel" : nil
    }
  }
}
