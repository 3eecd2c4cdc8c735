/// How densely values lie along a level axis, as the thickness of a shape above and below its place.
public struct DensityMark: Mark {
  /// The density as a fraction of the greatest.
  public var points: [(value: Double, fraction: Double)]
  /// The place on the upright axis, and how far a fraction of 1 reaches up and down from it.
  public var at = 0.0
  public var above = 0.4
  public var below = 0.4
  /// Drawn inside: the middle half as a bar, the median as a dot.
  public var numbers: FiveNumbers?
  public var style: SeriesStyle
  public var hover = ""

  public init(_ points: [(value: Double, fraction: Double)], style: SeriesStyle) { (self.points, self.style) = (points, style) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard Domain.isDrawable(at) else { return }
    let drawn = points.filter { Domain.isDrawable($0.value) && $0.fraction.isFinite }
    // Reaching over the frame's head would touch what stands above the panel.
    let edge = { (point: (value: Double, fraction: Double), reach: Double) in
      frame.box.clamped(frame.point(point.value, at - reach * point.fraction))
    }
    if drawn.count > 1 {
      let upper = drawn.map { edge($0, above) }
      let lower = below > 0 ? drawn.map { edge($0, -below) } : [upper[0], upper[upper.count - 1]].map { Point($0.x, frame.y(at)) }
      var shape = Shape(.polylines([upper + lower.reversed()], isClosed: true), fill: style.paint, stroke: style.paint)
      (shape.opacity, shape.hover) = (below > 0 ? 0.45 : 0.75, hover)
      drawing.add(shape)
    }
    guard let numbers, numbers.isDrawable else { return }
    let middle = { (value: Double) in frame.point(value, at) }
    drawing.add(.line(middle(numbers.lowerQuartile), middle(numbers.upperQuartile), stroke: .ink, width: 3))
    var dot = Shape(.symbol(.circle, at: middle(numbers.median), radius: 3.5), fill: .surface, stroke: .ink)
    (dot.strokeWidth, dot.hover) = (1.5, hover)
    drawing.add(dot)
  }
}
