import StreamIO

/// A trained forecast as it is written: the header record, and the layer records after it (DESIGN §4, network).
public struct ForecastNetwork: Sendable, Equatable {
  /// One matrix or vector of the network.
  public struct Layer: Sendable, Equatable {
    public var name: String
    public var shape: [Int]
    /// Row-major.
    public var weights: [Double]

    public init(name: String, shape: [Int], weights: [Double]) {
      (self.name, self.shape, self.weights) = (name, shape, weights)
    }
  }

  /// The one architecture so far: a linear map of standardised features.
  public static let ridge = "ridge"

  public var architecture: String
  /// Names of the features; each enters as (x − mean) / scale.
  public var features: [String]
  public var featureMean: [Double]
  public var featureScale: [Double]
  /// Weight of the squared weights in the loss.
  public var penalty: Double
  /// Hours fitted on; with `penalty` and the layer `prior.correlation` the strength of a prior for learning online.
  public var trainingRows: Int
  /// Zone-years fitted on ("US-CAL-CISO/2023"), in the order they came.
  public var trainingSeries: [String]
  /// How it does on zone-years left out; nil where none was.
  public var validation: ForecastScore?
  public var layers: [Layer]

  public init(
    architecture: String, features: [String], featureMean: [Double], featureScale: [Double], penalty: Double,
    trainingRows: Int, trainingSeries: [String], validation: ForecastScore?, layers: [Layer]
  ) {
    self.architecture = architecture
    (self.features, self.featureMean, self.featureScale) = (features, featureMean, featureScale)
    (self.penalty, self.trainingRows, self.trainingSeries) = (penalty, trainingRows, trainingSeries)
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
      featureScale: solution.scale, penalty: solution.penalty, trainingRows: solution.rows,
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
  func weights(_ name: String, shape: [Int]) throws(Failure) -> [Double] {
    guard let layer = layers.first(where: { $0.name == name }) else {
      throw Failure(.data, "the network has no layer \"\(name)\"; its header says \"\(architecture)\"")
    }
    guard layer.shape == shape, layer.weights.count == shape.reduce(1, *) else {
      throw Failure(
        .data, "layer \"\(name)\" has shape \(layer.shape) and \(layer.weights.count) weights; \(shape) would be right")
    }
    guard layer.weights.allSatisfy(\.isFinite) else {
      throw Failure(.data, "layer \"\(name)\" has weights that are not finite")
    }
    return layer.weights
  }
}
