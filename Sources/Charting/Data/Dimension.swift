import Records

/// What an axis stands for: its title, and how its values are placed and read.
public struct Dimension: Sendable {
  public enum Kind: Sendable, Hashable {
    case number
    /// Positive numbers, equal ratios at equal distances.
    case logarithm
    /// Seconds since 1970, shown in UTC or at a fixed offset from it.
    case time(offsetSeconds: Int)
  }

  /// With its unit: "CO₂e (g)".
  public var title: String
  public var kind: Kind
  public var format: NumberFormat

  public init(_ title: String, kind: Kind = .number, format: NumberFormat = .plain) {
    (self.title, self.kind, self.format) = (title, kind, format)
  }

  func isDrawable(_ value: Double) -> Bool {
    switch kind {
    case .number: Domain.isDrawable(value)
    case .logarithm: Domain.isDrawable(value) && value >= LogScale.least
    case .time: TimeScale.range.contains(value)
    }
  }

  /// A scale that shows all these values; one that `isTight` ends with them.
  func scale(covering values: [Double], isTight: Bool = false) -> any Scale {
    switch kind {
    case .number:
      var scale = LinearScale(covering: values, format: format, isNice: !isTight)
      scale.isWhole = format == .plain && scale.high - scale.low >= 1 && values.allSatisfy { $0 == $0.rounded() || !$0.isFinite }
      return scale
    case .logarithm: return LogScale(covering: values, format: format)
    case .time(let offsetSeconds):
      let known = values.filter(TimeScale.range.contains)
      let (first, last) = (known.min() ?? 0, known.max() ?? 0)
      return TimeScale(
        from: Instant(seconds: Int64(first.rounded(.down))), to: Instant(seconds: Int64(last.rounded(.up))),
        offsetSeconds: offsetSeconds)
    }
  }

  /// A scale that shows all these values with the ends of their intervals; a logarithmic one cuts those that reach down
  /// further than a tenth of the least value, as to zero.
  func scale(covering values: [Double], ends: [Double]) -> any Scale {
    guard kind == .logarithm else { return scale(covering: values + ends) }
    let least = values.filter(isDrawable).min() ?? 0
    return scale(covering: values + ends.filter { $0 >= least / 10 })
  }

  func text(_ value: Double) -> String {
    switch kind {
    case .number, .logarithm: format.text(value, significantDigits: 4)
    case .time: scale(covering: [value]).text(value)
    }
  }
}
