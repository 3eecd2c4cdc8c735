/// The area between a line and a base, or between two lines where `lower` has a value for each point.
public struct AreaMark: Mark {
  public var points: [Point]
  /// The lower edge at each point; empty for `base`.
  public var lower: [Double] = []
  public var base = 0.0
  public var paint: Paint
  public var isStepped = false
  public var opacity = 0.35
  public var hover = ""

  public init(_ points: [Point], paint: Paint) { (self.points, self.paint) = (points, paint) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    let isBand = lower.count == points.count && !lower.isEmpty
    // Points where either edge is missing break both.
    let pairs = zip(points, lower).map { Domain.isDrawable($0.y) && Domain.isDrawable($1) ? ($0, $1) : (Point($0.x, .nan), .nan) }
    let upper = Polylines.make(isBand ? pairs.map(\.0) : points, in: frame, isStepped: isStepped)
    // A logarithmic axis cuts lower edges at its foot.
    let under = Polylines.make(pairs.map { Point($0.0.x, $0.1) }, in: frame, isStepped: isStepped)
      .map { $0.map(frame.box.clamped) }
    let closed = upper.enumerated().compactMap { index, line -> [Point]? in
      guard let first = line.first, let last = line.last else { return nil }
      if isBand { return index < under.count ? line + under[index].reversed() : nil }
      return line + [Point(last.x, frame.y(base)), Point(first.x, frame.y(base))]
    }
    guard !closed.isEmpty else { return }
    var shape = Shape(.polylines(closed, isClosed: true), fill: paint)
    (shape.opacity, shape.hover) = (opacity, hover)
    drawing.add(shape)
  }
}
