import ArgumentParser
import StreamIO

/// What there is to draw: figures of a study, and charts of any records.
enum ChartName: Equatable {
  enum StudyChart: String, CaseIterable {
    case controllers, groups, weights, front, foresight, week, ranks, report, results, table

    /// Whether --by names its groups.
    var takesGroups: Bool { self == .groups || self == .table }
    var isPicture: Bool { ![.report, .results, .table].contains(self) }
  }

  case study(StudyChart)
  case fields(FieldChart.Kind)
  /// One of the configuration's.
  case figure

  init(_ name: String) throws {
    if let chart = StudyChart(rawValue: name) {
      self = .study(chart)
    } else if let kind = FieldChart.Kind(rawValue: name) {
      self = .fields(kind)
    } else if name == Self.figureName {
      self = .figure
    } else {
      let near = nearestName(to: name, among: Self.names).map { "did you mean \($0)?" }
      throw ValidationError("'\(name)' is not a chart; \(near ?? "there are \(Self.names.joined(separator: ", "))")")
    }
  }

  private static let figureName = "figure"
  static let names = StudyChart.allCases.map(\.rawValue) + FieldChart.Kind.allCases.map(\.rawValue) + [figureName]

  /// Whether it is a picture, and not a page or a text.
  var isPicture: Bool { if case .study(let chart) = self { chart.isPicture } else { true } }
}
