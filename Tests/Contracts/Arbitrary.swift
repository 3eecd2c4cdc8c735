import Camera
import CameraPlanning
import GridData
import Randomness
import Records
import StreamIO

/// A type whose values can be drawn, within the bounds of the field they are for.
protocol Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Self
}

extension Double: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Double {
    let (low, high) = (max(bounds.lower, -1e300), min(bounds.upper, 1e300))
    let candidates = [
      0, -0.0, 1, -1, 0.1, low, high, Double(random.index(below: 1000)), random.uniform(in: -1...1),
      random.uniform(in: max(low, -1e6)...min(high, 1e6)), Double(bitPattern: random.next()),
    ]
    let value = candidates[random.index(below: candidates.count)]
    return value.isFinite && bounds.contains(value) ? value : draw(&random, bounds)
  }
}

extension Int: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Int {
    let candidates = [0, 1, -1, .max, .min, random.index(below: 100), Int(truncatingIfNeeded: random.next())]
    let value = candidates[random.index(below: candidates.count)]
    return bounds.contains(Double(value)) ? value : draw(&random, bounds)
  }
}

extension Bool: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Bool { random.index(below: 2) == 0 }
}

extension String: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> String {
    let pieces = ["", "a", "US-CAL-CISO", " ", "\"", "\\", "/", "\n", "\t", "\0", "\u{1f}", "\u{7f}", "é", "漢", "😀", "\u{2028}"]
    return (0..<random.index(below: 12)).map { _ in pieces[random.index(below: pieces.count)] }.joined()
  }
}

extension Array: Arbitrary where Element: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> [Element] {
    let longest = random.index(below: 4) == 0 ? 200 : 4
    return (0..<random.index(below: longest)).map { _ in .draw(&random, bounds) }
  }
}

extension Optional: Arbitrary where Wrapped: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Wrapped? {
    random.index(below: 3) == 0 ? nil : .draw(&random, bounds)
  }
}

extension Arbitrary where Self: CaseIterable {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Self {
    let all = Array(allCases)
    return all[random.index(below: all.count)]
  }
}

extension Arbitrary where Self: Record {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Self {
    var record = Self()
    var filler = RandomFiller(random: random)
    // A declaration throws only what a decoder throws.
    try? record.visitFields(&filler)
    random = filler.random
    return record
  }
}

/// Fills every field of a declaration with a random value.
private struct RandomFiller: FieldVisitor {
  var random: RandomStream

  mutating func kind(_ name: StaticString) {}

  mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, _ meaning: StaticString
  ) {
    guard let type = Value.self as? any Arbitrary.Type, let drawn = type.draw(&random, bounds) as? Value else {
      preconditionFailure("\(Value.self) is not Arbitrary")
    }
    value = drawn
  }

  mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, default: @autoclosure () -> Value, _ meaning: StaticString
  ) {
    field(name, &value, bounds, meaning)
    if random.index(below: 4) == 0 { value = `default`() }
  }

  mutating func fields(prefix: StaticString, _ values: inout [NamedCount], _ meaning: StaticString) {
    values = (0..<random.index(below: 8)).map { NamedCount(name: "M\($0)", count: .draw(&random, .any)) }
  }

  mutating func share(suffix: StaticString, _ value: inout NamedShare?, _ meaning: StaticString) {
    let name = random.index(below: 2) == 0 ? "\(suffix)" : "grid_\(suffix)"
    value = random.index(below: 4) == 0 ? nil : NamedShare(name: name, share: .draw(&random, .fraction))
  }
}

extension Instant: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Instant {
    Instant(seconds: Int64(random.index(below: 315_569_520_000)) - 62_167_219_200)
  }
}

extension RawJSON: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> RawJSON {
    let values = ["\"naive\"", "null", "1.50", "[1, {\"a\": []}]", "true", "\"\\u00e9\"", "{\"kind\":\"trend\"}"]
    return RawJSON(text: values[random.index(below: values.count)])
  }
}

extension Group: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> Group {
    Group((0..<random.index(below: 4)).map { ("\(String.draw(&random, .any))\($0)", .draw(&random, .any)) })
  }
}

extension ForecastBasis: Arbitrary {}
extension Season: Arbitrary {}
extension CarbonBasis: Arbitrary {}
extension Resampling: Arbitrary {}
extension Charging: Arbitrary {}
extension Filling: Arbitrary {}
extension TaskOutcome: Arbitrary {}
extension Run.Status: Arbitrary {}
extension Plan.Method: Arbitrary {}
extension Plan.Termination: Arbitrary {}
extension Plan.Solution: Arbitrary {}
extension Plan.Objective: Arbitrary {}
extension StateValue.Task: Arbitrary {}
extension Network.Task: Arbitrary {}
extension Activation: Arbitrary {}
extension Loss: Arbitrary {}
extension Optimiser: Arbitrary {}
extension Schedule: Arbitrary {}
extension RidgePrior: Arbitrary {}

extension Scenario: Arbitrary {}
extension Series: Arbitrary {}
extension Plan: Arbitrary {}
extension Plan.TerminalValue: Arbitrary {}
extension PlanDigest: Arbitrary {}
extension StateValue: Arbitrary {}
extension Network: Arbitrary {}
extension NetworkHead: Arbitrary {}
extension NetworkShape: Arbitrary {}
extension TrainingOptions: Arbitrary {}
extension Layer: Arbitrary {}
extension Checkpoint: Arbitrary {}
extension LearningCurve: Arbitrary {}
extension Epoch: Arbitrary {}
extension Run: Arbitrary {}
extension Trace: Arbitrary {}
extension Summary: Arbitrary {}
extension Comparison: Arbitrary {}
extension Trend: Arbitrary {}
extension Correlation: Arbitrary {}
extension Ranking: Arbitrary {}
extension HistogramBin: Arbitrary {}
extension ParetoPoint: Arbitrary {}
extension Insight: Arbitrary {}
extension Figure: Arbitrary {}
extension PowerProfile: Arbitrary {}
extension Trial: Arbitrary {}
extension RegisteredNetwork: Arbitrary {}
extension RegisteredNetwork.RollOut: Arbitrary {
  static func draw(_ random: inout RandomStream, _ bounds: Bounds) -> RegisteredNetwork.RollOut {
    RegisteredNetwork.RollOut(
      (0..<random.index(below: 3) + 1).map { ("field\($0)", .draw(&random, .any)) },
      numerator: ("regret", .draw(&random, .any)), denominator: ("naive_regret", .draw(&random, .any)))
  }
}
