import Charting
import CommandSupport
import Records
import StreamIO

extension Study {
  /// The whole study on one page: the answer, what it rests on, how it was made. What the records do not hold is left
  /// out, but for the summaries by controller.
  ///
  /// - Parameters:
  ///   - notes: how the study was made, line by line, in the words of who made it.
  ///   - checksums: of what the files of records behind it hold, as sha256sum writes them.
  func report(notes: [String] = [], checksums: [String] = []) throws(MissingRecords) -> ReportPage {
    let controllers = try controllers()
    var page = ReportPage(settings.title)
    page.banner = GridOrigin(records.summaries(of: settings.metric, by: ["controller"])).warning
    if let answer = StudyAnswer(self) { (page.lead, page.keyNumbers) = (answer.sentences, answer.keyNumbers) }
    page.opening = (try? weights())?.inReport
    let tables = StudyTables(records: records, settings: settings)
    page.sections = [
      ReportSection(
        "How the controllers compare",
        [.figure(controllers.inReport), .folded("All controllers in numbers", tables.controllers.map { .table($0) })]
          + Self.blocks(try? front()))
    ]
    if let seasons = try? groups(by: "season", facet: "zone") {
      page.sections.append(ReportSection("Where and when", [.figure(seasons.inReport)]))
    }
    let cameras = [try? groups(by: "success_model"), (try? groups(by: "capacity_wh"))?.folded(), try? priceOfWishes()].flatMap(Self.blocks)
    if !cameras.isEmpty { page.sections.append(ReportSection("For which camera", cameras)) }
    if let foresight = try? foresight() {
      page.sections.append(ReportSection("What the future would tell", [.figure(foresight.inReport)]))
    }
    if let week = try? week() { page.sections.append(ReportSection("A closer look", [.figure(week.inReport)])) }
    let place = page.sections.count
    if let tests = testsSection(tables) { page.sections.append(tests) }
    let forecasts = tables.forecasts
    if !forecasts.rows.isEmpty {
      page.sections.append(
        ReportSection("How good the forecasts are", [.paragraph(Self.aboutForecasts), .folded("The errors by zone and lead", [.table(forecasts)])]))
    }
    let imitations = tables.imitations
    if !imitations.rows.isEmpty {
      page.sections.append(
        ReportSection("What imitation is worth", [.paragraph(Self.aboutImitations), .folded("What the imitations meet, and what they lose", [.table(imitations)])]))
    }
    add(figures, to: &page.sections, at: place)
    page.sections.append(ReportSection("What the words mean", [.folded("Reward, regret, the controllers and the rest", [.list(Self.definitions)])]))
    var making: [ReportSection.Block] = [.list(Self.stages)]
    if !notes.isEmpty { making.append(.code(notes.joined(separator: "\n"))) }
    if !checksums.isEmpty {
      making.append(
        .folded(
          "The records behind this page, with the SHA-256 that zcat FILE | sha256sum tells",
          [.code(checksums.joined(separator: "\n"))]))
    }
    page.sections.append(ReportSection("How it was made", making))
    return page
  }

  /// Under their headings, where there are none yet under new ones at a place.
  private func add(_ figures: [(section: String, figure: StudyFigure)], to sections: inout [ReportSection], at place: Int) {
    var place = place
    for (title, figure) in figures {
      if let index = sections.firstIndex(where: { $0.title == title }) {
        sections[index].blocks.append(figure.block)
      } else {
        sections.insert(ReportSection(title, [figure.block]), at: place)
        place += 1
      }
    }
  }

  private static func blocks(_ figure: StudyFigure?) -> [ReportSection.Block] {
    figure.map { [$0.block] } ?? []
  }

  /// Carbon for a task that meets the wishes, by the cheapest model that does: what a wish for a better one costs.
  private func priceOfWishes() throws(MissingRecords) -> StudyFigure {
    var study = self
    study.settings.metric = "carbon_g/successes"
    var figure = try study.groups(by: "success_model", title: "What a wish costs in carbon")
    figure.reading = study.wishesReading()
    return figure
  }

