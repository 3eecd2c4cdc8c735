import Camera
import CameraPlanning

extension Plan {
  /// Sets what is best in a single step.
  ///
  /// - Parameter energyPrice: what a mWh left is worth; nil where the objective is not the reward, so that it has no
  ///   bound.
  mutating func set(_ decision: SingleStepSolution, of step: SingleStep, _ setup: Setup, energyPrice: Double?) {
    (termination, solution) = (.optimal, .optimal)
    let reward = step.reward(of: decision)
    self.reward = reward
    objectiveValue = decision.objective
    if let energyPrice {
      let left = energyPrice * EnergyUnits.milliwattHours(decision.storedAfter)
      let bound = max(decision.bound, reward + left)
      (terminal, self.bound, gap) = (left, bound, bound - (reward + left))
      terminalValue = TerminalValue(
        batteryWh: [0, EnergyUnits.wattHours(step.capacity)],
        value: [0, energyPrice * EnergyUnits.milliwattHours(step.capacity)])
    }
    let succeeds = decision.model.map { setup.modelOutcome[$0] == .success }
    success = [succeeds == true ? 1 : 0]
    fallback = [succeeds == false ? 1 : 0]
    chargeSeconds = [setup.chargingSeconds(decision.charge)]
    batteryWh = [EnergyUnits.wattHours(step.stored)]
  }
}
