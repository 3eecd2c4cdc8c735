import Charting
import CommandSupport
import Records
import StreamIO

/// What figures show: the section `plot` of the study's configuration. What it leaves out is as the words have it.
struct PlotConfiguration: Record {
  var words: String?
  var metric: String?
  var groupControllers: [String]?
  var weekControllers: [String]?
  var scenario = ""
  var offsetHours: Double?
  var title: String?
  var figures: [ConfiguredFigure] = []

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("words", &words, default: nil, "file of what the problem calls things; left out: the camera study's")
    try visitor.field("metric", &metric, default: nil, "what contenders are compared by")
    try visitor.field("group_controllers", &groupControllers, default: nil, "contenders shown by season and other groups")
    try visitor.field("week_controllers", &weekControllers, default: nil, "contenders shown over a week, in order")
    try visitor.field("scenario", &scenario, default: "", "id of the week's scenario; empty for the liveliest of those traced")
    try visitor.field(
      "utc_offset_h", &offsetHours, .range(-14, 14), default: nil,
      "local time minus UTC of time axes; left out: of the week the solar time of its place, else UTC")
    try visitor.field("title", &title, default: nil, "of the report")
    try visitor.field("figures", &figures, default: [], "more figures, of any records, for the report and plot figure")
  }

  var offsetSeconds: Int? { offsetHours.map { Int(($0 * 60).rounded()) * 60 } }

  func settings(_ words: Words) -> StudySettings {
    var settings = StudySettings(words)
    settings.metric = metric ?? settings.metric
    settings.groupControllers = groupControllers ?? settings.groupControllers
    settings.weekControllers = weekControllers ?? settings.weekControllers
    settings.offsetSeconds = offsetSeconds
    settings.title = title ?? settings.title
    return settings
  }
}
