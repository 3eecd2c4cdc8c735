import ChartingChecks
import Testing

@testable import Charting

@Suite struct TerminalTests {
  /// No line is wider than the terminal, and every name of a series can be read, whole or cut.
  @Test(arguments: [1, 3, 12]) func linesFit(series: Int) {
    var sample = SampleCharts(seed: UInt64(300 + series))
    for isLong in [false, true] {
      var charts = sample.grammar(series: series, isLong: isLong)
      charts.append(("intervals", sample.intervals(categories: 4, series: series, isLong: isLong)))
      charts.append(("timeline", sample.timeline(series: series, steps: 168, isLong: isLong)))
      charts.append(("heat map", sample.heatMap()))
      for (name, chart) in charts {
        for width in [10, 80] {
          let text = chart.plot().terminalText(width: width)
          let widest = text.split(separator: "\n").map(\.count).max() ?? 0
          // A word of the texts around a chart may be wider alone.
          #expect(isLong || widest <= max(width, 40), "\(name) at \(width): \(widest)")
          #expect(!text.contains("\u{1B}"))
        }
      }
    }
  }

  @Test func colours() {
    var sample = SampleCharts(seed: 9)
    let plot = LineChart(
      ChartText(title: "t"), observations: sample.observations(series: 2), x: Dimension("x"), y: Dimension("y")).plot()
    let (plain, colored) = (plot.terminalText(width: 80), plot.terminalText(width: 80, hasColor: true))
    #expect(colored.contains("\u{1B}[38;5;166m"))
    let bare = colored.split(separator: "\u{1B}").enumerated().map { $0 == 0 ? $1 : $1.drop { $0 != "m" }.dropFirst() }.joined()
    #expect(bare == plain)
  }

  @Test func goldenTexts() {
    var sample = SampleCharts(seed: 44)
    var text = ""
    for (_, chart) in sample.grammar(series: 3) { text += chart.plot().terminalText(width: 80) + "\n" }
    text += sample.heatMap().plot().terminalText(width: 80)
    #expect(Golden.matches(text, "terminal.txt"))
  }
}
