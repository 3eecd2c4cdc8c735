import Charting
import ChartingChecks
import Glibc
import Records
import Testing

@Suite struct MarkupTests {
  static let nasty = "a<b>&\"c'\u{0}\u{1B}\u{FFFE} ]]> </text><script>alert(1)</script> é 漢字 🙂 \u{202E}"

  @Test func anyTextIsEscaped() {
    var chart = IntervalChart(
      ChartText(title: Self.nasty, subtitle: Self.nasty, caption: Self.nasty), valueTitle: Self.nasty,
      estimates: (0..<3).map {
        IntervalEstimate(category: Self.nasty, series: "\($0)\(Self.nasty)", facet: "", value: Double($0), low: -1, high: 4)
      })
    chart.references = [Reference(1, Self.nasty)]
    let svg = chart.drawing().svg(name: Self.nasty)
    #expect(WellFormedness.fault(in: svg) == nil)
    #expect(!svg.contains("<script"))
    var page = ReportPage(Self.nasty)
    (page.banner, page.lead) = (Self.nasty, [Self.nasty])
    page.keyNumbers = [KeyNumber(Self.nasty, Self.nasty, detail: Self.nasty)]
    page.sections = (0..<2).map { _ in
      ReportSection(
        Self.nasty,
        [
          .figure(ReportFigure(chart, reading: Self.nasty)), .figure(ReportFigure(chart)), .paragraph(Self.nasty),
          .list([Self.nasty]), .code(Self.nasty), .table(chart.table()),
        ])
    }
    let html = page.html()
    #expect(WellFormedness.fault(in: html) == nil)
    // The page's own, and no other.
    #expect(html.split(separator: "<script").count == 2)
    #expect(html == page.html())
  }

  @Test func theCheckerFindsFaults() {
    for bad in ["<a>", "<a><b></a></b>", "<a x=1/>", "<a x=\"1\" x=\"2\"/>", "<a>&</a>", "<a>&nbsp;</a>", "<a/><b/>", "<a>\u{1}</a>", "<a><b id=\"i\"/><b id=\"i\"/></a>"] {
      #expect(WellFormedness.fault(in: bad) != nil, "\(bad)")
    }
    #expect(WellFormedness.fault(in: "<a x=\"1\">&amp;<b/></a>") == nil)
  }

  /// Nothing is loaded from anywhere: the only address is the namespace.
  @Test func pagesAreSelfContained() {
    var sample = SampleCharts(seed: 5)
    var page = ReportPage("Report")
    page.sections = [ReportSection("One", [.figure(ReportFigure(sample.intervals(categories: 3)))]), ReportSection("Two")]
    let html = page.html()
    for forbidden in ["src=", "@import", "url(", "https:", "<link"] { #expect(!html.contains(forbidden)) }
    for needed in ["<h1>", "scope=\"col\"", "scope=\"row\"", "role=\"img\"", "<caption", "lang=\"en\"", "prefers-color-scheme:dark", "@media print"] {
      #expect(html.contains(needed), "\(needed)")
    }
  }

  /// WCAG 2.2: texts at 4.5:1, shapes at 3:1, on both grounds.
  @Test func coloursHaveContrast() {
    let css = Theme.css()
    for isDark in [false, true] {
      let color = { (name: String) -> [Double] in
        let pattern = isDark ? "--\(name):#" : "f-\(name){fill:#"
        let start = css.firstRange(of: pattern).map { css[$0.upperBound...].prefix(6) } ?? "000000"
        let value = Int(start, radix: 16) ?? 0
        return [16, 8, 0].map { Double(value >> $0 & 255) / 255 }
      }
      let luminance = { (name: String) -> Double in
        let linear = color(name).map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
      }
      let contrast = { (name: String) -> Double in
        let (a, b) = (luminance(name), luminance("surface"))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
      }
      #expect(contrast("ink") >= 7 && contrast("muted") >= 4.5)
      for index in 0..<8 { #expect(contrast("c\(index)") >= 3, "c\(index) dark \(isDark): \(contrast("c\(index)"))") }
    }
  }

  @Test func goldenGrammar() {
    var sample = SampleCharts(seed: 43)
    for (name, chart) in sample.grammar(series: 3) {
      let made = chart.drawing().svg(name: name)
      #expect(Golden.matches(made, "grammar-\(name).svg"), "grammar-\(name).svg differs")
      #expect(WellFormedness.fault(in: made) == nil)
    }
  }

  @Test(arguments: ["intervals", "facets", "timeline", "heatmap", "marks", "report"]) func goldenPictures(name: String) {
    var sample = SampleCharts(seed: 42)
    let made: String
    switch name {
    case "intervals": made = sample.intervals(categories: 4).drawing().svg(name: name)
    case "facets":
      var chart = sample.intervals(categories: 3, series: 2, facets: 2)
      chart.numbersTitle = ""
      made = chart.drawing().svg(name: name)
    case "timeline": made = sample.timeline(series: 2, steps: 24).drawing().svg(name: name)
    case "marks": made = sample.marks().drawing().svg(name: name)
    case "heatmap": made = sample.heatMap().drawing().svg(name: name)
    default:
      var page = ReportPage("A small report")
      page.lead = ["The answer."]
      page.banner = "Modelled data."
      page.keyNumbers = [KeyNumber("Regret", "0.137", detail: "of naive")]
      page.sections = [
        ReportSection("Result", [.figure(ReportFigure(sample.intervals(categories: 2), reading: "See."))]),
        ReportSection("How it was made", [.list(["Seed 42"]), .code("make")]),
      ]
      made = page.html()
    }
    let file = "\(name).\(name == "report" ? "html" : "svg")"
    #expect(Golden.matches(made, file), "\(file) differs")
    #expect(WellFormedness.fault(in: made) == nil)
  }
}

extension String {
  /// Where a text first occurs.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    indices.lazy.first { self[$0...].hasPrefix(text) }.map { $0..<self.index($0, offsetBy: text.count) }
  }
}
