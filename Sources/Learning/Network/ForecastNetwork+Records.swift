import Records
import StreamIO

extension ForecastNetwork {
  /// The header record of its stream; the layer records follow in their order.
  /// - Parameter trainedOnModelled: whether any series it was fitted on was modelled.
  public func header(trainedOnModelled: Bool) -> Network {
    var header = Network()
    header.architecture = architecture
    header.layers = layers.count
    header.features = features
    header.featureMeans = featureMean
    header.featureScales = featureScale
    (header.penalty, header.prior) = (penalty, prior)
    header.trainingRows = trainingRows
    header.trainingSeries = trainingSeries
    header.trainedOnModelled = trainedOnModelled
    header.shape = shape
    if let provenance {
      header.training = provenance.options
      header.seed = Int(bitPattern: UInt(provenance.seed))
      (header.epochsRun, header.bestEpoch) = (provenance.epochs, provenance.bestEpoch)
      (header.bestLoss, header.learningCurve) = (provenance.bestLoss, provenance.curve)
    }
    if let validation {
      header.validationRows = validation.rows
      header.validationSeries = validation.series
      header.leadRmse = validation.rootMeanSquareError
      header.leadRmseOfPersistence = validation.persistenceError
      header.leadRmseOfAutoregression = validation.autoregressiveError
      header.leadRmseOverSigma = validation.normalisedError
    }
    return header
  }

  /// Reads a forecast's stream, and tries whether it can forecast.
  public static func read(path: String) throws(Failure) -> ForecastNetwork {
    let (header, layers) = try readNetwork(path: path)
    guard header.task == .forecast else {
      throw Failure(
        .data, "this network was trained for the \(header.task); one of trainnet --task forecast would be right",
        at: Place(file: path))
    }
    var network = ForecastNetwork(
      architecture: header.architecture, features: header.features, featureMean: header.featureMeans,
      featureScale: header.featureScales, penalty: header.penalty, prior: header.prior, trainingRows: header.trainingRows,
      trainingSeries: header.trainingSeries, validation: ForecastScore(header), layers: layers)
    network.shape = header.shape
    do throws(Failure) {
      _ = try LearnedForecast([network], priorHours: OnlineCorrection.usualPriorHours)
    } catch { throw error.placed(Place(file: path)) }
    return network
  }
}

extension ForecastScore {
  /// What the header tells; nil where the network was judged on nothing.
  init?(_ header: Network) {
    guard header.validationRows > 0 else { return nil }
    (rows, series) = (header.validationRows, header.validationSeries)
    (rootMeanSquareError, normalisedError) = (header.leadRmse, header.leadRmseOverSigma)
    (persistenceError, autoregressiveError) = (header.leadRmseOfPersistence, header.leadRmseOfAutoregression)
  }
}

/// Reads the stream of any network: a header and as many layers as it announces, and nothing after them.
public func readNetwork(path: String) throws(Failure) -> (header: Network, layers: [Layer]) {
  try readNetwork(LineReader(path: path))
}

public func readNetwork(_ lines: LineReader) throws(Failure) -> (header: Network, layers: [Layer]) {
  var headers = RecordReader<Network>(lines)
  guard try headers.next() else {
    throw Failure(.data, "no network in this file; one written by trainnet is expected", at: Place(file: lines.name))
  }
  var layers: [Layer] = []
  var records = RecordReader<Layer>(lines)
  while try records.next() { layers.append(records.record) }
  guard layers.count == headers.record.layers else {
    throw Failure(
      .data, "\(layers.count) layers where the header announces \(headers.record.layers); one network a file is expected",
      at: Place(file: lines.name, line: lines.lineNumber))
  }
  return (headers.record, layers)
}

/// Joins the daily records of a grid stream into one series per zone.
public struct SeriesAssembler {
  /// The zones, in the order they came.
  public private(set) var series: [ForecastSeries] = []
  public private(set) var isModelled: [Bool] = []
  /// Where the grid stream's zones stand in `series`; windows of scenarios stand for themselves.
  private var joined: [ExactText: Int] = [:]

  public init() {}

  /// Adds the day that follows the zone's last one, or the first of a zone.
  public mutating func add(_ day: Series, at place: Place) throws(Failure) {
    guard let index = joined[day.zone.exact] else {
      guard day.intervalSeconds > 0, day.intervalSeconds <= 3600, 3600 % day.intervalSeconds == 0 else {
        throw Failure(.data, "interval_s is \(day.intervalSeconds); a part of an hour is expected", at: place)
      }
      joined[day.zone.exact] = series.count
      series.append(
        ForecastSeries(
          zone: day.zone, longitudeDegrees: day.longitude, start: day.start, intervalSeconds: day.intervalSeconds,
          carbonFree: day.carbonFree))
      return isModelled.append(day.modelled)
    }
    let expected = series[index].start + series[index].carbonFree.count * series[index].intervalSeconds
    guard day.intervalSeconds == series[index].intervalSeconds, day.start == expected else {
      throw Failure(
        .data,
        "\(day.zone) goes on at \(day.start) in steps of \(day.intervalSeconds) s; \(expected) and "
          + "\(series[index].intervalSeconds) s would follow what came before",
        at: place)
    }
    series[index].carbonFree += day.carbonFree
    isModelled[index] = isModelled[index] || day.modelled
  }

  /// Adds the window of a scenario: its history and what came after.
  public mutating func add(_ scenario: Scenario, at place: Place) throws(Failure) {
    let step = scenario.intervalSeconds
    guard step > 0, step <= 3600, 3600 % step == 0 else {
      throw Failure(.data, "interval_s is \(step); a part of an hour is expected", at: place)
    }
    guard scenario.history.count * step >= 7 * secondsPerDay else {
      throw Failure(
        .data, "\(scenario.id) has \(scenario.history.count * step / secondsPerHour) h of history; 7 days at least would "
          + "be right (scengen --history-days 7)", at: place)
    }
    series.append(
      ForecastSeries(
        zone: scenario.zone, longitudeDegrees: scenario.longitude,
        start: scenario.start + -scenario.history.count * step, intervalSeconds: step,
        carbonFree: scenario.history + scenario.carbonFree))
    isModelled.append(scenario.gridModelled)
  }
}
