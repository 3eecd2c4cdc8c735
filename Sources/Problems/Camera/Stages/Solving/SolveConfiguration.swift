import ArgumentParser
import Camera
import CameraPlanning
import Stages
import StreamIO

/// The section `solve` of the study's configuration.
public struct SolveConfiguration: Record {
  var method = PlanningMethod.auto
  var charging: Charging?
  var gap = 1.0
  var timeLimitSeconds: Double?
  var certifiedFraction = 0.0
  var objective: Plan.Objective?
  var energyPrice = 0.0

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("method", &method, default: .auto, "auto, dp or glpk")
    try visitor.field("charging", &charging, default: nil, "continuous or slots; the scenario's if left out")
    try visitor.field("gap", &gap, .nonNegative, default: 1, "glpk: absolute gap to stop at")
    try visitor.field("time_limit_s", &timeLimitSeconds, .positive, default: nil, "wall time to stop at")
    try visitor.field(
      "certify", &certifiedFraction, .fraction, default: 0, "share of the plans that glpk proves again")
    try visitor.field("objective", &objective, default: nil, "utility or clean-energy, for single steps")
    try visitor.field(
      "energy_price", &energyPrice, .nonNegative, default: 0, "reward for a mWh stored after a single step")
  }

  /// - Throws: `Failure` for settings that contradict each other.
  func check(wantsValues: Bool) throws(Failure) {
    func refuse(_ message: String) throws(Failure) { throw Failure(.usage, message) }
    if method == .glpk, wantsValues { try refuse("glpk has no value function; --values-output needs auto or dp") }
    if method == .glpk, certifiedFraction > 0 {
      try refuse("glpk cannot prove its own plans again; certify needs auto or dp")
    }
    if objective != nil, method == .dp {
      try refuse("single steps with an objective are planned by glpk; the method may be auto or glpk")
    }
    if objective != nil, wantsValues || certifiedFraction > 0 {
      try refuse("single steps with an objective have neither values nor certificates; leave those out")
    }
    if energyPrice > 0, objective != .utility { try refuse("an energy price needs the objective utility") }
  }
}

extension Charging: ExpressibleByArgument {}
extension Plan.Objective: ExpressibleByArgument {}
