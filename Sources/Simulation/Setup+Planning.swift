import Planning

extension Setup {
  /// The same tasks as planners see them, `tasksPerInterval` to an interval.
  ///
  /// - Throws: `InvalidRun` for what planners refuse.
  public func workload(tasksPerInterval: Int) throws(InvalidRun) -> Workload {
    do throws(PlanningError) {
      return try Workload(
        tasksPerInterval: tasksPerInterval, chargePerTask: slotCharge,
        successEnergy: successModel.map { modelEnergy[$0] }, fallbackEnergy: modelEnergy[cheapestModel],
        successGain: weights.gain(of: .success), fallbackGain: weights.gain(of: .smallMiss))
    } catch { throw InvalidRun(error.description) }
  }
}
