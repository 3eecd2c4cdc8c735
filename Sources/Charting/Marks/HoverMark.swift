/// Invisible areas over the whole height of the panel that answer the pointer with a text.
public struct HoverMark: Mark {
  public var areas: [(from: Double, to: Double, text: String)]

  public init(_ areas: [(from: Double, to: Double, text: String)]) { self.areas = areas }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    for area in areas where !area.text.isEmpty {
      let (x, end) = (frame.x(area.from), frame.x(area.to))
      var shape = Shape(.rectangles([Box(x: x, y: frame.box.y, width: end - x, height: frame.box.height)]))
      shape.hover = area.text
      drawing.add(shape)
    }
  }
}
