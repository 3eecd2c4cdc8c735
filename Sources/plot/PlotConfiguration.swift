import Charting
import CommandSupport
import Records
import StreamIO

/// What figures show: the section `plot` of the study's configuration.
struct PlotConfiguration: Record {
  var metric = StudySettings().metric
  var groupControllers = StudySettings().groupControllers
  var weekControllers = StudySettings().weekControllers
  var scenario = ""
  var offsetHours: Double?
  var title = StudySettings().title
  var figures: [ConfiguredFigure] = []

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    let initial = StudySettings()
    try visitor.field("metric", &metric, default: initial.metric, "what controllers are compared by")
    try visitor.field(
      "group_controllers", &groupControllers, default: initial.groupControllers, "shown by season and other groups")
    try visitor.field(
      "week_controllers", &weekControllers, default: initial.weekControllers, "shown over a week, in order")
    try visitor.field("scenario", &scenario, default: "", "id of the week's scenario; empty for the liveliest of those traced")
    try visitor.field(
      "utc_offset_h", &offsetHours, .range(-14, 14), default: nil,
      "local time minus UTC of time axes; left out: of the week the solar time of its place, else UTC")
    try visitor.field("title", &title, default: initial.title, "of the report")
    try visitor.field("figures", &figures, default: [], "more figures, of any records, for the report and plot figure")
  }

  var settings: StudySettings {
    var settings = StudySettings()
    settings.metric = metric
    settings.groupControllers = groupControllers
    settings.weekControllers = weekControllers
    settings.offsetSeconds = offsetHours.map { Int(($0 * 60).rounded()) * 60 }
    settings.title = title
    return settings
  }
}
