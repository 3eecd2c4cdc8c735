/// A line through points in data coordinates, broken where a value is not a number.
public struct LineMark: Mark {
  public var points: [Point]
  public var style: SeriesStyle
  /// Each value holds until the next point's x.
  public var isStepped = false
  public var strokeWidth = 1.8
  public var hover = ""

  public init(_ points: [Point], style: SeriesStyle) { (self.points, self.style) = (points, style) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    let lines = Polylines.make(points, in: frame, isStepped: isStepped)
    guard !lines.isEmpty else { return }
    var shape = Shape(.polylines(lines, isClosed: false), stroke: style.paint)
    (shape.strokeWidth, shape.dash, shape.hover) = (strokeWidth, style.dash, hover)
    drawing.add(shape)
    // A point between two gaps has no line.
    for line in lines where line.count == 1 {
      drawing.add(Shape(.symbol(style.symbol, at: line[0], radius: 2.5), fill: style.paint))
    }
  }
}
