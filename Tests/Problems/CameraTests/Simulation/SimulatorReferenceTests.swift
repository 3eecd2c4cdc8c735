import CameraPlanning
import StreamIO
import Testing

@testable import Camera

/// Against reference/simulator.py, which plays the rules in exact fractions: random devices, with and without overheads,
/// under random decisions.
struct SimulatorReferenceTests {
  @Test func agreesWithExactFractionsToTheLastUnit() throws {
    let lines = try LineReader(path: "\(#filePath.dropLast("SimulatorReferenceTests.swift".count))reference/simulator.ndjson")
    var count = 0
    while let line = try lines.next() {
      count += 1
      try check(lines.decode(line, as: ReferenceRun.self), "line \(count)")
    }
    #expect(count == 60)
  }

  private func check(_ run: ReferenceRun, _ label: Comment) throws {
    var overheads = Overheads()
    overheads.switchMilliwattHours = run.overheads[0]
    overheads.switchDelaySeconds = run.overheads[1]
    overheads.decisionMilliwattHours = run.overheads[2]
    overheads.standbyWatts = run.overheads[3]
    let setup = try Setup(run.scenario, models: cameraModels, overheads: overheads)
    let engine = try Engine(
      setup: setup,
      signal: GridSignal(carbonFree: run.scenario.carbonFree, gramsPerKilowattHour: run.scenario.carbonGramsPerKwh))
    let script = ScriptedController(
      decisions: zip(run.models, run.charges).map { Decision(model: $0, charge: Int64($1)) })
    let log = Logged(inner: script)
    let ledger = engine.run(log)
    #expect(log.log.entries.map { Int($0.0.stored) } + [Int(ledger.stored)] == run.levels, label)
    #expect([ledger.used, ledger.overhead, ledger.charged, ledger.lost].map(Int.init) == run.energies, label)
    #expect(
      Outcome.allCases.map { ledger.count($0) } + [ledger.switches, ledger.chargeStarts] == run.counts, label)
    #expect(close(ledger.dirtyWh * 1000, run.figures[0]) && close(ledger.carbonGrams, run.figures[1]), label)
    #expect(close(ledger.utility, run.figures[2], scale: 20 * Double(ledger.tasks)), label)

    // What tasks are traced with adds up to the same.
    var rows: [StepTrace] = []
    withoutActuallyEscaping({ rows.append($0) }) { emit in
      var recorder = TaskRecorder(engine, emit: emit)
      _ = engine.run(script, recorder: &recorder)
    }
    for outcome in Outcome.allCases { #expect(rows.count { $0.outcome == outcome } == ledger.count(outcome), label) }
    #expect(rows.reduce(0) { $0 + Int(($1.usedMilliwattHours * 1e7).rounded()) } == run.energies[0], label)
  }
}

/// A line of simulator.ndjson: a scenario, overheads, decisions, and what came of them.
private struct ReferenceRun: Record {
  var scenario = Scenario()
  var overheads: [Double] = []
  var (models, charges): ([Int], [Int]) = ([], [])
  var (levels, energies, counts): ([Int], [Int], [Int]) = ([], [], [])
  var figures: [Double] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("scenario", &scenario, "")
    try visitor.field("overheads", &overheads, "switch_mwh, switch_delay_s, decision_mwh, standby_w")
    try visitor.field("models", &models, "one a task")
    try visitor.field("charges", &charges, "[10⁻⁷ mWh]")
    try visitor.field("levels", &levels, "stored before each task, and at the end [10⁻⁷ mWh]")
    try visitor.field("energies", &energies, "used, of that overhead, charged, lost [10⁻⁷ mWh]")
    try visitor.field("counts", &counts, "successes, small misses, large misses, switches, charge starts")
    try visitor.field("figures", &figures, "dirty mWh, g CO2e, reward")
  }
}
