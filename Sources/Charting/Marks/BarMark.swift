/// A bar from a base to a value, one band wide or narrower.
public struct BarMark: Mark {
  public var value: Double
  public var base = 0.0
  public var at: Double
  /// In units of the other axis.
  public var thickness = 0.8
  public var direction = Direction.upright
  public var style: SeriesStyle
  public var hover = ""

  public init(_ value: Double, at: Double, style: SeriesStyle) { (self.value, self.at, self.style) = (value, at, style) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard Domain.isDrawable(value), Domain.isDrawable(at) else { return }
    let (near, far) = (at - thickness / 2, at + thickness / 2)
    var (a, b) =
      direction == .upright
      ? (frame.point(near, base), frame.point(far, value)) : (frame.point(base, near), frame.point(value, far))
    // Rounding may carry the ends of tiny numbers beyond the frame.
    (a, b) = (frame.box.clamped(a), frame.box.clamped(b))
    let box = Box(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
    for shape in Shape.area(box, style: style, hover: hover) { drawing.add(shape) }
  }
}
