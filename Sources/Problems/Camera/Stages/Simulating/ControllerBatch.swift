import Camera
import CommandSupport
import Forecasting
import Records
import Stages
import StreamIO

/// Runs a list of controllers on one scenario after another.
struct ControllerBatch: Sendable {
  private let contenders: [(contender: Contender, parameters: Group?, inputs: ControllerInputs)]
  private let naive: ControllerEntry
  private let models: [ModelProfile]
  private let modelsDigest: String
  private let overheads: Overheads
  private let trace: TraceSelection?

  /// - Throws: `Failure` where a name is unknown, or a controller that learned is asked for without its network.
  init(
    _ configuration: SimulateConfiguration, sweeps: [Sweep], networks: [String], policies: [String],
    models: [PowerProfile], trace: TraceSelection?
  ) throws(Failure) {
    self.models = models.map(ModelProfile.init)
    modelsDigest = PlanDigest.digest(of: self.models)
    overheads = configuration.overheads.values
    func entry(_ name: String) throws(Failure) -> ControllerEntry {
      do throws(InvalidSetup) {
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
    var contenders: [Contender] = []
    for name in configuration.controllers { contenders += try Contender.all(of: entry(name), configuration, sweeps) }
    for (index, contender) in contenders.enumerated() where contenders[..<index].contains(where: { $0.name.exact == contender.name.exact }) {
      throw Failure(.usage, "the controller \"\(contender.name)\" is named twice; once is enough")
    }
    for sweep in sweeps where !contenders.contains(where: { $0.entry.parameters.contains(sweep.path) }) {
      let users = ControllerRegistry.parameters.first { $0.path == sweep.path }?.controllers ?? []
      throw Failure(
        .usage, "--sweep \(sweep.path): no controller that runs has this parameter; name \(users.joined(separator: " or ")) "
          + "with --controllers")
    }
    self.trace = try trace.map { trace throws(Failure) in try trace.resolved(among: contenders.map(\.name)) }
    naive = try entry("naive")
    let learned = try LearnedInputs(networks: networks, policies: policies)
    self.contenders = try contenders.map { contender throws(Failure) in
      let inputs = try learned.inputs(contender.configuration)
      if let needed = contender.entry.need.option(missingIn: inputs) {
        throw Failure(.usage, "the controller \(contender.name) needs \(needed); or name others with --controllers")
      }
      return (contender, contender.parameters, inputs)
    }
  }

  /// One run per controller, in their order; a run that cannot be made says why. Traces go to the second stream.
  ///
  /// - Throws: `Failure` (bug) where a run beats the bound that was proved for its scenario.
  func runs(_ scenario: Scenario, to output: OutputLines) throws(Failure) -> [Run] {
    let engine: Engine
    let judge: RunJudge
    do throws(InvalidSetup) {
      engine = try Engine(
        setup: Setup(scenario, models: models, overheads: overheads),
        signal: GridSignal(
          carbonFree: scenario.carbonFree, gramsPerKilowattHour: scenario.carbonGramsPerKwh, history: scenario.history,
          forecast: scenario.forecastCarbonFree ?? [], forecastLeadSeconds: scenario.forecastLeadSeconds))
      judge = try RunJudge(scenario, engine: engine, naive: naive, modelsDigest: modelsDigest)
    } catch {
      return contenders.map { failed($0.contender.name, $0.parameters, scenario, error) }
    }
    try judge.checkNaive()
    return try contenders.map { (contender, parameters, inputs) throws(Failure) in
      var inputs = inputs
      inputs.hindsight = scenario.carbonFree
      if let plan = judge.plan {
        inputs.plan = plan.counts
        inputs.planPrices = plan.prices
      }
      return try run(contender, parameters, scenario, engine, inputs, judge, output)
    }
  }

  private func run(
    _ contender: Contender, _ parameters: Group?, _ scenario: Scenario, _ engine: Engine, _ inputs: ControllerInputs,
    _ judge: RunJudge, _ output: OutputLines
  ) throws(Failure) -> Run {
    let (name, entry) = (contender.name, contender.entry)
    let ledger: Ledger
    do throws(InvalidSetup) {
      if let trace, trace.controllers?.contains(name) ?? true {
        let lines = TraceLines(
          trace.step, of: scenario, controller: name, models: models, planPrices: judge.plan?.prices ?? [], to: output)
        ledger = try entry.run(engine, inputs, tracing: trace.step, every: trace.every, emit: lines.add)
      } else {
        ledger = try entry.run(engine, inputs)
      }
      guard ledger.utility.isFinite, ledger.carbonGrams.isFinite || scenario.carbonGramsPerKwh.isEmpty else {
        throw InvalidSetup("its reward or carbon is beyond any number; smaller weights and intensities can be simulated")
      }
    } catch {
      return failed(name, parameters, scenario, error)
    }
    var run = Run(ledger, of: scenario, controller: name)
    (run.parameters, run.weights) = (parameters, scenario.weights)
    try judge.judge(&run, ledger)
    return run
  }

  private func failed(_ name: String, _ parameters: Group?, _ scenario: Scenario, _ error: InvalidSetup) -> Run {
    var run = Run()
    (run.id, run.weights) = (scenario.id, scenario.weights)
    (run.controller, run.parameters) = (name, parameters)
    run.status = .failed
    run.reason = error.description
    run.regretReason = "the run failed"
    return run
  }
}

/// What was learned, read once for all that run.
private struct LearnedInputs {
  private let networks: [ForecastNetwork]
  private var policy, relabelledPolicy: PolicyNetwork?

  init(networks: [String], policies: [String]) throws(Failure) {
    self.networks = try networks.map { path throws(Failure) in try ForecastNetwork.read(path: path) }
    for path in policies {
      let network = try PolicyNetwork.read(path: path)
      if network.isRelabelled { relabelledPolicy = network } else { policy = network }
    }
  }

  /// What controllers are made from under a configuration.
  func inputs(_ configuration: SimulateConfiguration) throws(Failure) -> ControllerInputs {
    var inputs = ControllerInputs()
    inputs.chargeBelow = configuration.naive.chargeBelow
    inputs.chargeAbove = configuration.policy.chargeAbove
    inputs.threshold.quantile = configuration.threshold.quantile
    inputs.threshold.floor = configuration.threshold.floor
    if !networks.isEmpty {
      let parameters = configuration.forecast
      inputs.forecast = try LearnedForecast(networks, priorHours: parameters.priorHours, shading: parameters.shading)
      inputs.fixedForecast = try LearnedForecast(networks, priorHours: nil, shading: parameters.shading)
    }
    (inputs.policy, inputs.relabelledPolicy) = (policy, relabelledPolicy)
    return inputs
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
