import Charting
import CommandSupport
import Records
import StreamIO

/// A table made of any records, as the words describe it.
struct RecordTable: Sendable {
  let name: String
  private let words: RecordTableWords
  private var fields: [String] = []
  private let scanner: FieldScanner
  private var places: [Range<Int>]
  /// The kind of records that it is of, where a condition says so.
  private let kind: String?
  private let conditions: [Condition]
  /// Of each contender, what tells its records; nothing where it has none.
  private let owners: [(name: String, conditions: [Condition])]
  private var rows: [Row] = []

  private struct Row {
    var cells: [ExactText: [Cell]] = [:]
    /// The contenders that it is of, by their places.
    var owners: [Int]
  }

  init(_ name: String, _ words: RecordTableWords) throws(Failure) {
    (self.name, self.words) = (name, words)
    var fields = (words.columns.map(\.field) + words.lines.flatMap { [$0.field, $0.by] }).filter { !$0.isEmpty }.distinct()
    func number(_ name: String) -> Int {
      if let index = fields.firstIndex(exactly: name) { return index }
      fields.append(name)
      return fields.count - 1
    }
    kind = words.conditions.lazy.compactMap { $0.dropping(prefix: "kind=") }.first
    conditions = try words.conditions.map { text throws(Failure) in try Condition(text, field: number) }
    owners = try words.contenders.entries.map { entry throws(Failure) in
      let own = try entry.value.map { text throws(Failure) in try Condition(text, field: number) }
      return (entry.name, own)
    }
    try FieldScanner.check(fields)
    (self.fields, scanner) = (fields, FieldScanner(fields))
    places = Array(repeating: 0..<0, count: fields.count)
  }

  static func all(_ words: Words) throws(Failure) -> [RecordTable] {
    try words.records.entries.map { entry throws(Failure) in try RecordTable(entry.name, entry.value) }
  }

  mutating func add(_ line: UnsafeBufferPointer<UInt8>, kind: String, _ lines: LineReader) throws(Failure) {
    guard self.kind == nil || self.kind?.exact == kind.exact else { return }
    var reader = JSONReader(line, file: lines.name, firstLine: lines.lineNumber)
    let found = try places.withUnsafeMutableBufferPointer { places throws(Failure) in try scanner.scan(&reader, into: places) }
    try reader.finish()
    guard try hold(conditions, &reader, found) else { return }
    var row = Row(owners: [])
    for (index, owner) in owners.enumerated() where !owner.conditions.isEmpty {
      if try hold(owner.conditions, &reader, found) { row.owners.append(index) }
    }
    for (index, field) in fields.enumerated() where FieldScanner.isFound(index, in: found) {
      reader.move(to: places[index].lowerBound)
      do throws(Failure) { row.cells[field.exact] = try Cell.read(&reader) } catch { throw error.named(field) }
    }
    rows.append(row)
  }

  private func hold(_ conditions: [Condition], _ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool {
    for condition in conditions {
      guard FieldScanner.isFound(condition.field, in: found) else {
        if condition.holdsWhereAbsent { continue }
        return false
      }
      reader.move(to: places[condition.field].lowerBound)
      if try !condition.holds(&reader) { return false }
    }
    return true
  }

  /// Without rows where the records hold nothing of it.
  func table(_ study: Study) -> DataTable { owners.isEmpty ? ofRecords(study.words) : ofContenders(study) }

  /// A row for each line of each record.
  private func ofRecords(_ language: Words) -> DataTable {
    let heads = words.columns.map { DataTable.Column($0.title) } + [.init(words.lineTitle)]
    var table = DataTable(
      caption: words.caption, columns: heads + words.elements.map { .init("\($0) \(words.elementUnit)", isNumeric: true) })
    for row in rows {
      let texts = words.columns.map { column in
        (row.cells[column.field.exact] ?? []).map { language.text(of: $0.name, column.field) }.joined(separator: ", ")
      }
      for line in words.lines {
        guard let values = row.cells[line.field.exact], !values.isEmpty else { continue }
        let by = row.cells[line.by.exact]?.first.map { " (\($0.name))" } ?? ""
        table.rows.append(
          texts + [line.title + by]
            + words.elements.map { element in
              guard values.indices.contains(element - 1), let value = values[element - 1].number else { return "–" }
              return NumberFormat(factor: words.factor).text(value, decimals: words.decimals)
            })
      }
    }
    return table
  }

  /// A row for each contender that has estimates: what its records say, beside these.
  private func ofContenders(_ study: Study) -> DataTable {
    let metrics = words.metrics.filter { !study.records.overall($0).isEmpty }
    guard !rows.isEmpty, let first = metrics.first else { return DataTable() }
    let names = owners.map(\.name).filter { study.records.summary(of: first, $0) != nil }
    var table = StudyTables(study: study).table(words.caption, names, metrics)
    table.columns.insert(contentsOf: words.columns.map { .init($0.title, isNumeric: true) }, at: 1)
    table.numbers = table.numbers.map { [$0[0]] + words.columns.map { _ in nil } + $0.dropFirst() }
    for (index, name) in names.enumerated() {
      let owner = owners.firstIndex { $0.name.exact == name.exact } ?? 0
      let own = rows.filter { $0.owners.contains(owner) }
      let texts = words.columns.map { column in
        column.except.contains(exactly: name) ? "–" : Self.text(own.compactMap { $0.cells[column.field.exact]?.first }, column, study.words)
      }
      table.rows[index].insert(contentsOf: texts, at: 1)
    }
    return table
  }

  private static func text(_ cells: [Cell], _ column: ColumnWords, _ language: Words) -> String {
    let numbers = cells.compactMap(\.number)
    switch column.look {
    case .text: return cells.map(\.name).distinct().joined(separator: ", ")
    case .range:
      guard let least = numbers.min(), let most = numbers.max() else { return "–" }
      return least == most ? Cell.number(most).name : "\(Cell.number(least).name) to \(Cell.number(most).name)"
    case .mean:
      guard !numbers.isEmpty else { return "–" }
      return language.text(of: column.field).format.text(numbers.reduce(0, +) / Double(numbers.count), decimals: 1)
    }
  }
}
