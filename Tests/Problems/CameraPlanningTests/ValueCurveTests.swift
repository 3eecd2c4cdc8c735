import Randomness
import Testing

@testable import CameraPlanning

/// The curve against the same step maximised over every whole energy: breakpoints are whole, so both are exact.
@Suite struct ValueCurveTests {
  @Test func stepsAgreeWithExhaustiveMaximisation() throws {
    for seed in 0..<200 {
      var random = RandomStream(seed: UInt64(seed), "value curve")
      let workload = try SmallInstance.workload(&random)
      let capacity = Int64(random.index(below: 14))
      let tasks = random.index(below: 2) == 0 ? 1 : workload.tasksPerInterval
      let terms = StepTerms(workload, tasks: tasks, capacity: capacity)
      var curve = ValueCurve(capacity: capacity)
      var values = [Double](repeating: 0, count: Int(capacity) + 1)
      for _ in 0..<5 {
        let price = SmallInstance.price(&random)
        curve.stepBack(terms, price: price)
        values = exhaustiveStep(values, workload, tasks: tasks, price: price)
        for (energy, value) in values.enumerated() {
          #expect(abs(curve.value(at: Int64(energy)) - value) <= 1e-9 * max(1, abs(value)), "seed \(seed)")
        }
        let slopes = curve.slopes
        #expect(slopes.reduce(0) { $0 + $1.length } == capacity)
        #expect(zip(slopes, slopes.dropFirst()).allSatisfy { $0.slope > $1.slope })
        #expect(slopes.allSatisfy { $0.slope >= 0 && $0.length > 0 })
      }
    }
  }

  @Test func slopeIsTheRightDerivative() throws {
    var random = RandomStream(seed: 7, "right derivative")
    let workload = try SmallInstance.workload(&random)
    var curve = ValueCurve(capacity: 13)
    let terms = StepTerms(workload, tasks: 1, capacity: 13)
    for _ in 0..<6 {
      curve.stepBack(terms, price: SmallInstance.price(&random))
      for energy in Int64(0)..<13 {
        let rise = (curve.value(at: energy + 1) - curve.value(at: energy)) / EnergyUnits.milliwattHours(1)
        #expect(abs(rise - curve.slope(rightOf: energy)) < 1e-6 * max(1, abs(rise)))
      }
      #expect(curve.slope(rightOf: 13) == 0)
    }
  }

  @Test func samplesAreValuesAtTheirLevels() throws {
    for capacity in [0, 1, 5, 16, 17, 1000, 12_345_678_901, EnergyUnits.maximum] as [Int64] {
      let workload = try Workload(
        tasksPerInterval: 60, chargePerTask: max(1, capacity / 700), successEnergy: max(1, capacity / 900),
        fallbackEnergy: max(1, capacity / 2500), successGain: 28, fallbackGain: 3)
      var curve = ValueCurve(capacity: capacity)
      let terms = StepTerms(workload, tasks: 60, capacity: capacity)
      for step in 0..<100 { curve.stepBack(terms, price: Double(step * 37 % 11) * 1e-3) }
      var values = [Double](repeating: .nan, count: 17)
      curve.sampleRise(into: &values)
      for (position, value) in values.enumerated() {
        let level = ValueCurve.level(position, of: 17, capacity: capacity)
        #expect(abs(curve.valueAtEmpty + value - curve.value(at: level)) <= 1e-9 * max(1, curve.value(at: level)))
      }
      #expect(ValueCurve.level(16, of: 17, capacity: capacity) == capacity)
      let levels = values.indices.map { ValueCurve.level($0, of: 17, capacity: capacity) }
      let through = ValueCurve(levels: levels, values: values)
      let half = capacity / 2
      #expect(abs(curve.valueAtEmpty + through.value(at: half) - curve.value(at: half)) <= 0.01 * max(1, curve.valueAtEmpty))
    }
  }

