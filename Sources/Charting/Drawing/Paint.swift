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
public enum Symbol: Sendable, Hashable {
  case circle, square, diamond, triangleUp, triangleDown, pentagon
  /// To the right, its tip at its place: the value lies beyond.
  case arrow

  /// Those that tell series apart.
  static let ofSeries = [circle, square, diamond, triangleUp, triangleDown, pentagon]
}

/// How the series with a given place in the order looks: colour, symbol and dash together stay different for 24 series,
/// and so do colour and opacity of areas.
public struct SeriesStyle: Sendable, Hashable {
  public var paint: Paint
  public var symbol: Symbol
  /// Lengths of dash and gap in pixels; empty for a solid line.
  public var dash: [Double]
  /// Of an area's inside; its edge is opaque.
  public var fillOpacity: Double

  public init(_ index: Int) {
    let index = abs(index)
    let lap = index / Theme.seriesColors.count
    paint = .series(index)
    symbol = Symbol.ofSeries[(index + lap) % Symbol.ofSeries.count]
    dash = [[], [6, 3], [2, 3]][lap % 3]
    fillOpacity = [1, 0.4, 0][lap % 3]
  }
}

/// Which look belongs to which series, so that a name looks the same in all pictures.
public struct SeriesStyles: Sendable, Hashable {
  private var places: [String: Int]

  /// - Parameter places: of names among all looks; other names take theirs from their place in a chart.
  public init(_ places: [String: Int] = [:]) { self.places = places }

  /// The look of a series that is the chart's `index`th.
  func style(_ name: String, at index: Int) -> SeriesStyle { SeriesStyle(places[name] ?? index) }

  /// The look that belongs to a name; nil where its place in a chart decides.
  public func look(of name: String) -> SeriesStyle? { places[name].map(SeriesStyle.init) }
}
