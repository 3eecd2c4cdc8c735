import Foundation
import Records

@testable import Forecasting

/// The values NumPy found (reference/forecast.py).
private let reference = readReference("forecast.txt")

/// A name and its numbers a line.
private func readReference(_ name: String) -> [String: [Double]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = folder.appendingPathComponent("reference/\(name)")
  let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  var values: [String: [Double]] = [:]
  for line in text.split(separator: "\n") {
    let words = line.split(separator: " ")
    values[String(words[0])] = words.dropFirst().compactMap { Double($0) }
  }
  return values
}

func referenceValues(_ name: String) -> [Double] { reference[name] ?? [] }

func referenceSeries(_ name: String) -> ForecastSeries {
  let place = referenceValues("\(name).place")
  return ForecastSeries(
    zone: name, longitudeDegrees: place[2], start: Instant(seconds: Int64(place[0])), intervalSeconds: Int(place[1]),
    carbonFree: referenceValues("\(name).series"))
}

extension ForecastSeries {
  /// The same values held at a finer step.
  func held(atSeconds step: Int) -> ForecastSeries {
    var series = self
    series.intervalSeconds = step
    series.carbonFree = carbonFree.flatMap { Array(repeating: $0, count: intervalSeconds / step) }
    return series
  }

  /// What a controller that started with the series knows at `time`.
  func history(until time: Instant) -> HistoryBuffer {
    var history = HistoryBuffer(intervalSeconds: intervalSeconds)
    for (index, share) in carbonFree.enumerated() where start + index * intervalSeconds <= time {
      history.record(share, at: start + index * intervalSeconds)
    }
    return history
  }

  func features(at time: Instant) -> [Double] {
    HistoryWindow(history(until: time), at: time)
      .map { array(ForecastFeatures($0, longitudeDegrees: longitudeDegrees).values) } ?? []
  }

  /// Dirty share held at `time`.
  func dirty(at time: Instant) -> Double { 1 - carbonFree[(time - start) / intervalSeconds] }
}

func array<let n: Int>(_ values: InlineArray<n, Double>) -> [Double] { values.indices.map { values[$0] } }

func largestDifference(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
  zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
