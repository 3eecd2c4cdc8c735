import Randomness
import StreamIO

/// A market stall: it has a stock, a price each hour, and sells one piece an hour at most. What it does not sell is worth nothing.
///
/// It is here to show what a problem is, and to hold the stages to their word that a new one is a folder, an entry in Package.swift
/// and a line in each tool.
public struct ToyScenario: Record {
  public var id = ""
  public var problem = "toy"
  public var stock = 0
  public var price: [Double] = []
  public var plan: Plan?

  public init() {}

  public init(seed: UInt64, index: Int) {
    var random = RandomStream(seed: seed, "toy", "\(index)")
    id = "toy-\(index)"
    stock = 1 + random.index(below: 5)
    price = (0..<12).map { _ in Double(random.index(below: 100)) }
  }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("scenario")
    try visitor.field("id", &id, "stable for a seed and an index")
    try visitor.field("problem", &problem, default: "toy", "what is sold: toys")
    try visitor.field("stock", &stock, .nonNegative, "pieces to sell")
    try visitor.field("price", &price, .nonNegative, "of a piece, each hour")
    try visitor.field("plan", &plan, default: nil, "the best that could have been done, appended by solve")
  }

  public struct Plan: Record, Blank {
    public var reward = 0.0
    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("reward", &reward, .nonNegative, "of the best hours to sell in")
    }
  }

  /// The best hours are those with the highest prices: nothing else is exact here, and nothing is simpler.
  public var optimum: Double { price.sorted(by: >).prefix(stock).reduce(0, +) }

  /// What is earned by selling whenever the price is this at least.
  public func reward(sellingFrom threshold: Double) -> Double { price.filter { $0 >= threshold }.prefix(stock).reduce(0, +) }
}

/// What a policy earns in a scenario.
public struct ToyRun: Record {
  static let dropped: [StaticString] = ["stock", "price", "plan"]

  public var id = ""
  public var controller = ""
  public var reward = 0.0
  public var regret: Double?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("run")
    try visitor.field("id", &id, "of the scenario")
    try visitor.field("controller", &controller, "what decided")
    try visitor.field("reward", &reward, .nonNegative, "what it earned")
    try visitor.field("regret", &regret, .nonNegative, "how much less than the plan; null where there is none")
  }
}
