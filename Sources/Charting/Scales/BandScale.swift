/// Categories side by side in bands of equal width; category i has its centre at the value i.
public struct BandScale: Scale {
  public let categories: [String]

  public init(_ categories: [String]) { self.categories = categories }

  public var runsDown: Bool { true }
  public var categoryCount: Int { categories.count }

  public func position(_ value: Double) -> Double { (value + 0.5) / Double(max(categories.count, 1)) }

  /// Every category, or every second, third... where fewer are wanted.
  public func ticks(_ wanted: Int) -> [Tick] {
    let stride = max(1, (categories.count + max(wanted, 1) - 1) / max(wanted, 1))
    return categories.indices.filter { $0 % stride == 0 }.map { Tick(Double($0), [categories[$0]]) }
  }

  public func text(_ value: Double) -> String {
    let index = value.isFinite && abs(value) < 1e9 ? Int(value.rounded()) : -1
    return categories.indices.contains(index) ? categories[index] : ""
  }
}
