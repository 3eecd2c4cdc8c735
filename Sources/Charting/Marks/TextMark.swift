/// A text at a place of the data; the caller sees to it that it is free.
public struct TextMark: Mark {
  public var text: String
  public var at: Point
  public var alignment = TextRun.Alignment.middle
  public var paint = Paint.ink

  public init(_ text: String, at: Point) { (self.text, self.at) = (text, at) }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard Domain.isDrawable(at.x), Domain.isDrawable(at.y) else { return }
    let anchor = frame.point(at.x, at.y)
    drawing.add(
      TextRun(text, at: Point(anchor.x, anchor.y + 4), size: PlotLayout.noteSize, alignment: alignment, paint: paint))
  }
}
