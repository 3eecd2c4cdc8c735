/// A line through points in data coordinates, broken where a value is not a number.
public struct LineMark: Mark {
  public var points: [Point]
  public var style: SeriesStyle
  /// Each value holds until the next point's x.
  public var isStepped = false
  public var strokeWidth = 1.8
  public var hover = ""

  public init(_ points: [Point], style: SeriesStyle) { (self.points, self.style) = (points, style) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    let lines = Polylines.make(points, in: frame, isStepped: isStepped)
    guard !lines.isEmpty else { return }
    var shape = Shape(.polylines(lines, isClosed: false), stroke: style.paint)
    (shape.strokeWidth, shape.dash, shape.hover) = (strokeWidth, style.dash, hover)
    drawing.add(shape)
    // A point between two gaps has no line.
    for line in lines where line.count == 1 {
      drawing.add(Shape(.symbol(style.symbol, at: line[0], radius: 2.5), fill: style.paint))
    }
  }
}

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
    let under = Polylines.make(pairs.map { Point($0.0.x, $0.1) }, in: frame, isStepped: isStepped)
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

/// Data points to pixels.
enum Polylines {
  /// One line for each run of drawable points.
  static func make(_ points: [Point], in frame: Frame, isStepped: Bool) -> [[Point]] {
    points.split { !Domain.isDrawable($0.x) || !Domain.isDrawable($0.y) }.map { run in
      let reduced = reduce(run.map { frame.point($0.x, $0.y) })
      guard isStepped else { return reduced }
      return zip(reduced, reduced.dropFirst()).flatMap { [$0, Point($1.x, $0.y)] } + reduced.suffix(1)
    }
  }

  /// First, lowest, highest and last point of every half pixel: the same picture from any number of points (M4;
  /// Jugel et al., PVLDB 7 (2014), doi:10.14778/2732951.2732953).
  static func reduce(_ points: [Point]) -> [Point] {
    var kept: [Point] = []
    var index = 0
    while index < points.count {
      let column = (points[index].x * 2).rounded(.down)
      var (low, high, last) = (index, index, index)
      while last + 1 < points.count, (points[last + 1].x * 2).rounded(.down) == column {
        last += 1
        if points[last].y < points[low].y { low = last }
        if points[last].y > points[high].y { high = last }
      }
      var previous = -1
      for candidate in [index, min(low, high), max(low, high), last] where candidate != previous {
        kept.append(points[candidate])
        previous = candidate
      }
      index = last + 1
    }
    return kept
  }
}
