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
