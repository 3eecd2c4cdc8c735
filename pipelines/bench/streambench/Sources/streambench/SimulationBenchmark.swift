import Camera
import Foundation
import StreamIO

/// Plays every scenario of a file under a controller in this process and says what it took, as a line of JSON: the engine
/// alone, which simulate_peers.py runs in turns with numba's.
func playScenarios(_ controller: String, _ path: String, _ profiles: String, _ policy: String) throws {
  let models = try PowerProfile.read(path: profiles).map(ModelProfile.init)
  let entry = try ControllerRegistry.entry(named: controller)
  var inputs = ControllerInputs()
  inputs.policy = try PolicyNetwork.read(path: policy)
  var reader = RecordReader<Scenario>(try LineReader(path: path))
  var engines: [Engine] = []
  while try reader.next() {
    let scenario = reader.record
    let signal = try GridSignal(
      carbonFree: scenario.carbonFree, gramsPerKilowattHour: scenario.carbonGramsPerKwh, history: scenario.history)
    engines.append(try Engine(setup: Setup(scenario, models: models), signal: signal))
  }
  let time = try seconds { for engine in engines { _ = try entry.run(engine, inputs) } }
  print("{\"cpu\": \(time), \"tasks\": \(engines.reduce(0) { $0 + $1.setup.clock.tasks })}")
}
