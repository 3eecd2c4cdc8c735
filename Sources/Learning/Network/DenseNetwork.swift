import Records
import StreamIO

/// A network of dense layers with its parameters, ready to run.
public struct DenseNetwork: Sendable, Equatable {
  public let shape: NetworkShape
  /// All parameters in one vector, in the order and with the gaps of `layout`; gaps hold 0.
  public internal(set) var parameters: ContiguousArray<Float>
  let layout: NetworkLayout

  /// A network of random parameters: uniform within ±1/√inputs of their layer, as PyTorch's linear layers begin
  /// (He et al. 2015, with a = √5), a linear skip at 0.
  public init(_ shape: NetworkShape, seed: UInt64) {
    self.shape = shape
    layout = NetworkLayout(shape)
    parameters = ContiguousArray(repeating: 0, count: layout.count)
  }

  /// Room for one row's way through the network.
  public struct Scratch: Sendable {
    var values: ContiguousArray<Float>
  }

  public func makeScratch() -> Scratch { Scratch(values: []) }

  /// The raw outputs (before softmax or sigmoid) for one row. Allocates nothing.
  ///
  /// - Parameters:
  ///   - features: `shape.inputs` numbers, standardised.
  ///   - outputs: `shape.outputs` numbers.
  public func evaluate(
    _ features: UnsafeBufferPointer<Float>, into outputs: UnsafeMutableBufferPointer<Float>, _ scratch: inout Scratch
  ) {
  }

  /// The raw outputs for many rows, one after another.
  public func evaluate(rows features: ContiguousArray<Float>) -> ContiguousArray<Float> { [] }

  /// The network as layers of a file: `dense_0.weight` [units, inputs] by rows, `dense_0.bias`, ..., `output.weight`,
  /// `output.bias` and, with a skip, `skip.weight`.
  public var layers: [Layer] { [] }

  /// - Throws: `Failure` (data) where a layer is missing, of another shape, or not finite.
  public init(_ shape: NetworkShape, layers: [Layer]) throws(Failure) {
    self.init(shape, seed: 0)
  }
}

struct NetworkLayout: Sendable, Equatable {
  let count: Int
  init(_ shape: NetworkShape) { count = 0 }
}
