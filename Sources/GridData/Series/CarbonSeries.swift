import Records
import StreamIO

/// What is known about an interval beside its values.
public struct IntervalMarks: OptionSet, Sendable, Hashable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The publisher estimated it (`Data estimated` true).
  public static let estimated = IntervalMarks(rawValue: 1)
  /// The publisher does not say whether it is an estimate.
  public static let estimationUnknown = IntervalMarks(rawValue: 2)
  /// It was missing and has been filled by a `FillPolicy`.
  public static let filled = IntervalMarks(rawValue: 4)
}

/// The carbon data of one grid zone over consecutive intervals of equal length, without gaps.
public struct CarbonSeries: Sendable {
  /// Zone identifier, for example US-CAL-CISO.
  public var zone: String
  public var name: String
  /// Who published the data: the distinct data sources in order of appearance, joined by "; ".
  public var source: String
  /// Whether any of it comes from a modelled year instead of a measurement.
  public var isModelled: Bool
  /// The beginning of the first interval.
  public var start: Instant
  public var intervalSeconds: Int
  /// Share of the consumed energy that is carbon-free, 0...1; empty where nobody published it, as the others are.
  public var carbonFree: [Double]
  /// Direct emissions in g CO₂e per kWh, or empty.
  public var carbonDirect: [Double]
  /// Life-cycle emissions in g CO₂e per kWh, or empty.
  public var carbonLifecycle: [Double]
  public var marks: [IntervalMarks]
  /// What the publisher forecast of each interval, as a carbon-free share and in g CO₂e per kWh; not a number where it
  /// forecast nothing, and empty where it never did.
  public var forecastCarbonFree: [Double] = []
  public var forecastIntensity: [Double] = []
  /// How long after an interval begins the last part of what its forecast is made of begins.
  public var forecastDelaySeconds = 0

  /// Number of intervals; each array that is not empty has as many elements.
  public var count: Int { marks.count }

  /// The end of the last interval.
  public var end: Instant { start + count * intervalSeconds }

  /// Emissions in g CO₂e per kWh on one basis.
  public func carbonGramsPerKwh(_ basis: CarbonBasis) -> [Double] {
    switch basis {
    case .direct: carbonDirect
    case .lifecycle: carbonLifecycle
    }
  }

  /// The same with its carbon-free share taken from its intensity: what emits `dirty` g/kWh or more counts as wholly dirty,
  /// what emits half as much as half.
  /// - Throws: `Failure(.data)` where it has no intensity on this basis.
  public func takingShare(from basis: CarbonBasis, dirtyGramsPerKwh dirty: Double) throws(Failure) -> CarbonSeries {
    var result = self
    result.carbonFree = try intensity(basis).map { max(0, 1 - $0 / dirty) }
    guard !result.carbonFree.isEmpty else {
      throw Failure(.data, "\(zone) has no carbon intensity of which a carbon-free share could be made")
    }
    return result
  }

  /// Emissions in g CO₂e per kWh on one basis; empty where no intensity is known.
  /// - Throws: `Failure(.data)` where only the other one is.
  public func intensity(_ basis: CarbonBasis) throws(Failure) -> [Double] {
    let wanted = carbonGramsPerKwh(basis)
    guard wanted.isEmpty, case let other = basis == .direct ? CarbonBasis.lifecycle : .direct, !carbonGramsPerKwh(other).isEmpty
    else { return wanted }
    throw Failure(.data, "\(zone) has no \(basis) carbon intensity, but has the \(other) one; ask for that by carbon_basis")
  }

  public func start(ofInterval index: Int) -> Instant { start + index * intervalSeconds }

  /// How many of these intervals were filled.
  public func filledCount(in range: Range<Int>) -> Int {
    marks[range].count { $0.contains(.filled) }
  }

  /// The intervals from `first` over `seconds`.
  /// - Throws: `Failure(.data)` where the series does not hold them whole, or its intervals begin at other moments.
  public func intervals(from first: Instant, seconds: Int) throws(Failure) -> Range<Int> {
    let offset = first - start
    guard offset % intervalSeconds == 0, seconds % intervalSeconds == 0, seconds >= 0 else {
      throw Failure(
        .data,
        "\(seconds) s from \(first) are not whole intervals of \(zone), which last \(intervalSeconds) s")
    }
    let lower = offset / intervalSeconds
    let wanted = seconds / intervalSeconds
    guard lower >= 0, wanted <= count - lower else {
      throw Failure(
        .data,
        "\(zone) has data from \(start) to \(end), not \(seconds) s from \(first)")
    }
    return lower..<(lower + wanted)
  }

  /// The part of the series in a range of its intervals, which must lie in 0 ..< count.
  public subscript(range: Range<Int>) -> CarbonSeries {
    var part = self
    part.start = start(ofInterval: range.lowerBound)
    part.carbonFree = Array(carbonFree[range])
    part.carbonDirect = Array(carbonDirect[range])
    part.carbonLifecycle = Array(carbonLifecycle[range])
    part.marks = Array(marks[range])
    if !forecastCarbonFree.isEmpty { part.forecastCarbonFree = Array(forecastCarbonFree[range]) }
    if !forecastIntensity.isEmpty { part.forecastIntensity = Array(forecastIntensity[range]) }
    return part
  }

  /// The part of the series from `first` over `seconds`; see `intervals(from:seconds:)`.
  public func window(from first: Instant, seconds: Int) throws(Failure) -> CarbonSeries {
    self[try intervals(from: first, seconds: seconds)]
  }
}
