import StreamIO

extension ForecastNetwork {
  /// Fits a ridge forecast on the series, and judges it on those left out.
  ///
  /// - Parameters:
  ///   - series: zones, in a fixed order; each is cut into calendar years.
  ///   - leftOut: a zone ("US-NY-NYIS"), a year of all zones ("2023"), or one zone-year ("US-NY-NYIS/2023").
  ///   - penalty: on squared weights of standardised features.
  /// - Throws: `Failure`: usage where a name to leave out is not there; data where nothing is left to learn from or to
  ///   be judged on, or the sums are not finite.
  public static func trainRidge(
    on series: [ForecastSeries], leavingOut leftOut: [String] = [], penalty: Double = 200
  ) throws(Failure) -> ForecastNetwork {
    typealias Part = (name: String, series: ForecastSeries)
    var (training, validation) = ([Part](), [Part]())
    var unknown = Set(leftOut)
    for zone in series {
      for (year, part) in zone.years() {
        let names: Set = [zone.zone, "\(year)", "\(zone.zone)/\(year)"]
        unknown.subtract(names)
        let part = ("\(zone.zone)/\(year)", part)
        if names.isDisjoint(with: leftOut) { training.append(part) } else { validation.append(part) }
      }
    }
    if let name = unknown.min() {
      let known = (training + validation).map(\.name).joined(separator: ", ")
      throw Failure(.usage, "no series \"\(name)\" to leave out; there are \(known)")
    }

    var total = RidgeTrainer()
    for part in training {
      var trainer = RidgeTrainer()
      trainer.add(part.series)
      total += trainer
    }
    var network = ForecastNetwork(ridge: try total.solve(penalty: penalty), trainingSeries: training.map(\.name))
    guard !validation.isEmpty else { return network }

    let score = ForecastScore(try ForecastModel(network), on: validation)
    guard score.rows > 0 else {
      throw Failure(.data, "the series left out are too short to judge on: 7 days and 30 hours at least would be right")
    }
    guard score.rootMeanSquareError.allSatisfy(\.isFinite) else {
      throw Failure(.data, "the errors on the series left out are not finite; finite shares would be right")
    }
    network.validation = score
    return network
  }
}
