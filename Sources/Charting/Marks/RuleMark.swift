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
