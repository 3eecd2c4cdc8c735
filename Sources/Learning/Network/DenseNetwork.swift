import Randomness
import Records
import StreamIO

/// A network of dense layers with its parameters, ready to run.
public struct DenseNetwork: Sendable, Equatable {
  public let shape: NetworkShape
  /// All parameters in one vector, in the order and with the gaps of `layout`; gaps hold 0.
  public internal(set) var parameters: ContiguousArray<Float>
  let layout: NetworkLayout

  /// A network of random parameters: uniform within ±1/√inputs of their layer, as PyTorch's linear layers begin
  /// (He et al. 2015, doi:10.1109/ICCV.2015.123, with a = √5), a linear skip at 0.
  public init(_ shape: NetworkShape, seed: UInt64) {
    self.init(zeros: shape)
    for block in layout.dense {
      var random = RandomStream(seed: seed, "network", block.name)
      let limit = 1 / Double(block.inputs).squareRoot()
      for unit in 0..<block.units {
        for input in 0..<block.inputs {
          parameters[block.weights + input * block.stride + unit] = Float(random.uniform(in: -limit...limit))
        }
      }
      guard let bias = block.bias else { continue }
      for unit in 0..<block.units { parameters[bias + unit] = Float(random.uniform(in: -limit...limit)) }
    }
  }

  init(zeros shape: NetworkShape) {
    self.shape = shape
    layout = NetworkLayout(shape)
    parameters = ContiguousArray(repeating: 0, count: layout.count)
  }

  /// The raw outputs (before softmax or sigmoid) for one row, with its room on the stack. Allocates nothing.
  ///
  /// - Parameters:
  ///   - features: `shape.inputs` numbers, standardised.
  ///   - outputs: `shape.outputs` numbers.
  public func evaluate(_ features: Span<Float>, into outputs: inout MutableSpan<Float>) {
    features.withUnsafeBufferPointer { features in
      outputs.withUnsafeMutableBufferPointer { outputs in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * layout.widestStride) { room in
          room.initialize(repeating: 0)
          evaluate(features, into: outputs, room: room)
        }
      }
    }
  }

  /// - Parameter room: three rows, the first of zeros.
  private func evaluate(
    _ features: UnsafeBufferPointer<Float>, into outputs: UnsafeMutableBufferPointer<Float>,
    room: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(
      features.count == shape.inputs && outputs.count == shape.outputs && room.count == 3 * layout.widestStride,
      "room for a row of this network")
    parameters.withUnsafeBufferPointer { parameters in
      guard let p = parameters.baseAddress, let zeros = room.baseAddress, let row = features.baseAddress else { return }
      var (from, to, spare) = (row, zeros + layout.widestStride, zeros + 2 * layout.widestStride)
      for (index, block) in layout.dense.enumerated() {
        MatrixProduct(rows: 1, terms: block.inputs, columns: block.stride, rowStrideOfA: 0, termStrideOfA: 1)
          .write(to, from, p + block.weights, plus: block.bias.map { p + $0 } ?? Floats(zeros))
        if index + 1 < layout.dense.count { activate(to, block.stride) }
        from = Floats(to)
        swap(&to, &spare)
      }
      // `spare` holds the outputs now.
      if let skip = layout.skip {
        MatrixProduct(rows: 1, terms: skip.inputs, columns: skip.stride, rowStrideOfA: 0, termStrideOfA: 1)
          .write(spare, row, p + skip.weights, plus: spare)
      }
      for i in outputs.indices { outputs[i] = spare[i] }
    }
  }

  @inline(__always)
  private func activate(_ values: MutableFloats, _ count: Int) {
    var i = 0
    while i < count {
      shape.activation.apply(Lanes.load(values + i)).value.store(values + i)
      i += Lanes.scalarCount
    }
  }

  /// The raw outputs for many rows, one after another.
  public func evaluate(rows features: ContiguousArray<Float>) -> ContiguousArray<Float> {
    let (inputs, rows) = (shape.inputs, features.count / shape.inputs)
    let batch = RowBatch(self)
    var result: ContiguousArray<Float> = []
    result.reserveCapacity(rows * shape.outputs)
    for first in stride(from: 0, to: rows, by: RowBatch.mostRows) {
      let count = min(RowBatch.mostRows, rows - first)
      for row in 0..<count {
        for input in 0..<inputs { batch.set(features[(first + row) * inputs + input], row: row, input: input) }
      }
      batch.evaluate(rows: count)
      for row in 0..<count { result.append(contentsOf: batch.outputs(row: row)) }
    }
    return result
  }
}

extension DenseNetwork {
  /// The network as layers of a file: `hidden_1.weight` [units, inputs] by rows, `hidden_1.bias` [units], ...,
  /// `output.weight`, `output.bias` and, with a skip, `skip.weight`.
  public var layers: [Layer] {
    layout.blocks.flatMap { block -> [Layer] in
      let weights = (0..<block.units).flatMap { unit in
        (0..<block.inputs).map { shortest(parameters[block.weights + $0 * block.stride + unit]) }
      }
      let weight = Layer(name: "\(block.name).weight", shape: [block.units, block.inputs], weights: weights)
      guard let bias = block.bias else { return [weight] }
      let biases = (0..<block.units).map { shortest(parameters[bias + $0]) }
      return [weight, Layer(name: "\(block.name).bias", shape: [block.units], weights: biases)]
    }
  }

  /// - Throws: `Failure` (data) where a layer is missing, of another shape, or not finite in single precision.
  public init(_ shape: NetworkShape, layers: [Layer]) throws(Failure) {
    self.init(zeros: shape)
    for block in layout.blocks {
      let weights = try layers.weights("\(block.name).weight", shape: [block.units, block.inputs])
      for unit in 0..<block.units {
        for input in 0..<block.inputs {
          parameters[block.weights + input * block.stride + unit] = Float(weights[unit * block.inputs + input])
        }
      }
      guard let bias = block.bias else { continue }
      for (unit, value) in try layers.weights("\(block.name).bias", shape: [block.units]).enumerated() {
        parameters[bias + unit] = Float(value)
      }
    }
    guard parameters.allSatisfy(\.isFinite) else {
      throw Failure(.data, "the network has weights beyond the range of single precision")
    }
  }
}

/// The double that is written with as few digits as the number needs in single precision, and reads back to it.
func shortest(_ value: Float) -> Double {
  guard let decimal = Double(value.description), Float(decimal) == value else { return Double(value) }
  return decimal
}

extension DenseNetwork {
  /// Makes the network the linear map of its skip: the hidden layers add nothing until they have learned.
  public mutating func startLinear(weights: [Double], bias: [Double]) {
    guard let skip = layout.skip else { return }
    let output = layout.output
    for unit in 0..<skip.units {
      for input in 0..<skip.inputs {
        parameters[skip.weights + input * skip.stride + unit] = Float(weights[unit * skip.inputs + input])
      }
      for input in 0..<output.inputs { parameters[output.weights + input * output.stride + unit] = 0 }
      if let place = output.bias { parameters[place + unit] = Float(bias[unit]) }
    }
  }
}
