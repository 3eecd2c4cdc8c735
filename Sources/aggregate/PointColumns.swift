import Records
import Statistics

/// The pairs of values behind trends and correlations, in the groups of one --by: 16 bytes a record and pair of fields.
struct PointColumns: Sendable {
  private struct Cloud: Sendable {
    var points = ContiguousArray<(x: Double, y: Double)>()
    var missing = 0
  }

  private let question: Question
  private let rule: IntervalRule
  let grouping: Question.Grouping
  /// By group and association.
  private var clouds = ContiguousArray<Cloud>()

  init(_ question: Question, _ grouping: Question.Grouping) {
    (self.question, self.grouping, rule) = (question, grouping, IntervalRule(question))
  }

  /// - Parameter groupOfRecord: the records' groups.
  mutating func add(_ columns: RecordColumns, groupOfRecord: ContiguousArray<Int>) {
    let width = question.associations.count
    guard width > 0, let greatest = groupOfRecord.max() else { return }
    let added = (greatest + 1) * width - clouds.count
    if added > 0 { clouds.append(contentsOf: repeatElement(Cloud(), count: added)) }
    for (index, association) in question.associations.enumerated() {
      let (x, y) = (columns.values[association.x], columns.values[association.y])
      for (record, group) in groupOfRecord.enumerated() {
        let cloud = group * width + index
        if x[record].isNaN || y[record].isNaN {
          clouds[cloud].missing += 1
        } else {
          clouds[cloud].points.append((x: x[record], y: y[record]))
        }
      }
    }
  }

  func correlations(of group: (number: Int, values: [KeyValue])) -> [Correlation] {
    question.associations.indices.filter { !question.associations[$0].isTrend }.map { index in
      let cloud = clouds[group.number * question.associations.count + index]
      var (record, reasons) = (Correlation(), Reasons())
      record.by = Group(grouping.fields, group.values)
      (record.a, record.b) = question.associations[index].names
      (record.n, record.missing) = (cloud.points.count, cloud.missing)
      record.confidence = rule.confidence
      var comoments = Comoments()
      for point in cloud.points { comoments.add(point.x, point.y) }
      let interval = reasons.value { () throws(Undefined) in
        try comoments.correlationInterval(confidence: rule.confidence)
      }
      record.pearson = reasons.value { () throws(Undefined) in try comoments.correlation() }
      (record.ciLow, record.ciHigh) = (interval?.lower, interval?.upper)
      record.pearsonP = reasons.value { () throws(Undefined) in try comoments.correlationTest().p }
      record.test += rule.independenceClaim
      let ranks = Comoments(ranksOf: cloud.points)
      record.spearman = reasons.value { () throws(Undefined) in try ranks.correlation() }
      record.spearmanP = reasons.value { () throws(Undefined) in try ranks.correlationTest().p }
      record.reason = reasons.text
      return record
    }
  }

  func trends(of group: (number: Int, values: [KeyValue])) -> [Trend] {
    question.associations.indices.filter { question.associations[$0].isTrend }.map { index in
      let cloud = clouds[group.number * question.associations.count + index]
      var (record, reasons) = (Trend(), Reasons())
      record.by = Group(grouping.fields, group.values)
      (record.over, record.metric) = question.associations[index].names
      (record.n, record.missing) = (cloud.points.count, cloud.missing)
      record.confidence = rule.confidence
      if let trend = reasons.value({ () throws(Undefined) in try MonotoneTrend(cloud.points) }) {
        record.slope = reasons.value { () throws(Undefined) in try trend.slope() }
        let interval = reasons.value { () throws(Undefined) in try trend.slopeInterval(confidence: rule.confidence) }
        (record.ciLow, record.ciHigh) = (interval?.lower, interval?.upper)
        let test = trend.test()
        (record.tau, record.p) = (test.statistic, test.p)
        record.test += rule.independenceClaim
      }
      record.reason = reasons.text
      return record
    }
  }
}
