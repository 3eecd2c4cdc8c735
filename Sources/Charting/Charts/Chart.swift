/// A kind of picture made from plain data.
public protocol Chart: Sendable {
  func plot() -> Plot
  /// The numbers behind the picture.
  func table() -> DataTable
}

extension Chart {
  public func drawing() -> Drawing { plot().drawing() }
}

/// The words around a chart.
public struct ChartText: Sendable, Hashable {
  public var title: String
  public var subtitle: String
  public var caption: String

  public init(title: String, subtitle: String = "", caption: String = "") {
    (self.title, self.subtitle, self.caption) = (title, subtitle, caption)
  }

  func plot() -> Plot {
    var plot = Plot()
    (plot.title, plot.subtitle, plot.caption) = (title, subtitle, caption)
    plot.description = [subtitle, caption].filter { !$0.isEmpty }.joined(separator: " ")
    return plot
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of first appearance.
  public func distinct() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Int {
  /// "1 value", "3 values".
  public func counted(_ noun: String, plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? "\(noun)s")"
  }
}
