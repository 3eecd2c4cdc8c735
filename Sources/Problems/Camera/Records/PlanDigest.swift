import StreamIO

/// What a plan was made of, part by part, and what it says: each a `ValueDigest`.
///
/// A plan is believed only for what it was made of. The parts hold all that planning depends on, and nothing else: tags,
/// names, the start, carbon intensities and the history may change.
public struct PlanDigest: Record, Blank, Equatable {
  public var device = ""
  public var wishes = ""
  public var weights = ""
  public var grid = ""
  public var models = ""
  public var plan = ""

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("device", &device, default: "", "of the battery, its charger and the energy stored at the start")
    try visitor.field("wishes", &wishes, default: "", "of the wishes")
    try visitor.field("weights", &weights, default: "", "of the weights")
    try visitor.field("grid", &grid, default: "", "of the carbon-free shares, and of the intervals and tasks")
    try visitor.field("models", &models, default: "", "of the models' names, energies, latencies and accuracies")
    try visitor.field("plan", &plan, default: "", "of the plan's other fields, as they are written")
  }
}

extension PlanDigest {
  public static let otherModels = "other models"

  /// In which parts this is not the same as `other`, in words; what the plan says is none of them.
  public func parts(differingFrom other: PlanDigest) -> [String] {
    let parts: [(String, KeyPath<PlanDigest, String>)] = [
      ("another device", \.device), ("other wishes", \.wishes), ("other weights", \.weights), ("another grid", \.grid),
      (Self.otherModels, \.models),
    ]
    return parts.filter { self[keyPath: $0.1] != other[keyPath: $0.1] }.map(\.0)
  }
}

extension Plan {
  /// The digest of all but the digest.
  public var contentDigest: String {
    var content = self
    content.digest = nil
    var writer = JSONWriter(capacity: 1 << 14)
    writer.write(record: &content)
    return ValueDigest.text(of: writer.bytes)
  }
}
