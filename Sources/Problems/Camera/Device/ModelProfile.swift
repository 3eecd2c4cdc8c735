/// What a model costs and gives, as measured per inference.
public struct ModelProfile: Sendable, Hashable {
  public let name: String
  /// Energy the model's run uses, loading the image included, before the battery's discharge losses [mWh].
  public let energyMilliwattHours: Double
  public let latencySeconds: Double
  /// 0 < accuracy ≤ 1.
  public let accuracy: Double

  public init(name: String, energyMilliwattHours: Double, latencySeconds: Double, accuracy: Double) {
    self.name = name
    self.energyMilliwattHours = energyMilliwattHours
    self.latencySeconds = latencySeconds
    self.accuracy = accuracy
  }
}
