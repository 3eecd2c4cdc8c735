/// The terminal value T in quanta of reward, from which the pieces of a `Staircase` take their shape: how far below its
/// greatest value it is.
struct TerminalShape: Sendable {
  let capacity: Int64
  /// The value of a full battery [quanta].
  let most: Int64
  /// The energy from which T rises no more [units].
  let flatFrom: Int64
  private let levels: [Int64]
  /// T − most at the levels [quanta], and its rise per unit after each.
  private let values, slopes: [Double]

  init(_ terminal: TerminalValue, terms: SlotTerms) {
    let curve = terminal.curve  // made concave, should rounding have bent it
    capacity = terms.capacity
    let greatest = curve.value(at: capacity)
    most = Int64((greatest * terms.scale).rounded())
    let levels = terminal.levels
    self.levels = levels
    let values = levels.map { min(0, curve.value(at: $0) - greatest) * terms.scale }
    self.values = values
    slopes = levels.indices.map { index in
      guard index + 1 < levels.count, levels[index + 1] > levels[index] else { return 0 }
      return (values[index + 1] - values[index]) / Double(levels[index + 1] - levels[index])
    }
    flatFrom = zip(levels, values).first { $0.1 == 0 }?.0 ?? capacity
  }

  func value(_ piece: Staircase.Piece, at energy: Int64) -> Int64 {
    piece.shift == Staircase.Piece.flat ? piece.base : piece.base + below(energy + piece.shift)
  }

  /// T(energy) − T(capacity), at most 0 [quanta].
  private func below(_ energy: Int64) -> Int64 {
    guard energy < flatFrom else { return 0 }
    var level = min(levels.count - 2, Int(Double(energy) / Double(capacity) * Double(levels.count - 1)))
    while level > 0, levels[level] > energy { level -= 1 }
    while level + 2 < levels.count, levels[level + 1] <= energy { level += 1 }
    return Int64((values[level] + slopes[level] * Double(energy - levels[level])).rounded())
  }
}
