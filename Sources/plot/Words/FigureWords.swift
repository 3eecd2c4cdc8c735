import StreamIO

/// Two metrics against each other, the better ends of both, and who is beaten in both.
struct FrontWords: Record {
  enum Name: String, Placeholder {
    case asSubject = "Best", parts, set, x, y, baselineX = "baseline_x", baselineY = "baseline_y"
  }

  var x = ""
  var y = ""
  var by = ""
  var title = "The front"
  var titleByGroup = ""
  var part = Template<Name>()
  var reading = Template<Name>()

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("x", &x, default: "", "the metric across, which is better low")
    try visitor.field("y", &y, default: "", "the metric up, which is better high")
    try visitor.field("by", &by, default: "", "a field with a panel for each value")
    try visitor.field("title", &title, default: Self().title, "of the figure")
    try visitor.field("title_by_group", &titleByGroup, default: "", "of the figure with panels")
    try visitor.field("part", &part, default: Template(), "of each panel: {set}, {x}, {y}, {baseline_x}, {baseline_y}")
    try visitor.field("reading", &reading, default: Template(), "all {parts}")
  }
}

/// Differences to the bound.
struct ForesightWords: Record {
  var title = ""
  var by = ""
  var otherwise = ""

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, default: "", "of the figure")
    try visitor.field("by", &by, default: "", "a field whose values are shown beside all together")
    try visitor.field("otherwise", &otherwise, default: "", "the metric shown where the study's own has no such differences")
  }
}

/// One metric by what the reward asks for, under the best, the bound and the baseline; and why the bound may be worse in it.
struct WeightsWords: Record {
  enum Name: String, Placeholder { case change, clauses, set, first, second }

  var metric = ""
  var by = ""
  var title = ""
  var cause = ""
  var describedBy: [String] = []
  var description = Template<Name>()
  var reading = Template<Name>()
  var caused = ""
  var uncaused = ""
  var neither = ""

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("metric", &metric, default: "", "what is shown")
    try visitor.field("by", &by, default: "", "the field of the sets of weights")
    try visitor.field("title", &title, default: "", "of the figure")
    try visitor.field("cause", &cause, default: "", "the metric in which the bound exceeds the baseline where that is why")
    try visitor.field("described_by", &describedBy, default: [], "two fields that describe a set")
    try visitor.field("description", &description, default: Template(), "of a set: {set}, {first}, {second}")
    try visitor.field("reading", &reading, default: Template(), "why the bound is worse: {change}, {clauses}")
    try visitor.field("caused", &caused, default: "", "of sets where it is, for that cause")
    try visitor.field("uncaused", &uncaused, default: "", "of sets where it is, without that cause")
    try visitor.field("neither", &neither, default: "", "of sets where it is not")
  }
}

/// What contenders did in one scenario, over time.
struct WeekWords: Record {
  enum Name: String, Placeholder { case length, id, mean, shares }

  var title: Template<Name> = "{length} in the life of {id}"
  var strips: [StripWords] = []
  var lively: [String] = []
  var place = ""
  var share = ""
  var shareWeight = ""
  var reading = Template<Name>()
  var readingOfNone = Template<Name>()

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, default: Self().title, "{length}, {id}")
    try visitor.field("strips", &strips, default: [], "fields of traces, under each other")
    try visitor.field("lively", &lively, default: [], "two fields: the scenario is shown in which both move most")
    try visitor.field("place", &place, default: "", "the field that says where")
    try visitor.field("share", &share, default: "", "a share that is the same for all contenders")
    try visitor.field("share_weight", &shareWeight, default: "", "what weighs it for each contender")
    try visitor.field("reading", &reading, default: Template(), "its {mean}, and its weighted {shares}")
    try visitor.field("reading_of_none", &readingOfNone, default: Template(), "the same where nothing weighs")
  }
}

/// A field of traces in a strip of its own, or in one for each contender.
struct StripWords: Record, Blank {
  enum Look: String, Choice {
    /// One area, as it is the same for all.
    case shared
    /// An area for each contender, of one height.
    case each
    /// Names, a lane for each contender.
    case names
    /// Shares of the time, a lane for each contender.
    case shares
    init() { self = .shared }
  }
  enum Name: String, Placeholder { case full }

  var field = ""
  var look = Look.shared
  var title = ""
  var detail = Template<Name>()
  var orderedBy = ""

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("field", &field, "of traces")
    try visitor.field("look", &look, "how it is drawn")
    try visitor.field("title", &title, default: "", "left out: the field's")
    try visitor.field("detail", &detail, default: Template(), "what else is to be said; of shares: {full}, what the whole height is")
    try visitor.field("ordered_by", &orderedBy, default: "", "of names: the field whose largest value with each orders them")
  }
}
