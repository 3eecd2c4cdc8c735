import Records
import StreamIO

/// The forecast of one trained network or of several averaged, corrected online where that is wished.
public struct LearnedForecast: CarbonForecast {
  /// East positive: the place of the device.
  public var longitudeDegrees = 0.0
  private let models: [ForecastModel]
  public internal(set) var correction: OnlineCorrection?
  /// Taken off the changes of the dirty share by lead, in units of sigma.
  public let shade: InlineArray<30, Double>
  private var disagreementSum = 0.0
  private var forecasts = 0

  /// - Parameters:
  ///   - networks: at least one; their forecasts are averaged.
  ///   - priorHours: how many hours the training weighs against the place's own (`OnlineCorrection`); nil for a
  ///     forecast that stays as it was trained. The first network's training is the prior.
  ///   - shading: κ: the grid is taken to be cleaner than forecast by so many of the errors that the first network made
  ///     on zone-years left out, lead by lead; dirtier below 0.
  /// - Throws: `Failure` (data) where a network is not one this version can run, or knows no error to shade by.
  public init(_ networks: [ForecastNetwork], priorHours: Double?, shading: Double = 0) throws(Failure) {
    guard let first = networks.first else { throw Failure(.data, "no network to forecast with; one at least is needed") }
    let errors = first.validation?.normalisedError ?? []
    guard shading == 0 || errors.count == ForecastTargets.count else {
      throw Failure(
        .data, "the network was judged on no zone-year left out, and has no error to shade by; trainnet --leave-out gives it one")
    }
    shade = InlineArray { shading == 0 ? 0 : shading * errors[$0] }
    models = try networks.map { network throws(Failure) in try ForecastModel(network) }
    correction = try priorHours.map { hours throws(Failure) in try OnlineCorrection(first, priorHours: hours) }
  }

  public var disagreement: Double? {
    models.count > 1 && forecasts > 0 ? disagreementSum / Double(forecasts) : nil
  }

  public mutating func observe(_ history: HistoryBuffer, at time: Instant) {
    let models = models
    correction?.observe(history, at: time, longitudeDegrees: longitudeDegrees) { _, features in
      Self.mean(of: models, features)
    }
  }

  public mutating func goBack(to time: Instant) { correction?.goBack(to: time) }

  public mutating func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    let features = ForecastFeatures(window, longitudeDegrees: longitudeDegrees)
    var changes = Self.mean(of: models, features)
    forecasts += 1
    if models.count > 1 { disagreementSum += features.sigma * spread(about: changes, features) }
    correction?.correct(&changes, features)
    for lead in 0..<30 { changes[lead] -= shade[lead] }
    return window.dirtyHalfHours(changes: changes, sigma: features.sigma)
  }

  private static func mean(of models: [ForecastModel], _ features: ForecastFeatures) -> InlineArray<30, Double> {
    var sum = models[0].normalisedChanges(features)
    if models.count == 1 { return sum }
    for model in models.dropFirst() {
      let changes = model.normalisedChanges(features)
      for lead in 0..<30 { sum[lead] += changes[lead] }
    }
    for lead in 0..<30 { sum[lead] /= Double(models.count) }
    return sum
  }

  /// The members' standard deviation about `mean` in units of sigma, mean over leads.
  private func spread(about mean: InlineArray<30, Double>, _ features: ForecastFeatures) -> Double {
    var squares = InlineArray<30, Double>(repeating: 0)
    for model in models {
      let changes = model.normalisedChanges(features)
      for lead in 0..<30 { squares[lead] += (changes[lead] - mean[lead]) * (changes[lead] - mean[lead]) }
    }
    var sum = 0.0
    for lead in 0..<30 { sum += (squares[lead] / Double(models.count)).squareRoot() }
    return sum / 30
  }
}

extension HistoryWindow {
  /// The dirty share (0...1) 1...30 h after the anchor, for changes in units of `sigma`.
  func dirtyHours(changes: InlineArray<30, Double>, sigma: Double) -> InlineArray<30, Double> {
    InlineArray { (present + sigma * changes[$0]).clippedToShare }
  }

  /// Hour l of held data has the value of lead l throughout, as the data themselves will, and the hour that runs the
  /// present value; other data move in a straight line from lead to lead, and a half-hour has the line's mean.
  func dirtyHalfHours(changes: InlineArray<30, Double>, sigma: Double) -> HalfHourShares {
    let hours = dirtyHours(changes: changes, sigma: sigma)
    func value(_ hour: Int) -> Double { hour == 0 ? present : hours[min(hour, 30) - 1] }
    return HalfHourShares { halfHour in
      let hour = halfHour / 2
      if isHeldHourly { return value(hour) }
      let share = halfHour % 2 == 0 ? 0.25 : 0.75
      return value(hour) + share * (value(hour + 1) - value(hour))
    }
  }
}
