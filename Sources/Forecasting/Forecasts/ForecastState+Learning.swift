import Records

extension HistoryBuffer {
  /// The shares known, oldest first.
  public var shares: [Double] {
    (0..<count).map { index in
      let position = slot - (count - 1 - index)
      return Double(ring[position < 0 ? position + ring.count : position])
    }
  }

  /// Goes on from a state that was saved; nil where that cannot be one of this step.
  public init?(_ state: ForecastState, intervalSeconds: Int) {
    self.init(intervalSeconds: intervalSeconds)
    guard state.history.count <= ring.count else { return nil }
    guard !state.history.isEmpty else { return }
    for (index, share) in state.history.enumerated() { ring[index] = Float(share) }
    (origin, newest, slot, count) =
      (state.historyStart, state.history.count - 1, state.history.count - 1, state.history.count)
    let end = origin + count * self.intervalSeconds
    guard state.observed >= origin + newest * self.intervalSeconds, state.observed < end else { return nil }
    (observed, changedInsideHour) = (state.observed, state.changedInsideHour)
  }
}

extension ForecastState {
  public init(_ history: HistoryBuffer, _ correction: OnlineCorrection?) {
    self.init()
    if let oldest = history.oldest { historyStart = oldest }
    self.history = history.shares
    (observed, changedInsideHour) = (history.observed, history.changedInsideHour)
    guard let correction else { return }
    learnedHour = correction.learnedHour == .min ? nil : correction.learnedHour
    solvedDay = correction.solvedDay == .min ? nil : correction.solvedDay
    precision = correction.precision.map(Double.init)
    errors = correction.errors.map(Double.init)
    weights = correction.weights.map(Double.init)
  }
}

extension OnlineCorrection {
  /// Goes on from a state that was saved; false, and nothing is changed, where that cannot be one of this correction.
  mutating func restore(_ state: ForecastState) -> Bool {
    guard state.precision.count == precision.count, state.errors.count == errors.count,
      state.weights.count == weights.count
    else { return false }
    precision = ContiguousArray(state.precision.map { Float($0) })
    errors = ContiguousArray(state.errors.map { Float($0) })
    weights = ContiguousArray(state.weights.map { Float($0) })
    (learnedHour, solvedDay) = (state.learnedHour ?? .min, state.solvedDay ?? .min)
    return true
  }
}

extension LearnedForecast {
  /// Goes on from a state that was saved; false, and nothing is changed, where that cannot be one of this forecast.
  public mutating func restore(_ state: ForecastState) -> Bool { correction?.restore(state) ?? true }
}
