/// Very many points that look alike, drawn as one shape: those that fall into the same cell of a few pixels once.
public struct CloudMark: Mark {
  public var points: [Point]
  public var style: SeriesStyle

  public init(_ points: [Point], style: SeriesStyle) { (self.points, self.style) = (points, style) }

  private static let cell = 2.0

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    var taken: Set<Point> = []
    let centers = points.compactMap { point -> Point? in
      guard Domain.isDrawable(point.x), Domain.isDrawable(point.y) else { return nil }
      let place = frame.point(point.x, point.y)
      let rounded = Point((place.x / Self.cell).rounded() * Self.cell, (place.y / Self.cell).rounded() * Self.cell)
      return taken.insert(rounded).inserted ? frame.box.clamped(rounded) : nil
    }
    guard !centers.isEmpty else { return }
    var shape = Shape(.symbols(style.symbol, at: centers, radius: 1.8), fill: style.paint)
    shape.opacity = 0.6
    drawing.add(shape)
  }
}
