/// One cell of a grid of categories, coloured by an amount 0...1.
public struct CellMark: Mark {
  public var column: Double
  public var row: Double
  public var fraction: Double
  public var hover = ""

  public init(column: Double, row: Double, fraction: Double) {
    (self.column, self.row, self.fraction) = (column, row, fraction)
  }

  public func draw(in frame: Frame, on drawing: inout Drawing) {
    guard fraction.isFinite else { return }
    let (a, b) = (frame.point(column - 0.5, row - 0.5), frame.point(column + 0.5, row + 0.5))
    var shape = Shape(.rectangles([Box(x: a.x + 0.5, y: a.y + 0.5, width: b.x - a.x - 1, height: b.y - a.y - 1)]), fill: .ramp(fraction))
    shape.hover = hover
    drawing.add(shape)
  }
}
