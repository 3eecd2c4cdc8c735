/// A drawing surface of terminal cells. Lines are braille, of two by four dots a cell; bars are blocks to an eighth of a
/// cell; amounts are shades; data points and texts are characters.
struct TextCanvas {
  struct Cell {
    /// What stands there, unless dots do.
    var character: Character?
    /// Braille dots, as U+2800 counts them.
    var dots: UInt8 = 0
    var paint = Paint.ink
  }

  let columns: Int
  let rows: Int
  private(set) var cells: [Cell]
  /// Whether bars run level, growing to the right, and not upright.
  private let barsAreLevel: Bool

  static let dotsAcross = 2.0
  static let dotsDown = 4.0

  init(columns: Int, rows: Int, barsAreLevel: Bool) {
    (self.columns, self.rows) = (max(columns, 1), max(rows, 1))
    self.barsAreLevel = barsAreLevel
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// The plotting area, in dots.
  var box: Box { Box(x: 0, y: 0, width: Double(columns) * Self.dotsAcross, height: Double(rows) * Self.dotsDown) }

  mutating func draw(_ drawing: Drawing) {
    for element in drawing.elements {
      switch element {
      case .shape(let shape): draw(shape)
      case .text(let run): write(run)
      }
    }
  }

  private mutating func draw(_ shape: Shape) {
    switch shape.geometry {
    case .rectangles(let boxes):
      guard let paint = shape.fill else { return }
      for box in boxes { if case .ramp(let amount) = paint { shade(box, amount) } else { fill(box, paint) } }
    case .polylines(let lines, let isClosed):
      // Pale areas are the ground of a line that is drawn by itself.
      if isClosed, let paint = shape.fill, shape.opacity > 0.3 { for line in lines { fill(line, paint) } }
      guard let paint = shape.stroke ?? (isClosed && shape.opacity > 0.3 ? shape.fill : nil) else { return }
      for line in lines {
        let closed = isClosed ? line + line.prefix(1) : line
        for (from, to) in zip(closed, closed.dropFirst()) { stroke(from, to, paint, isDashed: !shape.dash.isEmpty) }
      }
    case .symbol(let symbol, let center, _):
      guard let paint = shape.fill else { return }
      put(symbol.character, cell(at: center), paint)
    case .symbols(_, let centers, _):
      // So many are a cloud, of dots.
      guard let paint = shape.fill else { return }
      for center in centers { set(Int(center.x), Int(center.y), paint) }
    }
  }

  private func cell(at point: Point) -> (column: Int, row: Int) {
    (Self.index(point.x / Self.dotsAcross, columns), Self.index(point.y / Self.dotsDown, rows))
  }

  private static func index(_ place: Double, _ count: Int) -> Int { Int(min(max(place, 0), Double(count - 1))) }

  private mutating func put(_ character: Character, _ place: (column: Int, row: Int), _ paint: Paint) {
    cells[place.row * columns + place.column] = Cell(character: character, paint: paint)
  }

  private mutating func set(_ x: Int, _ y: Int, _ paint: Paint) {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
    let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    let index = y / 4 * columns + x / 2
    guard cells[index].character == nil else { return }
    cells[index].dots |= bits[y % 4][x % 2]
    cells[index].paint = paint
  }

  /// Dots along a line, as many as its longer side has.
  private mutating func stroke(_ from: Point, _ to: Point, _ paint: Paint, isDashed: Bool) {
    let steps = Int(min(max(abs(to.x - from.x), abs(to.y - from.y)).rounded(.up), 10_000))
    for step in 0...max(steps, 1) where !isDashed || step % 4 < 2 {
      let share = Double(step) / Double(max(steps, 1))
      let (x, y) = (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
      // The last dot lies inside of the edge; a share of a whole length may fall short of it by rounding.
      set(Int(min(max(x, -2), box.width - 0.5) + 1e-6), Int(min(max(y, -2), box.height - 0.5) + 1e-6), paint)
    }
  }

  /// The inside of a polygon, dot row by dot row.
  private mutating func fill(_ polygon: [Point], _ paint: Paint) {
    for y in 0..<rows * 4 {
      let level = Double(y) + 0.5
      let crossings = zip(polygon, polygon.dropFirst() + polygon.prefix(1)).compactMap { a, b -> Double? in
        guard (a.y <= level) != (b.y <= level) else { return nil }
        return a.x + (level - a.y) / (b.y - a.y) * (b.x - a.x)
      }.sorted()
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        let (first, last) = (crossings[pair].rounded(), crossings[pair + 1].rounded())
        let (from, to) = (Int(min(max(first, 0), box.width)), Int(min(max(last, 0), box.width)))
        for x in stride(from: from, to: to, by: 1) { set(x, y, paint) }
      }
    }
  }

  /// The cells between two places across the bars: those whose middle lies between them, at least the nearest one.
  private func span(_ from: Double, _ to: Double, _ count: Int) -> Range<Int> {
    let (first, last) = (Int((max(from, 0) + 0.5).rounded(.down)), Int((min(to, Double(count)) + 0.5).rounded(.down)))
    guard first < last else {
      let nearest = Self.index((from + to) / 2, count)
      return nearest..<nearest + 1
    }
    return first..<last
  }

  /// A bar: to an eighth of a cell where it ends, in whole cells where it begins.
  private mutating func fill(_ box: Box, _ paint: Paint) {
    let (left, right) = (box.x / Self.dotsAcross, box.right / Self.dotsAcross)
    let (top, foot) = (box.y / Self.dotsDown, box.bottom / Self.dotsDown)
    if barsAreLevel {
      for row in span(top, foot, rows) {
        for column in Self.index(left, columns)...Self.index(right, columns) {
          let covered = min(right, Double(column + 1)) - max(left, Double(column))
          block(Self.leftBlocks, right < Double(column + 1) ? covered : covered.rounded(), (column, row), paint)
        }
      }
    } else {
      for column in span(left, right, columns) {
        for row in Self.index(top, rows)...Self.index(foot, rows) {
          let covered = min(foot, Double(row + 1)) - max(top, Double(row))
          block(Self.lowerBlocks, top > Double(row) ? covered : covered.rounded(), (column, row), paint)
        }
      }
    }
  }

  private static let leftBlocks: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  private static let lowerBlocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  private mutating func block(_ blocks: [Character], _ covered: Double, _ place: (column: Int, row: Int), _ paint: Paint) {
    let eighths = Int((covered * 8).rounded())
    guard eighths > 0 else { return }
    let whole = paint.barCharacter
    if whole == "█" { put(blocks[min(eighths, 8) - 1], place, paint) } else if eighths > 3 { put(whole, place, paint) }
  }

  private mutating func shade(_ box: Box, _ amount: Double) {
    let shade = Paint.ramp(amount).barCharacter
    // The gaps between cells are finer than characters.
    for row in span((box.y - 0.5) / Self.dotsDown, (box.bottom + 0.5) / Self.dotsDown, rows) {
      for column in span((box.x - 0.5) / Self.dotsAcross, (box.right + 0.5) / Self.dotsAcross, columns) {
        put(shade, (column, row), .ink)
      }
    }
  }

  private mutating func write(_ run: TextRun) {
    let place = cell(at: run.anchor)
    let before = run.alignment == .start ? 0 : run.alignment == .end ? run.text.count - 1 : run.text.count / 2
    let first = place.column - before
    for (index, character) in run.text.enumerated() where (0..<columns).contains(first + index) {
      put(character, (first + index, place.row), .ink)
    }
  }

  /// One row as text.
  func line(_ row: Int) -> [(character: Character, paint: Paint)] {
    (0..<columns).map { column in
      let cell = cells[row * columns + column]
      if let character = cell.character { return (character, cell.paint) }
      guard cell.dots > 0, let scalar = Unicode.Scalar(0x2800 + UInt32(cell.dots)) else { return (" ", .ink) }
      return (Character(scalar), cell.paint)
    }
  }
}

extension Paint {
  /// What bars of this colour are made of, so that a few can be told apart without it; of amounts, their shade.
  var barCharacter: Character {
    switch self {
    case .series(let index): (["█", "▒", "░", "▓"] as [Character])[abs(index % 4)]
    case .ramp(let amount): (["·", "░", "▒", "▓", "█"] as [Character])[Int((min(max(amount, 0), 1) * 4).rounded())]
    default: "█"
    }
  }
}

extension Symbol {
  /// Its likeness among characters.
  var character: Character {
    switch self {
    case .circle: "●"
    case .square: "■"
    case .diamond: "◆"
    case .triangleUp: "▲"
    case .triangleDown: "▼"
    case .pentagon: "⬟"
    case .arrow: "▶"
    }
  }
}
