extension PlanningProblem {
  /// Writes the counts programme in CPLEX LP format, for other solvers. Its optimum is the best plan's reward + value of
  /// the energy left; energies are in mWh, charge in slots at full power.
  ///
  /// - Parameters:
  ///   - name: Stands in the first line.
  ///   - emit: Takes the text, about a line at a time.
  public func writeProgramme<Failure: Error>(
    name: String, to emit: (String) throws(Failure) -> Void
  ) throws(Failure) {
    var programme = CountsProgramme(
      self, terminal: terminalValue().curve, unit: EnergyUnits.perMilliwattHour
    ).programme
    if idleReward != 0 { _ = programme.addColumn(.init(stem: "nothing_run"), (1, 1), cost: idleReward) }
    let line = name.map { $0.isNewline ? " " : $0 }
    try programme.write(
      comment: [
        String(line), "success, fallback: tasks by model; charge: slots at full power; battery: mWh before each step;",
        "left: mWh at the end, by worth; nothing_run: the reward of running nothing",
      ], to: emit)
  }
}
