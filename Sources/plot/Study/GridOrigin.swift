import Camera
import Charting
import Records

/// Whether the grid data behind some records were measured.
enum GridOrigin: Equatable {
  case measured, modelled, unknown
  /// With the share of records on modelled data.
  case partlyModelled(Double)

  init(_ summaries: [Summary]) {
    let counted = summaries.filter { $0.recordCount > 0 }
    let shares = counted.compactMap { summary in
      summary.gridModelled.map { (share: $0, weight: Double(summary.recordCount)) }
    }
    guard !shares.isEmpty, shares.count == counted.count else {
      self = .unknown
      return
    }
    self.init(share: shares.reduce(0) { $0 + $1.share * $1.weight } / shares.reduce(0) { $0 + $1.weight })
  }

  init(_ traces: [Trace]) {
    let flags = traces.compactMap(\.gridModelled)
    guard !flags.isEmpty, flags.count == traces.count else {
      self = .unknown
      return
    }
    self.init(share: Double(flags.count { $0 }) / Double(flags.count))
  }

  init(share: Double) { self = share <= 0 ? .measured : share >= 1 ? .modelled : .partlyModelled(share) }

  /// At the head of every figure.
  var text: String {
    switch self {
    case .measured: "Measured grid data"
    case .modelled: "Modelled grid data"
    case .partlyModelled(let share): "Partly modelled grid data (\(NumberFormat.percent.text(share)) of the runs)"
    case .unknown: "Grid data of unrecorded origin"
    }
  }

  /// What the reader of a report must not miss; empty where the data were measured.
  var warning: String {
    switch self {
    case .measured: ""
    case .modelled:
      "The grid data behind this report are modelled, not measured: take the ranking of the controllers from here, and the "
        + "amounts from measured data."
    case .partlyModelled(let share):
      "The grid data of \(NumberFormat.percent.text(share)) of the runs behind this report are modelled, not measured."
    case .unknown: "The records behind this report do not say whether the grid data were measured or modelled."
    }
  }
}
