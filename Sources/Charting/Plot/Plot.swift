/// A chart before it is laid out: panels in rows and columns under one heading.
public struct Plot: Sendable {
  public var title = ""
  public var subtitle = ""
  public var legend: [LegendEntry] = []
  /// Rows from top to bottom; panels of one row stand side by side and are equally wide.
  public var rows: [[Panel]] = []
  /// Under the panels: sources, number of observations, how the intervals were made.
  public var caption = ""
  /// Under the caption, each on its own line: what was left out and why.
  public var notes: [String] = []
  /// What the picture shows, in words, for those who do not see it.
  public var description = ""
  /// In pixels; at 760 the smallest text is 7.4 points when printed 180 mm wide.
  public var width = 760.0

  public init() {}

  /// Everything at its place.
  public func drawing() -> Drawing {
    var layout = PlotLayout(self)
    return layout.run()
  }
}

/// One coordinate system with its marks.
public struct Panel: Sendable {
  /// Above the panel, in bold; beside it the unit or meaning of the upright axis.
  public var title = ""
  public var legend: [LegendEntry] = []
  public var x: Axis
  public var y: Axis
  /// Of the plotting area, in pixels; grown where labels need more.
  public var height: Double
  /// Marks that stand under each other in one category of the upright axis.
  public var lanes = 1
  public var marks: [any Mark] = []
  /// Upright reference lines, their labels above the panel.
  public var references: [Reference] = []
  /// Labels in the margin right of the panel, at heights of the upright axis.
  public var trailing: [TrailingLabel] = []
  public var trailingTitle = ""
  /// In the middle of a panel that has nothing to draw.
  public var message = ""

  public init(x: Axis, y: Axis, height: Double) { (self.x, self.y, self.height) = (x, y, height) }
}

public struct Axis: Sendable {
  public var scale: any Scale
  public var title = ""
  public var showsLabels = true
  public var showsGrid = true

  public init(_ scale: any Scale, title: String = "") { (self.scale, self.title) = (scale, title) }
}

/// A value that others are compared with.
public struct Reference: Sendable, Hashable {
  public var value: Double
  public var label: String

  public init(_ value: Double, _ label: String) { (self.value, self.label) = (value, label) }
}

/// A label in the right margin, naming a line or a row; moved up or down where it would lie on another.
public struct TrailingLabel: Sendable {
  public var value: Double
  public var text: String
  public var paint: Paint

  public init(_ value: Double, _ text: String, paint: Paint = .ink) {
    (self.value, self.text, self.paint) = (value, text, paint)
  }
}

/// What a colour or symbol stands for.
public struct LegendEntry: Sendable {
  public enum Key: Sendable {
    case swatch(Paint)
    case area(SeriesStyle)
    /// A symbol on its interval.
    case point(SeriesStyle)
    case symbol(SeriesStyle)
    case line(SeriesStyle)
  }

  public var label: String
  public var key: Key

  public init(_ label: String, _ key: Key) { (self.label, self.key) = (label, key) }
}

/// Something drawn for data inside a panel.
public protocol Mark: Sendable {
  func draw(in frame: Frame, on drawing: inout Drawing)
}

/// The plotting area with its scales: data to pixels.
public struct Frame: Sendable {
  public let box: Box
  public let xScale: any Scale
  public let yScale: any Scale

  public func x(_ value: Double) -> Double { box.x + xScale.position(value) * box.width }

  public func y(_ value: Double) -> Double {
    let position = yScale.position(value)
    return box.y + (yScale.runsDown ? position : 1 - position) * box.height
  }

  public func point(_ x: Double, _ y: Double) -> Point { Point(self.x(x), self.y(y)) }
}
