/// What a network learns from, or is judged on: rows of features, standardised, and of the targets they belong to.
public struct Examples: Sendable, Equatable {
  public let inputs: Int
  public let outputs: Int
  public private(set) var rows = 0
  /// Row by row, `inputs` numbers each.
  public private(set) var features: ContiguousArray<Float> = []
  /// Row by row, `outputs` numbers each.
  public private(set) var targets: ContiguousArray<Float> = []

  public init(inputs: Int, outputs: Int) { (self.inputs, self.outputs) = (inputs, outputs) }

  public mutating func reserve(rows: Int) {
    features.reserveCapacity(rows * inputs)
    targets.reserveCapacity(rows * outputs)
  }

  /// Adds a row.
  public mutating func append(features row: some Collection<Float>, targets answer: some Collection<Float>) {
    precondition(row.count == inputs && answer.count == outputs, "a row of \(inputs) features and \(outputs) targets")
    features.append(contentsOf: row)
    targets.append(contentsOf: answer)
    rows += 1
  }

  /// Adds the rows of `other`.
  public mutating func append(_ other: Examples) {
    precondition(other.inputs == inputs && other.outputs == outputs, "examples of another network")
    features.append(contentsOf: other.features)
    targets.append(contentsOf: other.targets)
    rows += other.rows
  }

  /// The rows apart: those to train on, and those that `isValidation` takes by their number.
  public func split(_ isValidation: (Int) -> Bool) -> (training: Examples, validation: Examples) {
    var parts = (Examples(inputs: inputs, outputs: outputs), Examples(inputs: inputs, outputs: outputs))
    for row in 0..<rows {
      let (features, targets) = (features[(row * inputs)..<((row + 1) * inputs)], targets[(row * outputs)..<((row + 1) * outputs)])
      if isValidation(row) {
        parts.1.append(features: features, targets: targets)
      } else {
        parts.0.append(features: features, targets: targets)
      }
    }
    return parts
  }
}
