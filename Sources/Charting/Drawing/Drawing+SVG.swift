extension Drawing {
  /// The picture as SVG 1.1, the same bytes for the same picture.
  ///
  /// - Parameters:
  ///   - name: prefix of the element ids; pictures in one page need different ones.
  ///   - isStandalone: with the namespace and the style of its own; inside a page that carries `Theme.css`, without.
  ///   - ground: of a picture that stands alone.
  public func svg(name: String = "chart", isStandalone: Bool = true, ground: Theme.Ground = .either) -> String {
    var writer = MarkupWriter()
    writer.raw("<svg class=\"chart\"")
    if isStandalone {
      writer.raw(" xmlns=\"http://www.w3.org/2000/svg\"")
      writer.attribute("width", width)
      writer.attribute("height", height)
    }
    writer.raw(" viewBox=\"0 0 ")
    writer.number(width)
    writer.raw(" ")
    writer.number(height)
    writer.raw("\" role=\"img\"")
    writer.attribute("aria-labelledby", "\(name)-title \(name)-desc")
    writer.raw(">\n<title")
    writer.attribute("id", "\(name)-title")
    writer.raw(">")
    writer.escaped(title)
    writer.raw("</title>\n<desc")
    writer.attribute("id", "\(name)-desc")
    writer.raw(">")
    writer.escaped(description)
    writer.raw("</desc>\n")
    if isStandalone {
      writer.raw("<style>\n")
      writer.raw(trusted: Theme.css(on: ground))
      writer.raw("</style>\n")
    }
    writer.raw("<rect class=\"f-surface\"")
    writer.attribute("width", width)
    writer.attribute("height", height)
    writer.raw("/>\n")
    for element in elements {
      switch element {
      case .shape(let shape): writer.svg(shape)
      case .text(let run): writer.svg(run)
      }
    }
    writer.raw("</svg>\n")
    return writer.text
  }
}

extension MarkupWriter {
  fileprivate mutating func svg(_ run: TextRun) {
    raw("<text")
    attribute("class", "f-\(run.paint.className)")
    attribute("x", run.anchor.x)
    attribute("y", run.anchor.y)
    attribute("font-size", run.size)
    if run.isBold { raw(" font-weight=\"700\"") }
    switch run.alignment {
    case .start: break
    case .middle: raw(" text-anchor=\"middle\"")
    case .end: raw(" text-anchor=\"end\"")
    }
    raw(">")
    escaped(run.text)
    raw("</text>\n")
  }

  fileprivate mutating func svg(_ shape: Shape) {
    raw("<path class=\"")
    if let fill = shape.fill { raw(trusted: "f-\(fill.className)") }
    if let stroke = shape.stroke { raw(trusted: "\(shape.fill == nil ? "" : " ")s-\(stroke.className)") }
    if shape.fill == nil, shape.stroke == nil { raw("hit") }
    raw("\"")
    if shape.stroke != nil, shape.strokeWidth != 1 { attribute("stroke-width", shape.strokeWidth) }
    if !shape.dash.isEmpty {
      raw(" stroke-dasharray=\"")
      for length in shape.dash {
        number(length)
        raw(" ")
      }
      raw("\"")
    }
    if shape.opacity < 1 { attribute("opacity", shape.opacity) }
    raw(" d=\"")
    switch shape.geometry {
    case .rectangles(let boxes): for box in boxes { path(box) }
    case .polylines(let lines, let isClosed): for line in lines { path(line, isClosed: isClosed) }
    case .symbol(let symbol, let center, let radius): path(symbol, at: center, radius: radius)
    case .symbols(let symbol, let centers, let radius): for center in centers { path(symbol, at: center, radius: radius) }
    }
    if shape.hover.isEmpty {
      raw("\"/>\n")
    } else {
      raw("\"><title>")
      escaped(shape.hover)
      raw("</title></path>\n")
    }
  }

  private mutating func path(_ box: Box) {
    raw("M")
    number(box.x)
    raw(" ")
    number(box.y)
    raw("h")
    number(box.width)
    raw("v")
    number(box.height)
    raw("h")
    number(-box.width)
    raw("z")
  }

  /// Level and upright pieces take one coordinate: half the bytes of a stepped line.
  private mutating func path(_ line: [Point], isClosed: Bool) {
    var last: Point?
    for point in line {
      defer { last = point }
      if let last, last.y == point.y {
        raw("H")
        number(point.x)
      } else if let last, last.x == point.x {
        raw("V")
        number(point.y)
      } else {
        if last == nil { raw("M") } else { raw("L") }
        number(point.x)
        raw(" ")
        number(point.y)
      }
    }
    if isClosed { raw("Z") }
  }

  private mutating func path(_ symbol: Symbol, at center: Point, radius: Double) {
    if let corners = symbol.corners {
      path(corners.map { Point(center.x + radius * $0.x, center.y + radius * $0.y) }, isClosed: true)
      return
    }
    raw("M")
    number(center.x - radius)
    raw(" ")
    number(center.y)
    for direction in [2.0, -2.0] {
      raw("a")
      number(radius)
      raw(" ")
      number(radius)
      raw(" 0 1 0 ")
      number(direction * radius)
      raw(" 0")
    }
    raw("Z")
  }
}

extension Symbol {
  /// Corners around the origin for a radius of 1, scaled to look as large as the circle of that radius; nil for it.
  fileprivate var corners: [Point]? {
    switch self {
    case .circle: nil
    case .arrow: [Point(0, 0), Point(-1.8, -1), Point(-1.8, 1)]
    case .square: [Point(-0.87, -0.87), Point(0.87, -0.87), Point(0.87, 0.87), Point(-0.87, 0.87)]
    case .diamond: [Point(0, -1.25), Point(1.25, 0), Point(0, 1.25), Point(-1.25, 0)]
    case .triangleUp: [Point(0, -1.2), Point(1.15, 0.85), Point(-1.15, 0.85)]
    case .triangleDown: [Point(0, 1.2), Point(1.15, -0.85), Point(-1.15, -0.85)]
    case .pentagon: [Point(0, -1.13), Point(1.07, -0.35), Point(0.66, 0.91), Point(-0.66, 0.91), Point(-1.07, -0.35)]
    }
  }
}
