/// Contenders ranked within blocks (controllers within scenarios), in memory of the contenders alone; mergeable.
public struct FriedmanRanks: Sendable, Equatable {
  public let contenders: Int
  public private(set) var blocks = 0
  /// Twice the rank sum of each contender.
  private var doubledSums: [Int]
  private var tieTerm = 0.0

  public init(contenders: Int) {
    self.contenders = contenders
    doubledSums = Array(repeating: 0, count: contenders)
  }

  /// Adds the values of one block, one a contender, none of them NaN; the least has rank 1.
  public mutating func add(_ values: ContiguousArray<Double>) {
    precondition(values.count == contenders, "a block has one value of each contender")
    let ranks = Midranks(values)
    blocks += 1
    tieTerm += ranks.tieTerm
    for index in ranks.doubled.indices { doubledSums[index] += ranks.doubled[index] }
  }

  public mutating func merge(_ other: FriedmanRanks) {
    precondition(other.contenders == contenders, "ranks among different contenders cannot be merged")
    blocks += other.blocks
    tieTerm += other.tieTerm
    for index in doubledSums.indices { doubledSums[index] += other.doubledSums[index] }
  }

  /// Mean rank of each contender, 1 to their number; empty without blocks.
  public var meanRanks: [Double] { blocks == 0 ? [] : doubledSums.map { Double($0) / 2 / Double(blocks) } }

  /// Friedman's test that no contender ranks higher than another (1937, doi:10.2307/2279372), corrected for ties: χ²
  /// with one degree of freedom fewer than contenders.
  public func test() throws(Undefined) -> TestResult {
    guard blocks > 0 else { throw .noValues }
    guard contenders > 1 else { throw .fewerValues(than: 2) }
    let (k, n) = (Double(contenders), Double(blocks))
    let expected = (k + 1) / 2
    let spread = meanRanks.reduce(0) { $0 + ($1 - expected) * ($1 - expected) }
    let correction = 1 - tieTerm / (n * k * (k * k - 1))
    guard correction > 0 else { throw .equalValues }
    let statistic = 12 * n / (k * (k + 1)) * spread / correction
    return TestResult(statistic: statistic, p: SpecialFunctions.upperGamma((k - 1) / 2, statistic / 2))
  }

  /// Nemenyi's critical difference (Demšar 2006, JMLR 7): mean ranks of two contenders that differ by as much do so
  /// beyond chance, whatever pair it is.
  public func criticalDifference(confidence: Double) throws(Undefined) -> Double {
    try rankUnit() * NormalRange(count: contenders).upperTailQuantile(1 - confidence)
  }

  /// Nemenyi's p of a difference of two mean ranks, adjusted for all pairs of contenders.
  public func nemenyiP(_ difference: Double) throws(Undefined) -> Double {
    let unit = try rankUnit()
    return NormalRange(count: contenders).tail(abs(difference) / unit)
  }

  /// √(k(k + 1)/(12n)): what a difference of mean ranks is measured in.
  private func rankUnit() throws(Undefined) -> Double {
    guard blocks > 0 else { throw .noValues }
    guard contenders > 1 else { throw .fewerValues(than: 2) }
    let k = Double(contenders)
    return (k * (k + 1) / (12 * Double(blocks))).squareRoot()
  }
}
