/// A dashed line across the panel at one value.
public struct RuleMark: Mark {
  public enum Place: Sendable {
    case upright(Double)
    case level(Double)
  }

  public var place: Place

  public init(_ place: Place) { self.place = place }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    let ends =
      switch place {
      case .upright(let x): [Point(frame.x(x), frame.box.y - 3), Point(frame.x(x), frame.box.bottom)]
      case .level(let y): [Point(frame.box.x, frame.y(y)), Point(frame.box.right, frame.y(y))]
      }
    guard ends.allSatisfy({ Domain.isDrawable($0.x) && Domain.isDrawable($0.y) }) else { return }
    var shape = Shape(.polylines([ends], isClosed: false), stroke: .muted)
    shape.dash = [4, 3]
    drawing.add(shape)
  }
}

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
