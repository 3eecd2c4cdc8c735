/// A line from the axis at the foot up to a row, and along it to the margin where its name stands.
public struct ElbowMark: Mark {
  public var value: Double
  /// The place on the upright axis.
  public var row: Double
  /// Whether the name stands in the left margin.
  public var isLeft: Bool
  public var hover = ""

  public init(_ value: Double, row: Double, isLeft: Bool) { (self.value, self.row, self.isLeft) = (value, row, isLeft) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard Domain.isDrawable(value), Domain.isDrawable(row) else { return }
    let corner = frame.point(value, row)
    let end = Point(isLeft ? frame.box.x - 4 : frame.box.right + 10, corner.y)
    var shape = Shape(.polylines([[Point(corner.x, frame.box.bottom), corner, end]], isClosed: false), stroke: .ink)
    (shape.strokeWidth, shape.hover) = (1.2, hover)
    drawing.add(shape)
    drawing.add(Shape(.symbol(.circle, at: Point(corner.x, frame.box.bottom), radius: 3), fill: .ink))
  }
}
