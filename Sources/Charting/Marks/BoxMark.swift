/// A box from quartile to quartile with the median across it, whiskers, and single values beyond them, on a level axis.
public struct BoxMark: Mark {
  public var numbers: FiveNumbers
  /// The place on the upright axis.
  public var at = 0.0
  public var thickness = 0.6
  public var style: SeriesStyle
  public var hover = ""

  public init(_ numbers: FiveNumbers, style: SeriesStyle) { (self.numbers, self.style) = (numbers, style) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard numbers.isDrawable, Domain.isDrawable(at) else { return }
    let (left, right) = (frame.x(numbers.lowerQuartile), frame.x(numbers.upperQuartile))
    let (top, foot, middle) = (frame.y(at - thickness / 2), frame.y(at + thickness / 2), frame.y(at))
    for (from, to) in [(numbers.low, numbers.lowerQuartile), (numbers.upperQuartile, numbers.high)] {
      drawing.add(.line(Point(frame.x(from), middle), Point(frame.x(to), middle), stroke: style.paint, width: 1.5))
    }
    var box = Shape(.rectangles([Box(x: left, y: top, width: right - left, height: foot - top)]), fill: style.paint)
    (box.opacity, box.hover) = (0.35, hover)
    drawing.add(box)
    let median = frame.x(numbers.median)
    var line = Shape.line(Point(median, top), Point(median, foot), stroke: style.paint, width: 2.5)
    line.hover = hover
    drawing.add(line)
    for outlier in numbers.outliers {
      drawing.add(Shape(.symbol(style.symbol, at: frame.point(outlier, at), radius: 2), fill: style.paint))
    }
  }
}
