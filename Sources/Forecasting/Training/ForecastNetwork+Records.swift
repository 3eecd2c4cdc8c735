import Learning
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
      _ = try LearnedForecast([network], priorHours: OnlineCorrection.defaultPriorHours)
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
