import Charting

/// What is wrong with a picture's layout: texts that touch or leave it, measured in the widest font of the stack; shapes
/// that leave it; markup that is not well-formed.
public func layoutFaults(in drawing: Drawing) -> [String] {
  let page = Box(x: 0, y: 0, width: drawing.width, height: drawing.height)
  let texts = drawing.texts.map { (text: $0.text, box: $0.box) }
  var faults: [String] = []
  for (index, one) in texts.enumerated() {
    if !page.contains(one.box) { faults.append("'\(one.text)' leaves the page") }
    for other in texts[(index + 1)...] where other.box.intersects(one.box) {
      faults.append("'\(one.text)' lies on '\(other.text)'")
    }
  }
  for case .shape(let shape) in drawing.elements {
    let outside = shape.places.first { $0.x < 0 || $0.x > page.width || $0.y < 0 || $0.y > page.height }
    if let outside { faults.append("a shape leaves the page at \(outside)") }
  }
  // The style is the same in all; a page's picture goes without.
  if let fault = WellFormedness.fault(in: drawing.svg(isStandalone: false)) { faults.append(fault) }
  return faults
}

extension Shape {
  /// Corners and ends of the shape.
  fileprivate var places: [Point] {
    switch geometry {
    case .rectangles(let boxes): boxes.flatMap { [Point($0.x, $0.y), Point($0.right, $0.bottom)] }
    case .polylines(let lines, _): lines.flatMap { $0 }
    case .symbol(_, let center, _): [center]
    case .symbols(_, let centers, _): centers
    }
  }
}
