/// Which of several categories held when: coloured segments along one lane.
public struct CategoryRibbonMark: Mark {
  /// Category of each step; nil where none held.
  public var categories: [Int?]
  public var start: Double
  public var step: Double
  /// The lane's place on the upright band axis.
  public var lane: Double
  public var thickness = 0.7
  /// Look and name of each category.
  public var paints: [Paint]
  public var names: [String]

  public init(_ categories: [Int?], start: Double, step: Double, lane: Double, paints: [Paint], names: [String]) {
    (self.categories, self.start, self.step, self.lane) = (categories, start, step, lane)
    (self.paints, self.names) = (paints, names)
  }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    let (top, foot) = (frame.y(lane - thickness / 2), frame.y(lane + thickness / 2))
    var boxes = Array(repeating: [Box](), count: min(paints.count, names.count))
    for run in runs(perStep: Self.stride(count: categories.count, width: frame.box.width)) {
      guard let category = run.category, boxes.indices.contains(category) else { continue }
      let x = frame.x(start + Double(run.from) * step)
      let end = frame.x(start + Double(run.to) * step)
      boxes[category].append(Box(x: x, y: top, width: end - x, height: foot - top))
    }
    for (category, boxes) in boxes.enumerated() where !boxes.isEmpty {
      var shape = Shape(.rectangles(boxes), fill: paints[category])
      shape.hover = names[category]
      drawing.add(shape)
    }
  }

  /// Steps drawn as one, so that no segment is thinner than a pixel.
  static func stride(count: Int, width: Double) -> Int { max(1, Int((Double(count) / max(width, 1)).rounded(.up))) }

  /// Neighbouring steps of the same category, each group of `stride` steps counting as the category it holds most.
  func runs(perStep stride: Int) -> [(from: Int, to: Int, category: Int?)] {
    var runs: [(from: Int, to: Int, category: Int?)] = []
    for from in Swift.stride(from: 0, to: categories.count, by: stride) {
      let to = min(from + stride, categories.count)
      let category = Self.mostFrequent(categories[from..<to])
      if let last = runs.last, last.category == category {
        runs[runs.count - 1].to = to
      } else {
        runs.append((from, to, category))
      }
    }
    return runs
  }

  private static func mostFrequent(_ group: ArraySlice<Int?>) -> Int? {
    if group.count == 1 { return group.first ?? nil }
    var best: (category: Int?, count: Int) = (nil, 0)
    for category in group {
      let count = group.count { $0 == category }
      if count > best.count { best = (category, count) }
    }
    return best.category
  }
}
