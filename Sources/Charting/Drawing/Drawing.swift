/// A finished picture: shapes and texts at their places, ready to be written in any format.
public struct Drawing: Sendable {
  public var width: Double
  public var height: Double
  /// What a screen reader says first, and then.
  public var title: String
  public var description: String
  public var elements: [Element] = []

  public init(width: Double, height: Double, title: String, description: String) {
    (self.width, self.height, self.title, self.description) = (width, height, title, description)
  }

  public enum Element: Sendable {
    case shape(Shape)
    case text(TextRun)
  }

  /// All texts with their measured boxes: what must not overlap or leave the picture.
  public var texts: [TextRun] {
    elements.compactMap { if case .text(let run) = $0 { run } else { nil } }
  }

  public mutating func add(_ shape: Shape) { elements.append(.shape(shape)) }
  public mutating func add(_ text: TextRun) { elements.append(.text(text)) }
}

/// A shape with its look and what a reader sees on pointing at it.
public struct Shape: Sendable {
  public enum Geometry: Sendable {
    case rectangles([Box])
    case polylines([[Point]], isClosed: Bool)
    case symbol(Symbol, at: Point, radius: Double)
    /// The same symbol at many places.
    case symbols(Symbol, at: [Point], radius: Double)
  }

  public var geometry: Geometry
  /// Neither fill nor stroke makes an invisible area that still answers the pointer.
  public var fill: Paint?
  public var stroke: Paint?
  public var strokeWidth = 1.0
  public var dash: [Double] = []
  public var opacity = 1.0
  public var hover = ""

  public init(_ geometry: Geometry, fill: Paint? = nil, stroke: Paint? = nil) {
    (self.geometry, self.fill, self.stroke) = (geometry, fill, stroke)
  }

  /// A box as the areas of a series look: filled, or paler with an edge.
  static func area(_ box: Box, style: SeriesStyle, hover: String = "") -> [Shape] {
    var fill = Shape(.rectangles([box]), fill: style.paint)
    (fill.opacity, fill.hover) = (style.fillOpacity, hover)
    guard style.fillOpacity < 1 else { return [fill] }
    var edge = Shape(.rectangles([box]), stroke: style.paint)
    edge.strokeWidth = 1.5
    return [fill, edge]
  }

  static func line(_ a: Point, _ b: Point, stroke: Paint, width: Double = 1) -> Shape {
    var shape = Shape(.polylines([[a, b]], isClosed: false), stroke: stroke)
    shape.strokeWidth = width
    return shape
  }
}

/// One line of text at its place.
public struct TextRun: Sendable {
  public enum Alignment: Sendable { case start, middle, end }

  public var text: String
  /// On the baseline.
  public var anchor: Point
  public var size: Double
  public var isBold: Bool
  public var alignment: Alignment
  public var paint: Paint

  public init(
    _ text: String, at anchor: Point, size: Double, isBold: Bool = false, alignment: Alignment = .start, paint: Paint = .ink
  ) {
    (self.text, self.anchor, self.size, self.isBold) = (text, anchor, size, isBold)
    (self.alignment, self.paint) = (alignment, paint)
  }

  /// From the top of capitals to the foot of descenders.
  public var box: Box {
    let width = TextMetrics.width(text, size: size, isBold: isBold)
    let x =
      switch alignment {
      case .start: anchor.x
      case .middle: anchor.x - width / 2
      case .end: anchor.x - width
      }
    return Box(x: x, y: anchor.y - Self.ascent * size, width: width, height: (Self.ascent + Self.descent) * size)
  }

  static let ascent = 0.78
  static let descent = 0.22
}
