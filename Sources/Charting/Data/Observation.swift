/// One thing seen: where it lies in a picture, and what it belongs to.
public struct Observation: Sendable, Hashable {
  /// A number, seconds since 1970, or a place among names, as the dimension of the axis has it.
  public var x: Double
  public var y: Double
  /// The interval that y is known to lie in; NaN where there is none.
  public var low: Double
  public var high: Double
  /// What is told apart by colour. Empty for one series.
  public var series: String
  /// What has a panel of its own. Empty for one panel.
  public var facet: String
  /// Records behind it, where known.
  public var count: Int?

  public init(
    x: Double, y: Double, low: Double = .nan, high: Double = .nan, series: String = "", facet: String = "",
    count: Int? = nil
  ) {
    (self.x, self.y, self.low, self.high) = (x, y, low, high)
    (self.series, self.facet, self.count) = (series, facet, count)
  }

  /// Whether it has a place on both axes.
  func isDrawable(_ x: Dimension, _ y: Dimension) -> Bool { x.isDrawable(self.x) && y.isDrawable(self.y) }
}

/// The values behind one shape of a distribution.
public struct Sample: Sendable, Hashable {
  /// What the row is named after.
  public var category: String
  public var series: String
  public var facet: String
  public var values: [Double]

  public init(category: String = "", series: String = "", facet: String = "", values: [Double]) {
    (self.category, self.series, self.facet, self.values) = (category, series, facet, values)
  }

  /// "zone, controller": its names that are not empty.
  var name: String { [facet, category, series].filter { !$0.isEmpty }.joined(separator: ", ") }
}
