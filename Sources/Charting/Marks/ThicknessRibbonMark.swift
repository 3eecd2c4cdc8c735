/// How strongly something ran, 0...1, as the thickness of a ribbon over its lane's foot.
public struct ThicknessRibbonMark: Mark {
  public var fractions: [Double]
  public var start: Double
  public var step: Double
  public var lane: Double
  public var thickness = 0.7
  public var paint: Paint
  public var hover = ""

  public init(_ fractions: [Double], start: Double, step: Double, lane: Double, paint: Paint) {
    (self.fractions, self.start, self.step, self.lane, self.paint) = (fractions, start, step, lane, paint)
  }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    let foot = frame.y(lane + thickness / 2)
    let full = foot - frame.y(lane - thickness / 2)
    let stride = CategoryRibbonMark.stride(count: fractions.count, width: frame.box.width)
    var boxes: [Box] = []
    for from in Swift.stride(from: 0, to: fractions.count, by: stride) {
      let to = min(from + stride, fractions.count)
      let finite = fractions[from..<to].filter(\.isFinite)
      let mean = finite.isEmpty ? 0 : finite.reduce(0) { $0 + min(max($1, 0), 1) } / Double(finite.count)
      guard mean > 0 else { continue }
      let x = frame.x(start + Double(from) * step)
      let box = Box(x: x, y: foot - full * mean, width: frame.x(start + Double(to) * step) - x, height: full * mean)
      if let last = boxes.last, abs(last.right - box.x) < 1e-6, last.y == box.y {
        boxes[boxes.count - 1].width += box.width
      } else {
        boxes.append(box)
      }
    }
    guard !boxes.isEmpty else { return }
    var shape = Shape(.rectangles(boxes), fill: paint)
    shape.hover = hover
    drawing.add(shape)
  }
}
