import Camera
import Randomness
import Records
import StreamIO

/// Records as the tools write them: shares to four decimals, intensities to two, results of arithmetic at full length.
struct Samples {
  private var random = RandomStream(seed: 1, "streambench")

  mutating func scenario(intervals: Int, isPlanned: Bool = false) -> Scenario {
    var scenario = Scenario()
    scenario.id = "CA-winter-\(random.index(below: 1000))"
    (scenario.location, scenario.zone, scenario.longitude) = ("CA", "US-CAL-CISO", -119.5)
    scenario.start = Instant(seconds: 1_677_186_000 + 3600 * Int64(random.index(below: 8000)))
    (scenario.intervalSeconds, scenario.taskIntervalSeconds) = (300, 5)
    (scenario.horizonSeconds, scenario.tailSeconds) = (604_800, 172_800)
    scenario.gridSource = "caiso.com"
    (scenario.capacityWh, scenario.chargePowerW) = (decimal(2, 15, 6), decimal(50, 200, 6))
    (scenario.initialWh, scenario.accuracyWish) = (decimal(0, 2, 6), decimal(0.3, 0.8, 6))
    (scenario.latencyWishSeconds, scenario.successWeight) = (decimal(0.004, 0.01, 6), 20)
    (scenario.smallMissWeight, scenario.largeMissWeight, scenario.dirtyMwhWeight) = (5, 8, 7)
    scenario.carbonFree = (0..<intervals).map { _ in decimal(0, 1, 4) }
    scenario.carbonGramsPerKwh = (0..<intervals).map { _ in decimal(50, 500, 2) }
    if isPlanned { scenario.plan = plan(intervals: intervals) }
    return scenario
  }

  private mutating func plan(intervals: Int) -> Plan {
    var plan = Plan()
    (plan.termination, plan.solution) = (.gap, .feasible)
    (plan.reward, plan.terminal) = (2e6 * random.unit(), 4e3 * random.unit())
    (plan.bound, plan.gap, plan.successModel) = (2e6 * random.unit(), 1e-6 * random.unit(), "YOLOv10_S")
    plan.success = (0..<intervals).map { _ in random.index(below: 61) }
    plan.fallback = (0..<intervals).map { _ in random.index(below: 61) }
    plan.chargeSeconds = (0..<intervals).map { _ in random.unit() < 0.8 ? 0 : 300 * random.unit() }
    plan.batteryWh = (0..<intervals).map { _ in 10 * random.unit() }
    plan.price = (0..<intervals).map { _ in 7 * random.unit() }
    return plan
  }

  mutating func run() -> Run {
    var run = Run()
    (run.id, run.controller, run.status) = ("CA-winter-\(random.index(below: 1000))", "naive_weak", .ok)
    (run.tasks, run.successes, run.smallMisses) = (120_960, random.index(below: 120_960), random.index(below: 1000))
    (run.successRate, run.smallMissRate, run.largeMissRate) = (random.unit(), random.unit(), 0)
    (run.utility, run.terminalCredit, run.relativeAccuracy) = (2e6 * random.unit(), 4e3 * random.unit(), random.unit())
    (run.usedWh, run.gridWh) = (130 * random.unit(), 130 * random.unit())
    (run.cleanWh, run.dirtyWh, run.carbonGrams) = (61 * random.unit(), 61 * random.unit(), 27 * random.unit())
    (run.cleanFraction, run.finalWh, run.meanWh) = (random.unit(), 2 * random.unit(), 2 * random.unit())
    (run.chargeStarts, run.chargingSeconds, run.fullCycles) = (951, 4755, 12 * random.unit())
    (run.clairvoyant, run.planGap, run.naiveUtility) = (2e6 * random.unit(), 1e-9 * random.unit(), 2e6 * random.unit())
    (run.regret, run.naiveRegret, run.normalisedRegret) = (1e5 * random.unit(), 1e5 * random.unit(), random.unit())
    run.modelTasks = ["N", "S", "M", "B", "L", "X"].map {
      NamedCount(name: "YOLOv10_\($0)", count: random.index(below: 120_960))
    }
    return run
  }

  mutating func trace() -> Trace {
    var trace = Trace()
    (trace.id, trace.controller) = ("CA-winter-\(random.index(below: 1000))", "naive_weak")
    (trace.time, trace.intervalSeconds) = (Instant(seconds: 1_677_186_000 + 300 * Int64(random.index(below: 8000))), 300)
    (trace.batteryWh, trace.carbonFree, trace.carbonGramsPerKwh) = (10 * random.unit(), decimal(0, 1, 4), decimal(50, 500, 2))
    (trace.price, trace.model, trace.charge) = (7 * random.unit(), "YOLOv10_N", random.unit())
    (trace.outcome, trace.usedMwh, trace.gridMwh) = (.success, 500 * random.unit(), 500 * random.unit())
    trace.carbonGrams = 27 * random.unit()
    return trace
  }

  /// Between two bounds, with so many decimals.
  private mutating func decimal(_ low: Double, _ high: Double, _ digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return ((low + (high - low) * random.unit()) * scale).rounded() / scale
  }
}