  private func wishesReading() -> String {
    let keys = ["controller", "success_model"]
    let all = records.summaries(of: settings.metric, by: keys)
    guard let best = bestController(by: settings.metric, among: settings.groupControllers) else { return "" }
    let ranked = all.filter { $0.by["controller"]?.exact == best.exact && $0.mean != nil }.ranked(isLowerBetter: true)
    guard let least = ranked.first, let most = ranked.last, let low = least.mean, let high = most.mean, low > 0, high > low
    else { return "" }
    let (format, name) = (MetricText(settings.metric).format, { (summary: Summary) in summary.by["success_model"] ?? "" })
    return "Under \(ControllerName.inSentence(best)) a task costs \(format.text(high)) of CO₂e where the wishes ask for "
      + "\(name(most)), \(NumberFormat.plain.text(high / low)) times what it costs where \(name(least)) is enough (\(format.text(low)))."
  }

  /// Paired differences, ranks and findings, as far as there are records of them.
  private func testsSection(_ tables: StudyTables) -> ReportSection? {
    var blocks: [ReportSection.Block] = tables.comparisons.map { table in
      var bare = table
      bare.caption = ""
      return .folded(table.caption, [.table(bare)])
    }
    if !blocks.isEmpty {
      let compared = records.overallComparisons
      let intervals = IntervalWords.text(methods: compared.map(\.ciMethod), levels: compared.map(\.confidence))
      blocks.insert(.paragraph("\(Self.aboutTests) In brackets: \(intervals)."), at: 0)
    }
    if let ranks = try? ranks() { blocks.append(.folded(ranks.title, [.figure(ranks.inReport)])) }
    let insights = tables.insights
    if !insights.rows.isEmpty { blocks.append(.folded("What tests bear out, in \(insights.rows.count.counted("sentence"))", [.table(insights)])) }
    return blocks.isEmpty ? nil : ReportSection("Are the differences real?", blocks)
  }

  private static let aboutTests = """
    Every controller ran on the same scenarios, so runs are compared scenario by scenario. A negative difference means that the \
    controller has less of it than the one it is compared with. A small p, adjusted for the comparisons made, says that it is \
    unlikely to be chance that the ranks of the differences go one way; where their mean goes the other, because of a few large \
    ones, "for higher" or "for lower" says which way the ranks go. The records hold effect sizes and further metrics.
    """

  private static let aboutForecasts = """
    A planner is as good as its idea of the coming hours. Each network is judged on grid data it was not trained on, \
    beside two forecasts that learn nothing.
    """

  private static let aboutImitations = """
    A network that imitates plans is usually judged by how often it decides as they do, on plans it was not trained on. \
    That says little about what it loses when it decides for itself. Where plans charge less than half of an interval, a \
    network that learned shares of intervals meets nearly every label of charging by never doing it: its battery runs empty \
    and stays so. One that learned what is done at an interval's start errs, and its errors lead it into states that plans \
    never show it. Guarded, it charges where it would otherwise starve; relabelled, it also learned what would have been best in \
    states it came to by itself.
    """

  private static let definitions = [
    "Task: an image that one of the vision models is run on, or none; there is one every few seconds.",
    "Wishes: the least accuracy and the greatest latency that a task should have. A model that is too weak or too slow misses one.",
    "Scenario: one camera with its battery, charger and wishes at one place and time, over the days it is judged on.",
    "Carbon-free share: what of the grid's energy comes from wind, sun, water, nuclear and the like, at that time in that zone.",
    "Perfect foresight: the best plan for the grid as it turned out, with a proved bound. No controller can beat it.",
    "Naive: runs the cheapest model that meets the wishes while energy lasts, and charges only when it runs out.",
    "Reward: earned by tasks that meet both wishes, lost by missed ones, and lost by every unit of dirty energy drawn.",
    "Regret: the reward lost against perfect foresight. Over naive's, 0 is perfect foresight and 1 is naive: of all scenarios "
      + "summed, or (normalised) of each, and then the mean.",
    "Clairvoyant gain: what perfect foresight earns over running nothing and charging nothing.",
    "Threshold rule: charges while the grid is cleaner than most of its last day. Planners: plan the days ahead on a forecast, from "
      + "now on at every hour: yesterday again, the last week's mean day, that corrected by the present, or a learned one.",
    "Imitation: a network that learned to do as the plans did. Guarded: it charges where it would otherwise run empty.",
  ]

  private static let stages = [
    "scengen drew days and devices from the grid data and the configuration.",
    "solve found the best plan in hindsight for each, with a proved bound.",
    "trainnet learned to forecast the grid from data of other zones or years.",
    "simulate ran every controller on every scenario.",
    "aggregate turned the runs into means, intervals and paired tests.",
    "plot drew this page: \(suiteVersion). The same inputs and seed give the same bytes.",
  ]
}
