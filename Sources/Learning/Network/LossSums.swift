import Records

/// Sums of losses over rows, and the gradient they have.
///
/// Sixteen rows are taken at once, output by output, so that every loss is arithmetic of vectors without sums across
/// them. Sums of a chunk are single precision, of chunks double.
struct LossSums: Sendable, Equatable {
  /// Over rows, of each head's loss.
  private(set) var byHead: [Double]
  /// Over rows, of each output's squared error; of heads with `smooth_l1`.
  private(set) var squares: [Double]
  private(set) var rows = 0

  init(_ shape: NetworkShape) {
    byHead = [Double](repeating: 0, count: shape.heads.count)
    squares = [Double](repeating: 0, count: shape.outputs)
  }

  static func += (a: inout LossSums, b: LossSums) {
    for i in a.byHead.indices { a.byHead[i] += b.byHead[i] }
    for i in a.squares.indices { a.squares[i] += b.squares[i] }
    a.rows += b.rows
  }

  mutating func reset() {
    for i in byHead.indices { byHead[i] = 0 }
    for i in squares.indices { squares[i] = 0 }
    rows = 0
  }

  /// Mean of each head over the rows.
  var means: [Double] { byHead.map { rows > 0 ? $0 / Double(rows) : 0 } }

  /// What is minimised: the heads' means, weighted.
  func total(_ heads: [NetworkHead]) -> Double { zip(heads, means).reduce(0) { $0 + $1.0.weight * $1.1 } }

  /// - Parameters:
  ///   - outputs: raw, `stride` numbers a row.
  ///   - targets: as many numbers a row as there are outputs.
  ///   - gradient: where it goes, laid out as the outputs, and the number of rows that the loss is the mean of.
  mutating func add(
    _ heads: [NetworkHead], outputs: Floats, stride: Int, targets: Floats, rows count: Int,
    gradient: (place: MutableFloats, rowsOfMean: Int)?
  ) {
    let width = squares.count
    var row = 0
    while row < count {
      let block = Block(
        outputs: outputs + row * stride, stride: stride, targets: targets + row * width, width: width,
        rows: min(Lanes.scalarCount, count - row), gradient: gradient.map { $0.place + row * stride })
      var first = 0
      for (index, head) in heads.enumerated() {
        let range = first..<(first + head.outputs)
        let share = 1 / Float(head.loss == .crossEntropy ? 1 : head.outputs)
        let scale = Float(head.weight) * share / Float(max(1, gradient?.rowsOfMean ?? 1))
        let sum: Lanes
        switch head.loss {
        case .smoothL1: sum = share * smoothL1(block, range, scale)
        case .crossEntropy: sum = crossEntropy(block, range, scale)
        case .binaryCrossEntropy: sum = share * binaryCrossEntropy(block, range, scale)
        }
        byHead[index] += Double(block.kept(sum).sum())
        first = range.upperBound
      }
      row += Lanes.scalarCount
    }
    rows += count
  }

  private mutating func smoothL1(_ block: Block, _ range: Range<Int>, _ scale: Float) -> Lanes {
    var sum = Lanes()
    for output in range {
      let error = block.output(output) - block.target(output)
      let size = error.replacing(with: -error, where: error .< Lanes())
      sum += (size - 0.5).replacing(with: error * error * 0.5, where: size .< Lanes(repeating: 1))
      if block.gradient == nil {
        squares[output] += Double(block.kept(error * error).sum())
      } else {
        block.setGradient(output, scale * error.clipped(to: 1))
      }
    }
    return sum
  }

  /// Σ target (log Σ exp − output), with the greatest output taken off first.
  private func crossEntropy(_ block: Block, _ range: Range<Int>, _ scale: Float) -> Lanes {
    var greatest = Lanes(repeating: -.greatestFiniteMagnitude)
    for output in range {
      let value = block.output(output)
      greatest.replace(with: value, where: value .> greatest)
    }
    var (sum, targets, product) = (Lanes(), Lanes(), Lanes())
    for output in range {
      let (value, target) = (block.output(output) - greatest, block.target(output))
      sum += VectorMath.exp(value)
      targets += target
      product += target * value
    }
    if block.gradient != nil {
      for output in range {
        let probability = VectorMath.exp(block.output(output) - greatest) / sum
        block.setGradient(output, scale * (probability * targets - block.target(output)))
      }
    }
    return targets * VectorMath.log(sum) - product
  }

  private func binaryCrossEntropy(_ block: Block, _ range: Range<Int>, _ scale: Float) -> Lanes {
    var sum = Lanes()
    for output in range {
      let (x, target) = (block.output(output), block.target(output))
      let size = x.replacing(with: -x, where: x .< Lanes())
      let positive = x.zeroed(where: x .< Lanes())
      sum += positive - x * target + VectorMath.log(1 + VectorMath.exp(-size))
      if block.gradient != nil { block.setGradient(output, scale * (VectorMath.sigmoid(x) - target)) }
    }
    return sum
  }

  /// Up to sixteen rows, a vector an output.
  private struct Block {
    let outputs: Floats
    let stride: Int
    let targets: Floats
    let width: Int
    let rows: Int
    let gradient: MutableFloats?

    @inline(__always)
    private func gather(_ place: Floats, _ stride: Int) -> Lanes {
      var lanes = Lanes()
      for row in 0..<16 { lanes[row] = place[row &* stride] }
      return lanes
    }

    /// Beyond `rows` stands what an earlier chunk left.
    @inline(__always) func output(_ index: Int) -> Lanes { gather(outputs + index, stride) }
    @inline(__always) func target(_ index: Int) -> Lanes { gather(targets + index, width) }

    @inline(__always) func setGradient(_ index: Int, _ lanes: Lanes) {
      guard let gradient else { return }
      for row in 0..<16 { gradient[row &* stride &+ index] = lanes[row] }
    }

    /// With zeros beyond `rows`.
    @inline(__always) func kept(_ lanes: Lanes) -> Lanes {
      guard rows < Lanes.scalarCount else { return lanes }
      let ramp = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
      return lanes.zeroed(where: ramp .>= SIMD16(repeating: Int32(truncatingIfNeeded: rows)))
    }
  }
}
