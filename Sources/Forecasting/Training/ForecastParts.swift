import Learning
import Randomness
import Records
import StreamIO

/// Zone-years to learn from, and those left out to be judged on.
struct ForecastParts {
  typealias Part = (name: String, series: ForecastSeries)
  private(set) var training: [Part] = []
  private(set) var leftOut: [Part] = []

  /// - Throws: `Failure` (usage) where a name to leave out is not there.
  init(_ series: [ForecastSeries], leavingOut names: [String]) throws(Failure) {
    var unknown = Set(names.map(\.exact))
    for zone in series {
      for (year, part) in zone.years() {
        let known = Set([zone.zone, "\(year)", "\(zone.zone)/\(year)"].map(\.exact))
        unknown.subtract(known)
        let part = ("\(zone.zone)/\(year)", part)
        if known.isDisjoint(with: names.map(\.exact)) { training.append(part) } else { leftOut.append(part) }
      }
    }
    if let name = unknown.min() {
      let known = Self.names(training + leftOut).joined(separator: ", ")
      throw Failure(.usage, "no series \"\(name.text)\" to leave out; there are \(known)")
    }
  }

  var trainingNames: [String] { Self.names(training) }

  /// Each once, in the order they came: windows of one zone-year may be many.
  static func names(_ parts: [Part]) -> [String] {
    parts.map(\.name).distinct()
  }

  /// The hours to learn from as rows of a network.
  ///
  /// - Parameters:
  ///   - mean, scale: of the features.
  ///   - share: of whole days that only say when to stop, one at least of several; which ones depends on the seed, the
  ///     zone and the date.
  func examples(mean: [Double], scale: [Double], share: Double, seed: UInt64) -> (training: Examples, validation: Examples) {
    var all = Examples(inputs: ForecastFeatures.count, outputs: ForecastTargets.count)
    all.reserve(rows: training.reduce(0) { $0 + $1.series.carbonFree.count * $1.series.intervalSeconds / secondsPerHour })
    var (row, answer) = ([Float](repeating: 0, count: mean.count), [Float](repeating: 0, count: ForecastTargets.count))
    var draws: [UInt64] = []
    for part in training {
      let days = RandomStreamFamily(seed: seed, name: ["trainnet", "validation", part.series.zone])
      part.series.forEachExample { example in
        let targets = example.targets.normalised(present: example.window.present, sigma: example.features.sigma)
        for i in row.indices { row[i] = Float((example.features.values[i] - mean[i]) / scale[i]) }
        for i in answer.indices { answer[i] = Float(targets[i]) }
        all.append(features: row, targets: answer)
        var random = days[UInt(bitPattern: example.window.anchor.hour.flooredQuotient(by: 24))]
        draws.append(random.next())
      }
    }
    let days = Set(draws).sorted()
    let judging = share > 0 && days.count > 1 ? max(1, Int((share * Double(days.count)).rounded(.down))) : 0
    return all.split { judging > 0 && draws[$0] <= days[judging - 1] }
  }
}