  /// Also where stretches end inside a unit: the same curve in sixteenths of a unit ends them at whole ones.
  @Test func meanSlopesAreRisesOverStretches() throws {
    var random = RandomStream(seed: 3, "mean slopes")
    for capacity in [1, 5, 16, 17, 1000, 12_345_678_901] as [Int64] {
      var (curve, fine) = (ValueCurve(capacity: capacity), ValueCurve(capacity: 16 * capacity))
      let success = max(1, capacity / 90)
      for _ in 0..<40 {
        let price = Double(random.index(below: 6)) / EnergyUnits.milliwattHours(success)
        let charge = Int64(random.unit() * Double(capacity) / 10)
        for (scale, price) in [(Int64(1), price), (16, price / 16)] {
          let workload = try Workload(
            tasksPerInterval: 3, chargePerTask: charge * scale, successEnergy: success * scale, fallbackEnergy: nil,
            successGain: 4, fallbackGain: 0)
          let terms = StepTerms(workload, tasks: 3, capacity: capacity * scale)
          if scale == 1 { curve.stepBack(terms, price: price) } else { fine.stepBack(terms, price: price) }
        }
      }
      var slopes = [Double](repeating: .nan, count: 16)
      curve.meanSlopes(into: &slopes)
      for (stretch, slope) in slopes.enumerated() {
        let rise = fine.value(at: capacity * Int64(stretch + 1)) - fine.value(at: capacity * Int64(stretch))
        let value = slope * EnergyUnits.milliwattHours(capacity) / 16
        #expect(abs(value - rise) <= 1e-9 * max(fine.value(at: 16 * capacity), value), "\(capacity)")
        let kinds = curve.slopes.filter { $0.slope == slope }
        if kinds.isEmpty { continue }
        #expect(slopes.filter { $0 == slope }.count <= kinds[0].length * 16 / capacity)
      }
      #expect(zip(slopes, slopes.dropFirst()).allSatisfy { !$1.exceeds($0) })
    }
  }

  @Test func energiesRoundAgainstTheBattery() {
    #expect(EnergyUnits.need(milliwattHours: 1.0729162819574) == 10_729_163)
    #expect(EnergyUnits.supply(milliwattHours: 1.0729162819574) == 10_729_162)
    #expect(EnergyUnits.need(milliwattHours: 0.1 + 0.2) == 3_000_000)
    #expect(EnergyUnits.supply(milliwattHours: 0.3 - 1e-13) == 3_000_000)
    #expect(EnergyUnits.supply(milliwattHours: 0) == 0)
    for bad in [Double.nan, .infinity, -1, 1e9] { #expect(EnergyUnits.need(milliwattHours: bad) == nil) }
  }

  private func exhaustiveStep(_ next: [Double], _ workload: Workload, tasks: Int, price: Double) -> [Double] {
    let capacity = next.count - 1
    let (later, charge) = (tasks - 1, Int(workload.chargePerTask))
    let largest = Int(max(workload.successEnergy ?? 0, workload.fallbackEnergy ?? 0))
    func gain(_ use: Int, _ tasks: Int) -> Double {
      SmallInstance.hull(workload, use: use, tasks: tasks, capacity: capacity)
    }
    func cost(_ energy: Int) -> Double { price * EnergyUnits.milliwattHours(Int64(energy)) }
    var (afterTasks, beforeTasks, values) = (next, next, next)
    for stored in 0...capacity {
      for drawn in 0...min(charge, capacity - stored) {
        afterTasks[stored] = max(afterTasks[stored], next[stored + drawn] - cost(drawn))
      }
    }
    for stored in 0...capacity {
      beforeTasks[stored] = afterTasks[stored]
      for drawn in 0...(charge * later) {
        for use in 0...min(largest * later, stored + drawn) {
          let rest = afterTasks[min(capacity, stored + drawn - use)]
          beforeTasks[stored] = max(beforeTasks[stored], gain(use, later) - cost(drawn) + rest)
        }
      }
    }
    for stored in 0...capacity {
      for use in 0...min(stored, largest) {
        values[stored] = max(values[stored], gain(use, 1) + beforeTasks[stored - use])
      }
      values[stored] = max(values[stored], beforeTasks[stored])
    }
    return values
  }
}
