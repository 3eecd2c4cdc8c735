import Camera
import CameraPlanning
import CommandSupport
import StreamIO

/// One scenario's programme as text, for other solvers.
enum ProgrammeText {
  /// - Throws: `Failure` unless there is exactly one scenario, and it can be planned.
  static func write(_ input: InputOptions, to path: String, _ planner: ScenarioPlanner) throws(Failure) {
    var (scenario, count) = (Scenario(), 0)
    try input.forEachInput(threads: 1) { lines throws(Failure) in
      while let line = try lines.next() {
        count += 1
        guard count == 1 else {
          throw Failure(
            .data, "--write-lp writes the programme of one scenario; here is another",
            at: Place(file: lines.name, line: lines.lineNumber))
        }
        var spans: [FieldSpan] = []
        try decodeLine(line, file: lines.name, number: lines.lineNumber, into: &scenario, spans: &spans, notesSpans: false)
      }
    }
    guard count == 1 else { throw Failure(.data, "--write-lp needs a scenario, and there is none") }
    let problem: PlanningProblem
    do throws(InvalidSetup) {
      problem = try planner.problem(scenario)
    } catch { throw Failure(.data, "scenario \(scenario.id): \(error.description)") }
    let output = try TextOutput(path: path == "-" ? nil : path)
    try problem.writeProgramme(name: scenario.id) { text throws(Failure) in try output.write(text) }
    try output.finish()
  }
}
