import Records

/// A network that answers some rows at once, which takes little longer than one: the sums of one row wait for each other,
/// those of several do not. Each row's outputs are, to the bit, what it would get alone. Allocates nothing on the way.
public final class RowBatch {
  public static let mostRows = NetworkPass.chunkRows

  private let shape: NetworkShape
  private let pass: NetworkPass
  private let parameters: AlignedFloats
  private let outputStride: Int

  public init(_ network: DenseNetwork) {
    shape = network.shape
    pass = NetworkPass(network.shape, network.layout)
    parameters = AlignedFloats(network.parameters.count)
    parameters.assign(network.parameters)
    outputStride = network.layout.output.stride
  }

  /// - Parameter value: standardised.
  @inline(__always)
  public func set(_ value: Float, row: Int, input: Int) {
    precondition(0..<Self.mostRows ~= row && 0..<shape.inputs ~= input, "an input of a row of this network")
    pass.inputs.base[row * shape.inputs + input] = value
  }

  /// Finds the raw outputs (before softmax or sigmoid) of the first `rows` rows.
  public func evaluate(rows: Int) {
    precondition(0...Self.mostRows ~= rows, "as many rows as there is room for")
    pass.forward(parameters.base, rows: rows, notesSlopes: false)
  }

  /// Outputs of a row; they are good until the next evaluation.
  @inline(__always)
  public func outputs(row: Int) -> UnsafeBufferPointer<Float> {
    precondition(0..<Self.mostRows ~= row, "a row there is room for")
    return UnsafeBufferPointer(start: pass.outputs.base + row * outputStride, count: shape.outputs)
  }
}
