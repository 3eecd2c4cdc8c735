/// A mixed-integer linear programme to be maximised, as data: GLPK loads it, solutions are checked against it, and it can be
/// written for other solvers.
public struct LinearProgramme: Sendable {
  /// A word and an index, for example stored_17; an index below 0 is left out.
  public struct Name: Sendable {
    public var stem: StaticString
    public var index: Int

    public init(stem: StaticString, index: Int = -1) { (self.stem, self.index) = (stem, index) }
  }

  public typealias Term = (column: Int32, coefficient: Double)

  public private(set) var columnNames: [Name] = []
  public private(set) var lower: [Double] = []
  public private(set) var upper: [Double] = []
  public private(set) var cost: [Double] = []
  /// 1 for a column of whole numbers, else 0.
  public private(set) var isInteger: [Int32] = []

  public private(set) var rowNames: [Name] = []
  /// −∞ for a row without a lower bound, as `rowUpper` has +∞ for one without an upper bound.
  public private(set) var rowLower: [Double] = []
  public private(set) var rowUpper: [Double] = []
  /// The terms of row r are those from `rowStarts[r]` to `rowStarts[r + 1]`.
  public private(set) var rowStarts: [Int32] = [0]
  public private(set) var termColumns: [Int32] = []
  public private(set) var coefficients: [Double] = []

  public init() {}

  /// A new column's index.
  public mutating func addColumn(_ name: Name, _ bounds: (Double, Double), cost: Double = 0, isInteger: Bool = false) -> Int32 {
    columnNames.append(name)
    lower.append(bounds.0)
    upper.append(bounds.1)
    self.cost.append(cost)
    self.isInteger.append(isInteger ? 1 : 0)
    return Int32(columnNames.count - 1)
  }

  public mutating func addRow(_ name: Name, _ terms: [Term], atLeast least: Double = -.infinity, atMost most: Double) {
    rowNames.append(name)
    rowLower.append(least)
    rowUpper.append(most)
    for term in terms {
      termColumns.append(term.column)
      coefficients.append(term.coefficient)
    }
    rowStarts.append(Int32(termColumns.count))
  }
}

extension LinearProgramme {
  /// No solution's objective exceeds this: every column at its better bound.
  var boundByColumns: Double {
    cost.indices.reduce(0) { $0 + (cost[$1] == 0 ? 0 : max(cost[$1] * lower[$1], cost[$1] * upper[$1])) }
  }

  public func objective(of values: [Double]) -> Double {
    zip(cost, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Whether values keep every bound and row to a tolerance relative to the terms added up, and whole columns exactly.
  public func isSatisfied(by values: [Double], tolerance: Double = 1e-9) -> Bool {
    guard values.count == columnNames.count, values.allSatisfy(\.isFinite) else { return false }
    for (column, value) in values.enumerated() {
      let slack = tolerance * max(1, abs(value))
      guard value >= lower[column] - slack, value <= upper[column] + slack else { return false }
      guard isInteger[column] == 0 || value == value.rounded() else { return false }
    }
    for row in rowNames.indices {
      var (sum, size) = (0.0, 1.0)
      for index in Int(rowStarts[row])..<Int(rowStarts[row + 1]) {
        let term = coefficients[index] * values[Int(termColumns[index])]
        sum += term
        size = max(size, abs(term))
      }
      guard sum <= rowUpper[row] + tolerance * size, sum >= rowLower[row] - tolerance * size else { return false }
    }
    return true
  }
}
