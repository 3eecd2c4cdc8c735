import StreamIO

/// The statistics of a stream, built batch by batch in the order of the records.
struct Aggregation: Sendable {
  let question: Question
  private(set) var spaces: ContiguousArray<KeySpace>
  private(set) var groups: [GroupStatistics]
  private(set) var distributions: [DistributionCounts]
  private(set) var points: [PointColumns]
  private(set) var pairs: [PairedColumns]
  /// Records, those that do not count included.
  private(set) var read = 0
  private var counted = 0
  private var found: UInt64 = 0
  /// Names to suggest where one is not found; of the first record of each batch, which is enough.
  private var fieldNames = Set<ExactText>()

  init(_ question: Question) {
    self.question = question
    spaces = ContiguousArray(repeating: KeySpace(), count: question.keys.count)
    groups = question.groupings.map { GroupStatistics(question, $0) }
    distributions = question.groupings.map { DistributionCounts(question, $0) }
    points = question.groupings.map { PointColumns(question, $0) }
    pairs = question.pairings.map { PairedColumns(question, $0) }
  }

  mutating func add(_ columns: RecordColumns) throws(Failure) {
    read += columns.read
    counted += columns.count
    found |= columns.found
    if fieldNames.count < 1000 { fieldNames.formUnion(columns.fieldNames.map(\.exact)) }
    var keys = ContiguousArray<ContiguousArray<Int>>()
    for (column, spelled) in columns.keys.enumerated() {
      let numbers = spaces[column].numbers(of: spelled.table)
      keys.append(ContiguousArray(spelled.numbers.lazy.map { numbers[$0] }))
    }
    for index in groups.indices {
      try groups[index].add(columns, keys: keys)
      let groupOfRecord = keys[groups[index].grouping.groups]
      distributions[index].add(columns, groupOfRecord: groupOfRecord)
      points[index].add(columns, groupOfRecord: groupOfRecord)
    }
    for index in pairs.indices { try pairs[index].add(columns, keys: keys, in: spaces) }
  }

  /// Checks that what was asked for was there.
  func finish() throws(Failure) {
    guard read > 0 else { throw Failure(.data, "there are no records to summarise") }
    for (index, name) in question.fields.prefix(question.demandedCount).enumerated()
    where found & 1 << UInt64(index) == 0 {
      throw Failure(
        .data,
        "no record has a field \"\(name)\"; "
          + (nearestName(to: name, among: fieldNames.sorted().map(\.text)).map { "did you mean \"\($0)\"?" }
            ?? "there are \(fieldNames.sorted().map(\.text).joined(separator: ", "))"))
    }
    guard counted > 0 else {
      let conditions = question.conditions.map(\.text).joined(separator: " and ")
      throw Failure(.data, "none of \(read) records has \(conditions)")
    }
    if let pairing = question.pairings.first {
      let names = pairs[0].named(in: spaces[pairing.contenders]).map(\.name)
      for name in question.configuration.baselines + question.configuration.about where !names.contains(exactly: name) {
        throw Failure(
          .data,
          "no record has \(question.configuration.compare ?? "")=\(name); "
            + (nearestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
              ?? "there are \(names.sortedExactly().joined(separator: ", "))"))
      }
    }
  }
}
