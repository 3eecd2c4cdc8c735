import Glibc

/// Equal differences at equal distances.
public struct LinearScale: Scale {
  let domain: Domain
  public let format: NumberFormat
  /// Of epochs, hours and other counts: no ticks between whole numbers.
  var isWhole = false

  public var low: Double { domain.low }
  public var high: Double { domain.high }

  /// Covers all finite `values`; `isNice` rounds the ends outwards to ticks.
  public init(covering values: some Sequence<Double>, format: NumberFormat = .plain, isNice: Bool = true) {
    self.format = format
    var domain = Domain(covering: values)
    // One step outwards on each side where the last tick lies inside the data.
    let ticks = ExtendedTicks(domain, wanted: 6)
    if isNice, let first = ticks.values.first, let last = ticks.values.last {
      let (below, above) = (domain.low - first, last - domain.high)
      let tolerance = ticks.step * 1e-6
      // But not across zero, nor shares beyond the whole.
      let most = domain.high <= 0 ? 0 : format == .percent && domain.high <= 1 ? 1 : Double.infinity
      if below < -tolerance { domain.low = domain.low >= 0 ? max(first - ticks.step, 0) : first - ticks.step }
      if above < -tolerance { domain.high = min(last + ticks.step, most) }
    }
    self.domain = domain
  }

  public func position(_ value: Double) -> Double { domain.position(value) }

  public func ticks(_ wanted: Int) -> [Tick] {
    let found = ExtendedTicks(domain, wanted: wanted)
    let values = isWhole ? found.values.filter { $0 == $0.rounded() } : found.values
    return zip(values, format.tickTexts(values, step: found.step)).map { Tick($0, [$1]) }
  }

  public func text(_ value: Double) -> String { format.text(value) }
}
