import StreamIO

/// A vision model as measured: one entry of model-data/power_profiles.json. Other fields are free.
///
/// Decisions rest on energy, latency and accuracy alone. The rest says what was measured, and is checked where it is given.
public struct PowerProfile: Record, Blank {
  /// The entry's key, which names the model in every record.
  public var name = ""
  public var modelName: String?
  public var modelVersion: String?
  public var energyPerInferenceMwh = 0.0
  public var inferenceSeconds = 0.0
  public var accuracy = 0.0
  public var modelPowerMw: Double?
  public var inferencePowerMw: Double?
  public var idlePowerMw: Double?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("model_name", &modelName, default: nil, "family of the model")
    try visitor.field("model_version", &modelVersion, default: nil, "size within the family")
    try visitor.field("energy_per_inference_mwh", &energyPerInferenceMwh, .positive, "per task, image loading included")
    try visitor.field("avg_inference_time_seconds", &inferenceSeconds, .positive, "latency")
    try visitor.field("accuracy", &accuracy, .fraction, "normalised accuracy")
    try visitor.field("model_power_mw", &modelPowerMw, .positive, default: nil, "power while the model is loaded")
    try visitor.field(
      "avg_inference_power_mw", &inferencePowerMw, .positive, default: nil, "power during inference")
    try visitor.field("idle_power_mw", &idlePowerMw, .positive, default: nil, "power between inferences")
  }

  /// Reads a profile file: an object of at least one model, each under its own name.
  ///
  /// - Throws: `Failure` naming model, field, line and column of what is missing, of another type or out of range.
  public static func read(path: String) throws(Failure) -> [PowerProfile] {
    var profiles: [PowerProfile] = []
    try readDocument(path: path, .strict) { reader throws(Failure) in
      try reader.readObject { key, reader throws(Failure) in
        var profile = PowerProfile()
        profile.name = String(decoding: key, as: UTF8.self)
        let place = reader.place
        if profiles.contains(where: { $0.name.exact == profile.name.exact }) {
          throw Failure(.data, "the model \"\(profile.name)\" stands here a second time", at: place)
        }
        do throws(Failure) { try profile.decode(from: &reader, .any) } catch { throw error.named(profile.name) }
        profiles.append(profile)
      }
    }
    if profiles.isEmpty {
      throw Failure(.data, "no model in this file; an object of profiles by name is expected", at: Place(file: path))
    }
    return profiles
  }
}
