import Records

extension CarbonSeries {
  /// Whether the publisher's forecasts are known of any interval.
  public var hasForecast: Bool { !forecastCarbonFree.isEmpty || !forecastIntensity.isEmpty }

  /// What the publisher forecast of some intervals, as carbon-free shares, and what these are made of; nil where it
  /// forecast none of them.
  ///
  /// Where it forecasts intensities alone, a share is what the straight line through the shares and intensities of
  /// `past`, by least squares, has at the intensity forecast. It is drawn through what was measured before, and knows
  /// nothing of what comes.
  public func forecastShares(
    in range: Range<Int>, past: Range<Int>
  ) -> (shares: [Double?], basis: ForecastBasis)? {
    func known(_ values: some Sequence<Double>) -> [Double?]? {
      let shares = values.map { $0.isNaN ? nil : min(max($0, 0), 1) }
      return shares.contains { $0 != nil } ? shares : nil
    }
    if !forecastCarbonFree.isEmpty {
      return known(forecastCarbonFree[range]).map { ($0, .carbonFree) }
    }
    // Publishers forecast direct emissions, and measure them, too, where they measure any.
    let intensities = carbonDirect.isEmpty ? carbonLifecycle : carbonDirect
    guard !forecastIntensity.isEmpty, !past.isEmpty, !carbonFree.isEmpty, !intensities.isEmpty else { return nil }
    let line = Line(x: intensities[past], y: carbonFree[past])
    return known(forecastIntensity[range].lazy.map { line[$0] }).map { ($0, .carbonIntensity) }
  }
}

/// The straight line of least squares.
private struct Line {
  private let meanX, meanY, slope: Double

  /// - Precondition: as many of the one as of the other, one at least.
  init(x: ArraySlice<Double>, y: ArraySlice<Double>) {
    let count = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    var (products, squares) = (0.0, 0.0)
    for (x, y) in zip(x, y) {
      products += (x - meanX) * (y - meanY)
      squares += (x - meanX) * (x - meanX)
    }
    // An intensity that never changed tells nothing of the share.
    slope = squares > 0 ? products / squares : 0
    (self.meanX, self.meanY) = (meanX, meanY)
  }

  subscript(x: Double) -> Double { meanY + slope * (x - meanX) }
}
