/// A point with the interval it is known to lie in; a non-finite end is not drawn.
public struct IntervalMark: Mark {
  public var value: Double
  public var low: Double
  public var high: Double
  /// The place on the other axis.
  public var at: Double
  public var direction = Direction.level
  public var style: SeriesStyle
  /// Of the symbol at the value; 0 for none.
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
      (from, to) = (frame.box.clamped(from), frame.box.clamped(to))
      var whisker = Shape.line(from, to, stroke: style.paint, width: 2)
      whisker.hover = hover
      drawing.add(whisker)
    }
    guard radius > 0 else { return }
    var symbol = Shape(.symbol(style.symbol, at: place(value), radius: radius), fill: style.paint, stroke: .surface)
    symbol.hover = hover
    drawing.add(symbol)
  }
}
