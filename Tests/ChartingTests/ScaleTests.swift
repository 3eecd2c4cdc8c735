import Records
import Testing

@testable import Charting

@Suite struct ScaleTests {
  /// Ticks of any range lie in it, rise by equal steps, and their steps are 1, 2, 2.5, 3, 4 or 5 times skips and powers of ten.
  @Test func linearTicksAreNice() {
    var sample = SampleCharts(seed: 1)
    for _ in 0..<500 {
      let magnitude = Double(sign: .plus, exponent: Int(sample.uniform() * 1200) - 600, significand: 1)
      let low = (sample.uniform() - 0.5) * magnitude
      let domain = Domain(covering: [low, low + sample.uniform() * magnitude])
      let wanted = 2 + Int(sample.uniform() * 10)
      let ticks = ExtendedTicks(domain, wanted: wanted)
      let tolerance = (domain.high - domain.low) * 1e-8
      #expect((2...2 * wanted + 2).contains(ticks.values.count))
      #expect(ticks.values.allSatisfy { $0 >= domain.low - tolerance && $0 <= domain.high + tolerance })
      #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { abs($1 - $0 - ticks.step) < ticks.step * 1e-6 })
      // A nice step has at most three significant digits.
      let digits = String(ticks.step).prefix { $0 != "e" }.filter { $0 != "." }
      let significant = digits.drop { $0 == "0" }
      #expect(significant.reversed().drop { $0 == "0" }.count <= 3 || significant.contains("000") || significant.contains("999"))
    }
  }

  @Test(arguments: [
    ([0.0, 1], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ([0, 100], ["0", "20", "40", "60", "80", "100"]),
    ([-3, 3], ["−3", "−2", "−1", "0", "1", "2", "3"]),
    ([0, 40_000], ["0", "10\u{202F}000", "20\u{202F}000", "30\u{202F}000", "40\u{202F}000"]),
  ])
  func knownTicks(ends: [Double], labels: [String]) {
    let wanted = labels.count
    #expect(LinearScale(covering: ends).ticks(wanted).flatMap(\.lines) == labels)
  }

  @Test func scalesCoverTheirData() {
    var sample = SampleCharts(seed: 2)
    for _ in 0..<60 {
      let values = (0..<5).map { _ in (sample.uniform() - 0.5) * 1e3 }
      let linear = LinearScale(covering: values)
      #expect(values.allSatisfy { (-1e-9...1 + 1e-9).contains(linear.position($0)) })
      let logarithmic = LogScale(covering: values.map(abs))
      #expect(values.map(abs).allSatisfy { (-1e-9...1 + 1e-9).contains(logarithmic.position($0)) })
      for scale in [linear, logarithmic] as [any Scale] {
        for wanted in 1...12 {
          let ticks = scale.ticks(wanted)
          #expect(ticks.allSatisfy { (-1e-6...1 + 1e-6).contains(scale.position($0.value)) })
          #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value && $0.lines != $1.lines })
        }
      }
    }
  }

  @Test(arguments: [[], [Double.nan], [5], [5, 5], [0, 0], [1e300, -1e300], [.infinity, 1], [Double.leastNonzeroMagnitude], [1e16, 1e16 + 2], [-7e-200]] as [[Double]])
  func degenerateDataHaveScales(values: [Double]) {
    for scale in [LinearScale(covering: values), LogScale(covering: values)] as [any Scale] {
      for wanted in 0...9 {
        #expect(scale.ticks(wanted).allSatisfy { $0.value.isFinite && scale.position($0.value).isFinite })
      }
    }
  }

  @Test func calendarTicks() {
    let start = Instant(year: 2024, month: 2, day: 26)
    let week = TimeScale(from: start, to: start + 7 * 86_400)
    #expect(week.ticks(8).map(\.lines).first == ["Mon", "26 Feb"])
    #expect(week.ticks(8).map { $0.lines[1] }.contains("29 Feb"))
    let local = TimeScale(from: start, to: start + 86_400, offsetSeconds: -8 * 3600)
    // Midnight in local time is 8 o'clock UTC.
    #expect(local.ticks(8).contains { $0.value == Double((start + 8 * 3600).seconds) && $0.lines == ["00:00", "Mon 26 Feb"] })
    let year = TimeScale(from: Instant(year: 2023, month: 11, day: 15), to: Instant(year: 2024, month: 11, day: 15))
    #expect(year.ticks(13).map(\.lines).prefix(3) == [["Dec", "2023"], ["Jan", "2024"], ["Feb"]])
    #expect(week.text(Double(start.seconds) + 3661) == "Mon 26 Feb 2024, 01:01")
  }

  /// From seconds to millennia: within the range, rising, never more than about what was wanted.
  @Test func timeTicksOfAnyRange() {
    var sample = SampleCharts(seed: 3)
    for _ in 0..<400 {
      let start = Instant(year: 1 + Int(sample.uniform() * 4000), month: 1, day: 1) + Int(sample.uniform() * 3e7)
      let span = Int(Double(sign: .plus, exponent: Int(sample.uniform() * 36), significand: 1 + sample.uniform()))
      let scale = TimeScale(from: start, to: start + span, offsetSeconds: Int(sample.uniform() * 86_400) - 43_200)
      let wanted = 1 + Int(sample.uniform() * 12)
      let ticks = scale.ticks(wanted)
      #expect(ticks.count <= wanted + 2)
      #expect(ticks.allSatisfy { (0...1).contains(scale.position($0.value)) })
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
    }
    #expect(!TimeScale(from: Instant(seconds: .max), to: Instant(seconds: .min)).ticks(5).isEmpty)
  }

  @Test func numbersForPeople() {
    let plain = NumberFormat.plain
    #expect(plain.text(0.13712) == "0.137" && plain.text(-2.5) == "\u{2212}2.50" && plain.text(3) == "3")
    #expect(plain.text(-0.0001, decimals: 2) == "0.00")
    #expect(plain.text(1234) == "1234" && plain.text(1_234_567.8) == "1\u{202F}234\u{202F}568")
    #expect(plain.text(.nan) == "–" && plain.text(.infinity) == "–")
    #expect(plain.text(1.5e300) == "1.5×10³⁰⁰" && plain.text(-9.999e-9) == "\u{2212}1×10⁻⁸")
    #expect(NumberFormat.percent.text(0.4567) == "45.7%" && NumberFormat(unit: "Wh").text(5) == "5\u{202F}Wh")
    #expect(plain.text(0.1371, low: 0.12, high: 0.15, decimals: 3) == "0.137 [0.120, 0.150]")
    #expect(plain.text(0.999) == "0.999" && plain.text(999.96, decimals: 1) == "1000.0")
  }
}
