/// An arrow at the end of a level axis for a value that lies beyond it.
public struct BeyondMark: Mark {
  /// The place on the upright axis.
  public var at: Double
  public var style: SeriesStyle
  public var hover = ""

  public init(at: Double, style: SeriesStyle, hover: String = "") { (self.at, self.style, self.hover) = (at, style, hover) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard Domain.isDrawable(at) else { return }
    let (tip, y) = (frame.box.right, frame.y(at))
    drawing.add(.line(Point(tip - 22, y), Point(tip - 8, y), stroke: style.paint, width: 2))
    var shape = Shape(.symbol(.arrow, at: Point(tip, y), radius: 5), fill: style.paint)
    shape.hover = hover
    drawing.add(shape)
  }
}
