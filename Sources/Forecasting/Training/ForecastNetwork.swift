import Learning
import Records
import StreamIO

/// A trained forecast as it is written: the header record, and the layer records after it (DESIGN §4, network).
public struct ForecastNetwork: Sendable, Equatable {
  /// A linear map of standardised features.
  public static let ridge = "ridge"
  /// Dense layers, as `shape` says.
  public static let network = "network"

  public var architecture: String
  /// Names of the features; each enters as (x − mean) / scale.
  public var features: [String]
  public var featureMean: [Double]
  public var featureScale: [Double]
  /// Weight of the squared weights in the loss.
  public var penalty: Double
  /// Where that weight pulls.
  public var prior: RidgePrior
  /// Hours fitted on; with `penalty` and the layer `prior.correlation` the strength of a prior for learning online.
  public var trainingRows: Int
  /// Zone-years fitted on ("US-CAL-CISO/2023"), in the order they came.
  public var trainingSeries: [String]
  /// How it does on zone-years left out; nil where none was.
  public var validation: ForecastScore?
  public var layers: [Layer]
  /// Of the architecture `network`.
  public var shape: NetworkShape?
  /// How its parameters were found, if step by step.
  public var provenance: Provenance?

  public struct Provenance: Sendable, Equatable {
    public var options: TrainingOptions
    public var seed: UInt64
    /// Epochs run, the epoch whose parameters these are, and its loss on the days that said when to stop.
    public var epochs, bestEpoch: Int
    public var bestLoss: Double?
    public var curve: LearningCurve
  }

  public init(
    architecture: String, features: [String], featureMean: [Double], featureScale: [Double], penalty: Double, prior: RidgePrior,
    trainingRows: Int, trainingSeries: [String], validation: ForecastScore?, layers: [Layer]
  ) {
    self.architecture = architecture
    (self.features, self.featureMean, self.featureScale) = (features, featureMean, featureScale)
    (self.penalty, self.prior) = (penalty, prior)
    (self.trainingRows, self.trainingSeries) = (trainingRows, trainingSeries)
    (self.validation, self.layers) = (validation, layers)
  }

  /// A ridge fit as a network of three layers.
  ///
  /// `linear.weight` [30, 54] and `linear.bias` [30] make the forecast. `prior.correlation` [1485] is the lower
  /// triangle, by rows, of the features' Gram matrix over the hours: what a Bayesian correction online needs beside the
  /// weights, since the prior's XᵀY is (Gram + penalty) W and the bias row of a centred Gram matrix is known. It stands
  /// to six decimals, far inside what the penalty adds to the diagonal, and so takes about a third of the file.
  init(ridge solution: RidgeSolution, trainingSeries: [String]) {
    let (p, m) = (ForecastFeatures.count, ForecastTargets.count)
    let triangle: [Double] = (0..<p).flatMap { row in
      solution.correlation[row * p...row * p + row].map { ($0 * 1e6).rounded() / 1e6 }
    }
    self.init(
      architecture: Self.ridge, features: ForecastFeatures.names, featureMean: solution.mean,
      featureScale: solution.scale, penalty: solution.penalty, prior: solution.prior, trainingRows: solution.rows,
      trainingSeries: trainingSeries, validation: nil,
      layers: [
        Layer(name: "linear.weight", shape: [m, p], weights: solution.weights),
        Layer(name: "linear.bias", shape: [m], weights: solution.bias),
        Layer(name: "prior.correlation", shape: [triangle.count], weights: triangle),
      ])
  }

  /// The weights of the layer `name`.
  ///
  /// - Throws: `Failure` (data) where it is missing, has another shape, or a weight is not finite.
  func weights(_ name: String, shape: [Int]) throws(Failure) -> [Double] { try layers.weights(name, shape: shape) }
}
