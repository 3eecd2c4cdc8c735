/// A thick line from one value to another of the level axis.
public struct SpanMark: Mark {
  public var low: Double
  public var high: Double
  /// The place on the upright axis.
  public var at: Double
  public var paint: Paint
  public var hover: String

  public init(_ low: Double, _ high: Double, at: Double, paint: Paint = .series(1), hover: String = "") {
    (self.low, self.high, self.at, self.paint, self.hover) = (low, high, at, paint, hover)
  }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard [low, high, at].allSatisfy(Domain.isDrawable) else { return }
    // A little beyond the values, so that it reads as a bar through their lines.
    let (from, to) = (frame.point(low, at), frame.point(high, at))
    var shape = Shape(
      .polylines([[frame.box.clamped(Point(from.x - 5, from.y)), frame.box.clamped(Point(to.x + 5, to.y))]], isClosed: false),
      stroke: paint)
    (shape.strokeWidth, shape.hover) = (5, hover)
    drawing.add(shape)
  }
}
