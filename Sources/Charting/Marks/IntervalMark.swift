/// Whether a quantity is read along the level or the upright axis.
public enum Direction: Sendable { case level, upright }

/// A point with the interval it is known to lie in; a non-finite end is not drawn.
public struct IntervalMark: Mark {
  public var value: Double
  public var low: Double
  public var high: Double
  /// The place on the other axis.
  public var at: Double
  public var direction = Direction.level
  public var style: SeriesStyle
  public var radius = 4.5
  public var hover = ""

  public init(_ value: Double, low: Double, high: Double, at: Double, style: SeriesStyle) {
    (self.value, self.low, self.high, self.at, self.style) = (value, low, high, at, style)
  }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard Domain.isDrawable(value), Domain.isDrawable(at) else { return }
    let place = { (value: Double) in direction == .level ? frame.point(value, at) : frame.point(at, value) }
    if Domain.isDrawable(low), Domain.isDrawable(high), low < high {
      var (from, to) = (place(low), place(high))
      // An interval that leaves the scale (a logarithm's zero) is cut at the frame.
      from.x = max(from.x, frame.box.x)
      to.x = min(to.x, frame.box.right)
      var whisker = Shape.line(from, to, stroke: style.paint, width: 2)
      whisker.hover = hover
      drawing.add(whisker)
    }
    var symbol = Shape(.symbol(style.symbol, at: place(value), radius: radius), fill: style.paint, stroke: .surface)
    symbol.hover = hover
    drawing.add(symbol)
  }
}

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
    let head = [Point(tip, y), Point(tip - 9, y - 5), Point(tip - 9, y + 5)]
    var shape = Shape(.polylines([head], isClosed: true), fill: style.paint)
    shape.hover = hover
    drawing.add(shape)
  }
}

/// A bar from a base to a value, one band wide or narrower.
public struct BarMark: Mark {
  public var value: Double
  public var base = 0.0
  public var at: Double
  /// In units of the other axis.
  public var thickness = 0.8
  public var direction = Direction.upright
  public var paint: Paint
  public var hover = ""

  public init(_ value: Double, at: Double, paint: Paint) { (self.value, self.at, self.paint) = (value, at, paint) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard Domain.isDrawable(value), Domain.isDrawable(at) else { return }
    let (near, far) = (at - thickness / 2, at + thickness / 2)
    let (a, b) =
      direction == .upright
      ? (frame.point(near, base), frame.point(far, value)) : (frame.point(base, near), frame.point(value, far))
    let box = Box(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
    var shape = Shape(.rectangles([box]), fill: paint)
    shape.hover = hover
    drawing.add(shape)
  }
}
