import ArgumentParser

/// What there is to draw: figures of the camera study, and charts of any records.
enum ChartName: ExpressibleByArgument, Equatable {
  enum StudyChart: String, CaseIterable { case controllers, groups, week, report, results }

  case study(StudyChart)
  case fields(FieldChart.Kind)

  init?(argument: String) {
    if let chart = StudyChart(rawValue: argument) {
      self = .study(chart)
    } else if let kind = FieldChart.Kind(rawValue: argument) {
      self = .fields(kind)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    StudyChart.allCases.map(\.rawValue) + FieldChart.Kind.allCases.map(\.rawValue)
  }

  /// Whether it is a picture, and not a page or a text.
  var isPicture: Bool { self != .study(.report) && self != .study(.results) }
}
