import Charting
import Records
import StreamIO

/// Whether the data behind some records were measured.
enum DataOrigin: Equatable {
  case measured, modelled, unknown
  /// With the share of records on modelled data.
  case partlyModelled(Double)

  init(_ summaries: [Summary]) {
    let counted = summaries.filter { $0.recordCount > 0 }
    let shares = counted.compactMap { summary in
      summary.modelled.map { (share: $0.share, weight: Double(summary.recordCount)) }
    }
    guard !shares.isEmpty, shares.count == counted.count else {
      self = .unknown
      return
    }
    self.init(share: shares.reduce(0) { $0 + $1.share * $1.weight } / shares.reduce(0) { $0 + $1.weight })
  }

  init(_ traces: [TraceRecord]) {
    let flags = traces.compactMap(\.isModelled)
    guard !flags.isEmpty, flags.count == traces.count else {
      self = .unknown
      return
    }
    self.init(share: Double(flags.count { $0 }) / Double(flags.count))
  }

  init(share: Double) { self = share <= 0 ? .measured : share >= 1 ? .modelled : .partlyModelled(share) }
}

/// What is said of where data come from.
struct OriginWords: Record {
  var fields = ["modelled"]
  var measured = "Measured data"
  var modelled = "Modelled data"
  var partly: Template<SharePlaceholder> = "Partly modelled data ({share} of the runs)"
  var unknown = "Data of unrecorded origin"
  var warningOfModelled: Template<SharePlaceholder> =
    "The data behind this report are modelled, not measured: take the ranking of the {contenders} from here, and the amounts from measured data."
  var warningOfPartly: Template<SharePlaceholder> = "The data of {share} of the runs behind this report are modelled, not measured."
  var warningOfUnknown = "The records behind this report do not say whether the data were measured or modelled."

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    let initial = OriginWords()
    try visitor.field("fields", &fields, default: initial.fields, "fields of records that say whether their data are modelled")
    try visitor.field("measured", &measured, default: initial.measured, "at the head of a figure, where they are not")
    try visitor.field("modelled", &modelled, default: initial.modelled, "where they are")
    try visitor.field("partly", &partly, default: initial.partly, "where some are: {share}")
    try visitor.field("unknown", &unknown, default: initial.unknown, "where records do not say so")
    try visitor.field("warning_modelled", &warningOfModelled, default: initial.warningOfModelled, "at the head of a report")
    try visitor.field("warning_partly", &warningOfPartly, default: initial.warningOfPartly, "the same: {share}")
    try visitor.field("warning_unknown", &warningOfUnknown, default: initial.warningOfUnknown, "the same")
  }
}

extension Words {
  /// At the head of every figure.
  func text(_ data: DataOrigin) -> String {
    switch data {
    case .measured: origin.measured
    case .modelled: origin.modelled
    case .partlyModelled(let share): origin.partly.filled([.share: NumberFormat.percent.text(share)]) ?? ""
    case .unknown: origin.unknown
    }
  }

  /// What the reader of a report must not miss; empty where the data were measured.
  func warning(_ data: DataOrigin) -> String {
    switch data {
    case .measured: ""
    case .modelled: origin.warningOfModelled.filled([.contenders: contender.plural]) ?? ""
    case .partlyModelled(let share): origin.warningOfPartly.filled([.share: NumberFormat.percent.text(share)]) ?? ""
    case .unknown: origin.warningOfUnknown
    }
  }
}
