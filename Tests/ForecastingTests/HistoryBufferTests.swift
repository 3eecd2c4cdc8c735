import Randomness
import Records
import Testing

@testable import Forecasting

@Suite struct HistoryBufferTests {
  /// Whatever was recorded after a time and is forgotten: what follows is as if it had never been, as far as the ring reaches.
  @Test(arguments: [300, 3600]) func whatIsForgottenWasNeverThere(interval: Int) {
    let start = Instant(year: 2024, month: 3, day: 1)
    func share(_ index: Int) -> Double { Double(index * 37 % 101) / 101 }
    for known in [1, 5, 3000] {
      for ahead in [0, 1, 40, 2000, 5000] {
        var (history, plain) = (HistoryBuffer(intervalSeconds: interval), HistoryBuffer(intervalSeconds: interval))
        for index in 0..<known {
          history.record(share(index), at: start + index * interval)
          plain.record(share(index), at: start + index * interval)
        }
        for index in known..<(known + ahead) { history.record(0, at: start + index * interval) }
        history.forget(after: start + (known * interval - 1))
        let size = 9 * 86_400 / interval + 2
        let kept = max(0, min(known, size - ahead))
        #expect(history.count == kept && history.shares == plain.shares.suffix(kept))
        history.record(0.5, at: start + (known + 2) * interval)
        plain.record(0.5, at: start + (known + 2) * interval)
        let expected = kept == 0 ? [0.5] : Array(plain.shares.suffix(min(kept + 3, size)))
        #expect(history.shares == expected)
        #expect(kept == 0 || history.newestStart == plain.newestStart)
      }
    }
  }

  private let start = Instant(year: 2024, month: 2, day: 27)

  private func dirty(_ history: HistoryBuffer, at time: Instant) -> [Double] {
    var halfHours = InlineArray<337, Double>(repeating: .nan)
    history.readDirty(before: time, into: &halfHours)
    return array(halfHours)
  }

  /// Against a plain list of all observations, through gaps, at any step and any moment.
  @Test(arguments: [60, 300, 420, 900, 1200, 1800, 3600])
  func readsWhatHeld(_ step: Int) {
    var random = RandomStream(seed: 2, "history")
    var history = HistoryBuffer(intervalSeconds: step)
    var observed: [(time: Instant, share: Double)] = []
    for index in 0..<(17 * secondsPerDay / step) where index == 0 || random.unit() < 0.8 {
      // What single precision holds exactly.
      observed.append((start + index * step, Double(Float(random.unit()))))
      history.record(random.unit(), at: start + index * step)
      history.record(observed[observed.count - 1].share, at: start + index * step)
      guard observed.count % (40 * 3600 / step) == 0, index * step > 8 * secondsPerDay else { continue }
      let time = start + index * step + random.index(below: 5000)
      var values = dirty(history, at: time).makeIterator()
      for halfHour in 0..<337 {
        let last = observed.last { $0.time <= time + -1800 * halfHour }
        #expect(values.next() == last.map { 1 - $0.share })
      }
    }
    #expect(history.current == observed.last?.share)
  }

  @Test func lateAndNonFiniteValuesAreIgnored() {
    var history = HistoryBuffer(intervalSeconds: 300)
    #expect(history.current == nil && HistoryWindow(history, at: start) == nil)
    history.record(.nan, at: start)
    #expect(history.count == 0)
    history.record(0.3, at: start)
    history.record(0.4, at: start + 300)
    history.record(0.9, at: start)
    history.record(.infinity, at: start + 600)
    #expect(history.current == Double(Float(0.4)) && history.count == 2 && history.oldest == start)
    #expect(HistoryWindow(history, at: start + -1) == nil)
    history.record(0.5, at: start + 10 * secondsPerDay)
    #expect(history.current == 0.5 && history.count == 1)
  }

  @Test func aShortHistoryRepeatsItsFirstDay() {
    var history = HistoryBuffer(intervalSeconds: 3600)
    for hour in 0..<30 { history.record(Double(hour) / 64, at: start + hour * 3600) }
    let values = dirty(history, at: start + 29 * 3600)
    #expect(values[58] == 1 && values[48] == 1 - 5.0 / 64)
    #expect(values[60] == values[12] && values[336] == values[48])
    var one = HistoryBuffer(intervalSeconds: 3600)
    one.record(0.25, at: start)
    #expect(dirty(one, at: start + 100).allSatisfy { $0 == 0.75 })
  }

  @Test func tellsHeldHourlyDataFromFinerOnes() {
    var history = HistoryBuffer(intervalSeconds: 300)
    func record(_ minutes: Int, _ share: Double) { history.record(share, at: start + 60 * minutes) }
    for minutes in stride(from: 0, to: 600, by: 5) { record(minutes, Double(minutes / 60) / 100) }
    #expect(history.isHeldHourly(at: start + 600 * 60))
    record(625, 0.11)  // the first value of an hour may come late
    #expect(history.isHeldHourly(at: start + 625 * 60))
    #expect(history.anchor(at: start + 655 * 60) == start + 600 * 60)
    record(630, 0.12)
    #expect(!history.isHeldHourly(at: start + 630 * 60))
    #expect(history.anchor(at: start + 633 * 60) == start + 630 * 60)
    #expect(history.isHeldHourly(at: start + 631 * 60 + 7 * secondsPerDay))
  }
}
