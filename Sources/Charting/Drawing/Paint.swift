/// A colour by its role; the theme says which colour that is on light and on dark ground.
public enum Paint: Sendable, Hashable {
  case ink, muted, grid, surface
  /// One of the categorical colours, repeating after `Theme.seriesColors.count`.
  case series(Int)
  /// A step of the ordered colours, from little (0) to much (1).
  case ramp(Double)

  /// The part of a style class that names the colour.
  var className: String {
    switch self {
    case .ink: "ink"
    case .muted: "muted"
    case .grid: "grid"
    case .surface: "surface"
    case .series(let index): "c\(abs(index % Theme.seriesColors.count))"
    case .ramp(let fraction): "r\(Theme.rampStep(fraction))"
    }
  }
}

/// The forms of data points, told apart without colour.
public enum Symbol: Sendable, Hashable, CaseIterable {
  case circle, square, diamond, triangleUp, triangleDown, pentagon
}

/// How the series with a given place in the order looks: colour, symbol and dash together stay different for 24 series.
public struct SeriesStyle: Sendable, Hashable {
  public var paint: Paint
  public var symbol: Symbol
  /// Lengths of dash and gap in pixels; empty for a solid line.
  public var dash: [Double]

  public init(_ index: Int) {
    let index = abs(index)
    let lap = index / Theme.seriesColors.count
    paint = .series(index)
    symbol = Symbol.allCases[(index + lap) % Symbol.allCases.count]
    dash = [[], [6, 3], [2, 3]][lap % 3]
  }
}
