import Charting
import CommandSupport
import Records
import StreamIO

extension Study {
  /// The whole study on one page: the answer, what it rests on, how it was made. What the records do not hold is left out, but
  /// for the summaries by contender.
  ///
  /// - Parameters:
  ///   - notes: how the study was made, line by line, in the words of who made it.
  ///   - checksums: of what the files of records behind it hold, as sha256sum writes them.
  func report(notes: [String] = [], checksums: [String] = []) throws(MissingRecords) -> ReportPage {
    _ = try controllers()
    var page = ReportPage(settings.title)
    page.banner = words.warning(DataOrigin(records.overall(settings.metric)))
    if let answer = StudyAnswer(self) { (page.lead, page.keyNumbers) = (answer.sentences, answer.keyNumbers) }
    page.opening = words.opening.flatMap { try? figure($0) }?.inReport
    var place: Int?
    for section in words.report {
      if section.title.isEmpty {
        place = page.sections.count
      } else if let made = made(section, notes, checksums) {
        page.sections.append(made)
      }
    }
    add(figures, to: &page.sections, at: place ?? page.sections.count)
    return page
  }

  func figure(_ block: BlockWords) throws(MissingRecords) -> StudyFigure {
    var figure: StudyFigure
    switch block.figure {
    case .controllers, nil: figure = try controllers()
    case .groups: figure = try groups(block)
    case .weights: figure = try weights()
    case .front: figure = try front()
    case .foresight: figure = try foresight()
    case .week: figure = try week()
    case .ranks: figure = try ranks()
    }
    figure.isFolded = block.isFolded
    return figure
  }

  /// Nil where it has figures or tables, and the records hold none of them.
  private func made(_ section: SectionWords, _ notes: [String], _ checksums: [String]) -> ReportSection? {
    var (made, isOfRecords, hasRecords) = (ReportSection(section.title), false, false)
    for block in section.blocks {
      if block.figure != nil {
        isOfRecords = true
        guard let figure = try? figure(block) else { continue }
        hasRecords = true
        made.blocks.append(figure.block)
      } else if !block.table.isEmpty {
        isOfRecords = true
        let tables = tables(block)
        hasRecords = hasRecords || !tables.isEmpty
        made.blocks += tables
      } else if block.isMaking {
        made.blocks += making(notes, checksums)
      } else if !block.list.isEmpty {
        let list = ReportSection.Block.list(block.list.compactMap { $0.filled([.version: suiteVersion]) })
        made.blocks.append(block.fold.isEmpty ? list : .folded(block.fold, [list]))
      } else {
        made.blocks.append(.paragraph(block.text))
      }
    }
    return isOfRecords && !hasRecords ? nil : made
  }

  private func making(_ notes: [String], _ checksums: [String]) -> [ReportSection.Block] {
    var blocks: [ReportSection.Block] = notes.isEmpty ? [] : [.code(notes.joined(separator: "\n"))]
    if !checksums.isEmpty {
      blocks.append(
        .folded(
          "The records behind this page, with the SHA-256 that zcat FILE | sha256sum tells",
          [.code(checksums.joined(separator: "\n"))]))
    }
    return blocks
  }

  /// The tables of a block after its paragraph; nothing where the records hold none.
  private func tables(_ block: BlockWords) -> [ReportSection.Block] {
    let tables = StudyTables(study: self)
    var text = block.text
    var blocks: [ReportSection.Block]
    switch block.table {
    case "contenders": blocks = tables.contenders.map { .table($0) }
    case "comparisons":
      let compared = records.overallComparisons.filter { words.isCompared($0.metric) }
      let intervals = IntervalWords.text(methods: compared.map(\.ciMethod), levels: compared.map(\.confidence))
      text = [text, "In brackets: \(intervals)."].filter { !$0.isEmpty }.joined(separator: " ")
      blocks = tables.comparisons.map { table in
        var bare = table
        bare.caption = ""
        return .folded(table.caption, [.table(bare)])
      }
    case "insights":
      let insights = tables.insights
      let title = "What tests bear out, in \(insights.rows.count.counted("sentence"))"
      blocks = insights.rows.isEmpty ? [] : [.folded(title, [.table(insights)])]
    default:
      let made = records.tables.first { $0.name.exact == block.table.exact }?.table(self) ?? DataTable()
      blocks = made.rows.isEmpty ? [] : [.table(made)]
    }
    guard !blocks.isEmpty else { return [] }
    if !block.fold.isEmpty { blocks = [.folded(block.fold, blocks)] }
    return (text.isEmpty ? [] : [.paragraph(text)]) + blocks
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
}
