import Learning
import Records
import StreamIO

/// A trained imitation policy as it is written: the header record, and a network of two heads, the model to run (a class
/// a model and one for none) and whether to charge.
public struct PolicyNetwork: Sendable {
  /// What it was trained on and how it did; `layers` is that of `network`.
  public internal(set) var header: Network
  public let network: DenseNetwork
  let features: [PolicyFeature]

  static let none = "none"

  init(_ header: Network, _ network: DenseNetwork, features: [PolicyFeature]) {
    (self.header, self.network, self.features) = (header, network, features)
    self.header.layers = network.layers.count
  }

  /// - Throws: `Failure` (data) where the header or a layer is not what this version can run, and how it differs.
  init(_ header: Network, layers: [Layer]) throws(Failure) {
    guard header.task == .policy, let shape = header.shape else {
      throw Failure(.data, "this network was trained for the \(header.task); one of trainnet --task policy would be right")
    }
    var features: [PolicyFeature] = []
    for name in header.features {
      guard let feature = PolicyFeature(rawValue: name) else {
        let near = nearestName(to: name, among: PolicyFeature.allCases.map(\.rawValue))
        throw Failure(
          .data, "the network's feature \"\(name)\" is not known; "
            + (near.map { "did you mean \"\($0)\"?" }
              ?? "there are \(PolicyFeature.allCases.map(\.rawValue).joined(separator: ", "))"))
      }
      features.append(feature)
    }
    let classes = header.classes.count
    guard classes >= 2, header.classes.last == Self.none, Set(header.classes.map(\.exact)).count == classes else {
      throw Failure(.data, "classes are \(header.classes); the names of models and then \"\(Self.none)\" would be right")
    }
    guard shape.inputs == features.count, shape.heads.map(\.outputs) == [classes, 1] else {
      throw Failure(
        .data, "the network has \(shape.inputs) inputs and heads of \(shape.heads.map(\.outputs)); \(features.count) "
          + "features and \(classes) classes need as many, and one output more to charge")
    }
    guard header.featureMeans.count == features.count, header.featureScales.count == features.count,
      header.featureMeans.allSatisfy(\.isFinite), header.featureScales.allSatisfy({ $0.isFinite && $0 > 0 })
    else {
      throw Failure(.data, "the features' normalisation is not \(features.count) finite means and positive scales")
    }
    self.init(header, try DenseNetwork(shape, layers: layers), features: features)
  }

  /// Reads a policy's stream.
  public static func read(path: String) throws(Failure) -> PolicyNetwork {
    let (header, layers) = try readNetwork(path: path)
    do throws(Failure) {
      return try PolicyNetwork(header, layers: layers)
    } catch {
      throw error.placed(Place(file: path))
    }
  }

  /// Whether it also learned what is best in the states it came to by itself.
  public var isRelabelled: Bool { header.relabelRounds > 0 }

  /// Names of the models it chooses from.
  var models: ArraySlice<String> { header.classes.dropLast() }

  /// An input as the network takes it.
  @inline(__always)
  func standardised(_ value: Double, feature: Int) -> Float {
    Float((value - header.featureMeans[feature]) / header.featureScales[feature])
  }

  /// The class with the greatest output, the first of equals.
  @inline(__always)
  static func likeliest(_ outputs: some Collection<Float>) -> Int {
    var (best, most, place) = (0, -Float.infinity, 0)
    for output in outputs {
      if output > most { (best, most) = (place, output) }
      place += 1
    }
    return best
  }
}
