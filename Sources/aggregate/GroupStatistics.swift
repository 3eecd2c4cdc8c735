import Statistics
import StreamIO

/// What is known of the groups of one --by: as much as their values need, however many records there are, and 32 bytes
/// a cluster and quantity.
struct GroupStatistics: Sendable {
  /// More groups than this are taken for a mistake: nobody reads a summary of each.
  static let maximumGroups = 1 << 16

  struct Group: Sendable {
    var records = 0
    var saysModelled = 0
    var modelled = 0
  }

  struct Values: Sendable {
    var moments = Moments()
    var quantiles = QuantileSketch()
    /// Only where it is asked for.
    var shape: ShapeMoments?
  }

  /// Sums over what is resampled together: a cluster of the group, or one record.
  struct Cell: Sendable {
    let group: Int
    /// The number of the cluster's key, or of the record.
    let key: Int
  }

  private let question: Question
  let grouping: Question.Grouping
  private(set) var groups = ContiguousArray<Group>()
  /// By group and metric.
  private var values = ContiguousArray<Values>()
  /// By group and quantity.
  private var counts = ContiguousArray<Int>()
  private(set) var cells = ContiguousArray<Cell>()
  /// By cell and resampled quantity; nothing where no record had the value.
  private var sums = ContiguousArray<SumPair>()
  /// Cells by the number of their key.
  private var cellOfKey = ContiguousArray<Int?>()
  private let metricCount: Int
  /// Quantities before it are not resampled.
  private let firstResampled: Int

  init(_ question: Question, _ grouping: Question.Grouping) {
    (self.question, self.grouping) = (question, grouping)
    metricCount = question.quantities.count { $0.denominator == nil }
    firstResampled = question.quantities.indices.first(where: question.isResampled) ?? question.quantities.count
  }

  private var quantityCount: Int { question.quantities.count }
  private var resampledCount: Int { quantityCount - firstResampled }

  func values(_ group: Int, metric: Int) -> Values { values[group * metricCount + metric] }
  /// Records of the group that have the quantity.
  func count(_ group: Int, _ quantity: Int) -> Int { counts[group * quantityCount + quantity] }

  /// nil where no record had the value.
  func sums(cell: Int, _ quantity: Int) -> SumPair? {
    let sums = sums[cell * resampledCount + quantity - firstResampled]
    return sums.isNothing ? nil : sums
  }

  /// - Parameter keys: of the records, by column of keys.
  mutating func add(_ columns: RecordColumns, keys: ContiguousArray<ContiguousArray<Int>>) throws(Failure) {
    let groupOfRecord = keys[grouping.groups]
    try open(groupOfRecord, columns)
    for (record, group) in groupOfRecord.enumerated() {
      groups[group].records += 1
      if let isModelled = columns.isModelled[record] {
        groups[group].saysModelled += 1
        if isModelled { groups[group].modelled += 1 }
      }
    }
    let firstCell = cells.count
    if resampledCount > 0 { openCells(groupOfRecord, grouping.cells.map { keys[$0] }) }
    for (index, quantity) in question.quantities.enumerated() {
      let numerators = columns.values[quantity.numerator]
      let denominators = quantity.denominator.map { columns.values[$0] }
      if question.configuration.interval == .wilson, denominators == nil { try checkRate(quantity, columns) }
      if question.configuration.weight != nil, let denominators { try checkWeights(denominators, columns) }
      for (record, group) in groupOfRecord.enumerated() {
        let (numerator, denominator) = (numerators[record], denominators?[record] ?? 1)
        if numerator.isNaN || denominator.isNaN { continue }
        counts[group * quantityCount + index] += 1
        if denominators == nil {
          values[group * metricCount + index].moments.add(numerator)
          values[group * metricCount + index].quantiles.add(numerator)
          values[group * metricCount + index].shape?.add(numerator)
        }
        guard index >= firstResampled else { continue }
        let cell = grouping.cells.flatMap { cellOfKey[keys[$0][record]] } ?? firstCell + record
        sums[cell * resampledCount + index - firstResampled].add(numerator: numerator, denominator: denominator)
      }
    }
  }

  private mutating func open(_ groupOfRecord: ContiguousArray<Int>, _ columns: RecordColumns) throws(Failure) {
    for (record, group) in groupOfRecord.enumerated() where group >= groups.count {
      guard group < Self.maximumGroups else {
        throw Failure(
          .data,
          "more than \(Self.maximumGroups) groups by \(grouping.fields.joined(separator: ", ")); "
            + "group by fields that few records differ in",
          at: Place(file: columns.file, line: columns.lineNumbers[record]))
      }
      let added = group + 1 - groups.count
      groups.append(contentsOf: repeatElement(Group(), count: added))
      let blank = Values(shape: question.configuration.isShapeWanted ? ShapeMoments() : nil)
      values.append(contentsOf: repeatElement(blank, count: added * metricCount))
      counts.append(contentsOf: repeatElement(0, count: added * quantityCount))
    }
  }

  private func checkRate(_ quantity: Question.Quantity, _ columns: RecordColumns) throws(Failure) {
    let values = columns.values[quantity.numerator]
    guard let record = values.firstIndex(where: { $0 != 0 && $0 != 1 && !$0.isNaN }) else { return }
    throw Failure(
      .data,
      "\(quantity.name) is \(values[record].json); --interval wilson is for rates: of 0 and 1, true and false, or the --ratio of "
        + "two counts",
      at: Place(file: columns.file, line: columns.lineNumbers[record]))
  }

  private func checkWeights(_ weights: ContiguousArray<Double>, _ columns: RecordColumns) throws(Failure) {
    guard let record = weights.firstIndex(where: { $0 < 0 }) else { return }
    throw Failure(
      .data, "\(question.configuration.weight ?? "") is \(weights[record].json); a weight is at least 0",
      at: Place(file: columns.file, line: columns.lineNumbers[record]))
  }

  private mutating func openCells(_ groupOfRecord: ContiguousArray<Int>, _ keys: ContiguousArray<Int>?) {
    for (record, group) in groupOfRecord.enumerated() {
      let key = keys?[record] ?? cells.count
      if keys != nil {
        let added = key + 1 - cellOfKey.count
        if added > 0 { cellOfKey.append(contentsOf: repeatElement(nil, count: added)) }
        guard cellOfKey[key] == nil else { continue }
        cellOfKey[key] = cells.count
      }
      cells.append(Cell(group: group, key: key))
      sums.append(contentsOf: repeatElement(.nothing, count: resampledCount))
    }
  }
}
