import Programmes

/// Plans continuous charging by the slope dynamic programme: a bound on every plan, and a plan by choosing, step after
/// step, the whole counts with the greatest reward + value of the energy left. Their distance is the certified gap.
///
/// - Parameter states: Which to value beside the plan.
/// - Throws: `ProgrammeError.outOfRange` for slot charging, or if rewards exceed the largest number.
public func planByDynamicProgramme(
  _ problem: PlanningProblem, sampling states: SampledStates = .none
) throws(ProgrammeError) -> PlanSolution {
  guard problem.workload.charging == .continuous else {
    throw .outOfRange("slot charging: the slope dynamic programme plans continuous charging, the staircase slots")
  }
  var plan = PlanRecorder(problem, terminalValue: problem.terminalValue())
  let bound = plan.history.start.value(at: problem.initial)
  var rules = CountRules(problem)
  plan.rollOut(rules)
  // Whole tasks leave rests of energy. A second look buys them no more, and does without the fallbacks that a roll-out
  // runs on energy it has already bought.
  if bound - plan.value > PlanSolution.optimalGap * problem.rewardScale, problem.stepsPerInterval == 1 {
    var candidate = plan
    candidate.economise(rules)
    if candidate.value.exceeds(plan.value, inSumsOf: problem.rewardScale) { plan = candidate }
    rules.options.fallback = nil
    candidate.restart()
    candidate.rollOut(rules)
    candidate.economise(rules)
    if candidate.value.exceeds(plan.value, inSumsOf: problem.rewardScale) { plan = candidate }
  }
  var solution = try plan.solution(.dynamicProgramme, bound: bound)
  solution.samples = plan.samples(at: states)
  return solution
}

extension PlanRecorder {
  /// Carries out, interval by interval, what is best by the value curves.
  fileprivate mutating func rollOut(_ rules: CountRules) {
    while interval < problem.judgedIntervals {
      for counts in bestCounts(rules, of: interval, from: [stored]) { carryOut(counts) }
    }
  }

  /// The best counts of an interval by the value curves, from each of some stored energies [units].
  mutating func bestCounts(_ rules: CountRules, of interval: Int, from energies: [Int64]) -> [Counts] {
    var (planned, energies) = (energies.map { _ in Counts() }, energies)
    let (steps, price) = (problem.stepsPerInterval, problem.deliveredPrice[interval])
    for step in (interval * steps)..<((interval + 1) * steps) {
      history.withCurves(of: step) { before, after in
        for (index, energy) in energies.enumerated() {
          let counts = StepChoice.best(
            rules, stored: energy, price: price, after: after, limit: before.value(at: energy))
          energies[index] += counts.charge - rules.use(counts.success, counts.fallback)
          planned[index] = planned[index] + counts
        }
      }
    }
    return planned
  }

  /// What the value curves say of states, in the order of intervals.
  mutating func samples(at states: SampledStates) -> [ValueSample] {
    var samples: [ValueSample] = []
    for interval in 0..<problem.judgedIntervals {
      let energies = states.energies(of: interval, capacity: problem.capacity)
      if energies.isEmpty { continue }
      let values = history.withCurves(of: interval * problem.stepsPerInterval) { before, _ in
        energies.map { before.value(at: $0) }
      }
      let best = bestCounts(CountRules(problem), of: interval, from: energies)
      for (index, energy) in energies.enumerated() {
        samples.append(sample(interval, energy, value: values[index], counts: best[index]))
      }
    }
    return samples
  }

  /// Carries out the same tasks again with the charge that is best for them: the dynamic programme once more, with
  /// tasks that are settled.
  fileprivate mutating func economise(_ rules: CountRules) {
    let settled = (0..<interval).map { intervals[$0] }
    var curve = terminalValue.curve
    var targets = [Int64](repeating: 0, count: settled.count)
    for (index, counts) in settled.enumerated().reversed() {
      let price = problem.deliveredPrice[index]
      targets[index] = curve.worthwhile(above: price)
      curve.stepBack(StepTerms(settled: counts, rules: rules), price: price)
    }
    restart()
    for (counts, target) in zip(settled, targets) {
      let use = rules.use(counts.success, counts.fallback)
      let charge = rules.charge(reaching: target, stored: stored, use: use)
      carryOut(Counts(success: counts.success, fallback: counts.fallback, charge: charge))
    }
  }
}
