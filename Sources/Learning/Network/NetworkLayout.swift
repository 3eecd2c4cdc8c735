import Records

/// Where the layers of a network stand in its vector of parameters.
///
/// A layer's weights are [inputs, units] by rows, each row padded with zeros to whole vectors, and its bias follows; the
/// linear skip comes last. Padding is never trained: its gradient is 0.
struct NetworkLayout: Sendable, Equatable {
  struct Block: Sendable, Equatable {
    let name: String
    let inputs, units: Int
    /// Numbers a row: the units, padded.
    let stride: Int
    let weights: Int
    /// Nil for the skip, which shares the output layer's.
    let bias: Int?
  }

  /// The hidden layers and, last, the output layer.
  let dense: [Block]
  let skip: Block?
  /// Of all parameters, padding included.
  let count: Int

  init(_ shape: NetworkShape) {
    var next = 0
    func block(_ name: String, _ inputs: Int, _ units: Int, hasBias: Bool) -> Block {
      let stride = Lanes.padded(units)
      defer { next += (inputs + (hasBias ? 1 : 0)) * stride }
      return Block(
        name: name, inputs: inputs, units: units, stride: stride, weights: next,
        bias: hasBias ? next + inputs * stride : nil)
    }
    let widths = [shape.inputs] + shape.hidden
    let hidden = shape.hidden.indices.map { block("hidden_\($0 + 1)", widths[$0], shape.hidden[$0], hasBias: true) }
    dense = hidden + [block("output", widths[widths.count - 1], shape.outputs, hasBias: true)]
    skip = shape.hasLinearSkip ? block("skip", shape.inputs, shape.outputs, hasBias: false) : nil
    count = next
  }

  var blocks: [Block] { dense + (skip.map { [$0] } ?? []) }
  var output: Block { dense[dense.count - 1] }
  /// Of the widest row between layers.
  var widestStride: Int { dense.reduce(0) { max($0, $1.stride) } }

  /// For each dense layer a matrix [units, inputs], its rows padded with zeros; none for the first, which nothing goes
  /// back through.
  func roomForTransposed() -> [AlignedFloats] {
    dense.enumerated().map { AlignedFloats($0 == 0 ? 0 : $1.units * Lanes.padded($1.inputs)) }
  }

  /// Fills them from the parameters.
  func transpose(_ parameters: Floats, into transposed: [AlignedFloats]) {
    for (block, result) in zip(dense, transposed).dropFirst() {
      let stride = Lanes.padded(block.inputs)
      for input in 0..<block.inputs {
        let row = parameters + block.weights + input * block.stride
        for unit in 0..<block.units { result.base[unit * stride + input] = row[unit] }
      }
    }
  }
}
