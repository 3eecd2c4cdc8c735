import Glibc
import Records

/// What a learned forecast knows of a moment: 54 numbers from the zone's own past, without the zone's identity.
///
/// Levels are differences to the present dirty share d in units of σ, so that one set of weights serves every grid.
public struct ForecastFeatures: Sendable {
  public static let count = 54
  /// Leads of the profile and of yesterday's shape, in half-hours.
  private static let leads: InlineArray<16, Int> = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 42, 48]
  private static let changeHours: InlineArray<6, Int> = [1, 2, 3, 4, 6, 12]
  /// Differences are clipped to this many σ.
  private static let limit = 6.0
  /// A flat week is not blown up beyond this deviation of the share.
  private static let smallestSigma = 0.01

  /// The features in the order of `names`, not yet standardised.
  public private(set) var values = InlineArray<54, Double>(repeating: 0)
  /// Standard deviation of the dirty share over the last 7 days, 0.01 at least: the unit of features and targets.
  public let sigma: Double

  /// - Parameters:
  ///   - window: the past.
  ///   - longitudeDegrees: east positive; gives the solar hour.
  public init(_ window: HistoryWindow, longitudeDegrees: Double) {
    let present = window.present
    let week = window.moments(hours: 168)
    let day = window.moments(hours: 24)
    sigma = max(Self.smallestSigma, week.deviation)
    let scale = 1 / sigma

    var next = 0
    func append(_ value: Double) {
      values[next] = value
      next += 1
    }
    func appendDifference(_ difference: Double) { append((difference * scale).clipped(to: Self.limit)) }

    var (least, sum, most, rank) = (Double.infinity, 0.0, -Double.infinity, 0.0)
    for hour in 1...24 {
      let value = window.dirty[2 * hour]
      least = min(least, value)
      most = max(most, value)
      sum += value
      rank += value < present ? 1 : value == present ? 0.5 : 0
    }
    appendDifference(least - present)
    appendDifference(sum / 24 - present)
    appendDifference(most - present)
    appendDifference(week.mean - present)

    let profile = window.profile(halfHours: 0)
    let yesterday = window.yesterday(halfHours: 0)
    appendDifference(profile - present)
    appendDifference(yesterday - present)
    for i in 0..<16 { appendDifference(window.profile(halfHours: Self.leads[i]) - profile) }
    for i in 0..<16 { appendDifference(window.yesterday(halfHours: Self.leads[i]) - yesterday) }
    for i in 0..<6 { appendDifference(present - window.dirty[2 * Self.changeHours[i]]) }

    // Local solar time also decides the date, so that a weekend begins where the people are.
    let local = window.anchor + (Int(exactly: (longitudeDegrees.clipped(to: 360) * 240).rounded()) ?? 0)
    let hourAngle = 2 * Double.pi * Double(local.secondOfDay) / Double(secondsPerDay)
    let yearAngle = 2 * Double.pi * Double(local.dayOfYear) / 365.25
    func appendPhase(_ angle: Double) {
      append(sin(angle))
      append(cos(angle))
    }
    appendPhase(hourAngle)
    appendPhase(2 * hourAngle)
    appendPhase(yearAngle)
    append(local.weekday >= 5 ? 1 : 0)
    append(rank / 24)
    append(day.deviation * scale)
    append(log(sigma))
  }

  /// The features' names, as they stand in a network's header.
  public static let names: [String] = {
    func hours(_ halfHours: Int) -> String { halfHours % 2 == 0 ? "\(halfHours / 2)h" : "\(halfHours / 2).5h" }
    let shape = leads.indices.map { hours(Self.leads[$0]) }
    return ["minimum_24h", "mean_24h", "maximum_24h", "mean_7d", "profile_0h", "yesterday_0h"]
      + shape.map { "profile_\($0)" } + shape.map { "yesterday_\($0)" }
      + changeHours.indices.map { "change_\(changeHours[$0])h" }
      + ["solar_sine_1", "solar_cosine_1", "solar_sine_2", "solar_cosine_2", "year_sine", "year_cosine"]
      + ["weekend", "rank_24h", "sigma_ratio", "log_sigma"]
  }()
}
