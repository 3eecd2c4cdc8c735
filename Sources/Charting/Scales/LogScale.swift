import Glibc

/// Equal ratios at equal distances; for positive numbers.
public struct LogScale: Scale {
  let domain: Domain
  let logarithms: Domain
  public let format: NumberFormat

  /// Subnormal numbers have no step that divides them.
  static let least = 1e-290

  /// Covers all finite positive `values`; others have no place on it.
  public init(covering values: some Sequence<Double>, format: NumberFormat = .plain) {
    self.format = format
    let positive = values.filter { $0 >= Self.least && Domain.isDrawable($0) }
    let (least, most) = (positive.min() ?? 1, positive.max() ?? 10)
    let factor = least * 1.05 > most ? 2.0 : 1.0
    domain = Domain(covering: [least / factor, min(most * factor, Domain.largest)])
    // Room for the symbols at the ends.
    let margin = 0.03 * (log10(most) - log10(least))
    logarithms = Domain(covering: [log10(domain.low) - margin, log10(domain.high) + margin])
  }

  static func logarithm(_ value: Double) -> Double { log10(value) }
  static func power(_ logarithm: Double) -> Double { pow(10, logarithm) }

  public func position(_ value: Double) -> Double { value > 0 ? logarithms.position(log10(value)) : 0 }

  /// Powers of ten, with 2 and 5 between them where there is room; round numbers where the range is short of a decade.
  public func ticks(_ wanted: Int) -> [Tick] {
    let decades = logarithms.high - logarithms.low
    guard decades >= 1 else {
      let found = ExtendedTicks(domain, wanted: wanted)
      return zip(found.values, format.tickTexts(found.values, step: found.step)).map { Tick($0, [$1]) }
    }
    let multiples = decades * 3 <= Double(wanted) ? [1.0, 2, 5] : [1.0]
    let stride = max(1, Int(ceil(decades / Double(max(wanted, 1)))))
    var ticks: [Tick] = []
    for power in Int(floor(logarithms.low))...Int(ceil(logarithms.high)) where power % stride == 0 {
      for multiple in multiples {
        let value = multiple * pow(10, Double(power))
        guard value >= domain.low * (1 - 1e-9), value <= domain.high * (1 + 1e-9) else { continue }
        ticks.append(Tick(value, [format.text(value, significantDigits: 1)]))
      }
    }
    return ticks
  }

  public func text(_ value: Double) -> String { format.text(value) }
}
