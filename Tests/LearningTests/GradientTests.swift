import Randomness
import Records
import Testing

@testable import Learning

/// Gradients against central differences of the loss, for every kind of layer, loss and mask.
@Suite struct GradientTests {
  struct Subject: Sendable, CustomTestStringConvertible {
    let name: String
    let shape: NetworkShape
    var testDescription: String { name }
  }

  static let regression = [NetworkHead(name: "leads", outputs: 5, loss: .smoothL1, weight: 0.7)]
  static let classes = [NetworkHead(name: "model", outputs: 7, loss: .crossEntropy, weight: 1.5)]
  static let subjects = [
    Subject(name: "linear", shape: NetworkShape(inputs: 3, hidden: [], activation: .relu, heads: regression)),
    Subject(name: "relu", shape: NetworkShape(inputs: 6, hidden: [20, 9], activation: .relu, heads: regression)),
    Subject(name: "silu", shape: NetworkShape(inputs: 6, hidden: [20, 9], activation: .silu, heads: regression)),
    Subject(
      name: "skip",
      shape: NetworkShape(inputs: 6, hidden: [17], activation: .silu, hasLinearSkip: true, heads: regression)),
    Subject(name: "cross entropy", shape: NetworkShape(inputs: 4, hidden: [18], activation: .silu, heads: classes)),
    Subject(
      name: "binary cross entropy",
      shape: NetworkShape(
        inputs: 4, hidden: [18], activation: .silu,
        heads: [NetworkHead(name: "charge", outputs: 2, loss: .binaryCrossEntropy, weight: 2)])),
    Subject(
      name: "dropout, silu",
      shape: NetworkShape(inputs: 5, hidden: [19, 18], activation: .silu, dropout: 0.4, heads: regression)),
    Subject(
      name: "all heads, dropout, skip",
      shape: NetworkShape(
        inputs: 5, hidden: [21, 16], activation: .relu, dropout: 0.2, hasLinearSkip: true,
        heads: regression + classes + [NetworkHead(name: "charge", outputs: 1, loss: .binaryCrossEntropy)])),
  ]

  /// A chunk of random rows under a network, with the mask of one epoch.
  private struct Chunk {
    let shape: NetworkShape
    let network: DenseNetwork
    let pass: NetworkPass
    let rows = 21
    let dropout: NetworkPass.Dropout?

    init(_ shape: NetworkShape) {
      self.shape = shape
      var network = DenseNetwork(shape, seed: 11)
      var random = RandomStream(seed: 5, "gradients")
      if let skip = network.layout.skip {
        for input in 0..<skip.inputs {
          for unit in 0..<skip.units {
            network.parameters[skip.weights + input * skip.stride + unit] = Float(random.normal() * 0.3)
          }
        }
      }
      self.network = network
      pass = NetworkPass(shape, network.layout)
      for i in 0..<(rows * shape.inputs) { pass.inputs.base[i] = Float(random.normal()) }
      for row in 0..<rows {
        var next = row * shape.outputs
        for head in shape.heads {
          let values = (0..<head.outputs).map { _ in random.unit() }
          let sum = values.reduce(0, +)
          for value in values {
            switch head.loss {
            case .smoothL1: pass.targets.base[next] = Float(4 * value - 2)
            case .crossEntropy: pass.targets.base[next] = Float(value / sum)
            case .binaryCrossEntropy: pass.targets.base[next] = Float(value)
            }
            next += 1
          }
        }
      }
      dropout = shape.dropout > 0
        ? NetworkPass.Dropout(mask: DropoutMask(share: shape.dropout, layers: shape.hidden.count, key: 99), firstRow: 40)
        : nil
    }

    func loss(_ parameters: ContiguousArray<Float>) -> Double {
      let aligned = AlignedFloats(parameters.count)
      aligned.assign(parameters)
      pass.forward(aligned.base, rows: rows, notesSlopes: true, dropout)
      var sums = LossSums(shape)
      pass.losses(&sums, rows: rows, rowsOfMean: rows)
      return sums.total(shape.heads)
    }

    func gradient() -> ContiguousArray<Float> {
      _ = loss(network.parameters)
      let transposed = network.layout.roomForTransposed()
      let result = AlignedFloats(network.layout.count)
      network.parameters.withUnsafeBufferPointer { network.layout.transpose($0.baseAddress!, into: transposed) }
      pass.backward(transposed: transposed, rows: rows, into: result.base)
      return result.array
    }
  }

  @Test(arguments: subjects)
  func equalsDifferences(_ subject: Subject) {
    let chunk = Chunk(subject.shape)
    let gradient = chunk.gradient()
    let isRelu = subject.shape.activation == .relu && !subject.shape.hidden.isEmpty
    var (worst, compared, largest) = (0.0, 0, 0.0)
    for block in chunk.network.layout.blocks {
      let rows = block.inputs + (block.bias == nil ? 0 : 1)
      for (row, unit) in (0..<rows).flatMap({ row in (0..<block.units).map { (row, $0) } }) where (row + unit) % 3 == 0 {
        let index = block.weights + row * block.stride + unit
        func slope(_ step: Float) -> Double {
          var (lower, upper) = (chunk.network.parameters, chunk.network.parameters)
          lower[index] -= step
          upper[index] += step
          return (chunk.loss(upper) - chunk.loss(lower)) / Double(upper[index] - lower[index])
        }
        let (coarse, fine) = (slope(4e-3), slope(2e-3))
        // A kink between the two makes them differ: neither is the slope there.
        if isRelu, abs(coarse - fine) > 1e-3 { continue }
        worst = max(worst, abs((4 * fine - coarse) / 3 - Double(gradient[index])))
        largest = max(largest, abs(fine))
        compared += 1
      }
    }
    #expect(compared > 5 && largest > 0.02, "\(compared) compared, the largest \(largest)")
    #expect(worst < 6e-4, "\(worst)")
  }

  @Test(arguments: subjects)
  func paddingStaysAtZero(_ subject: Subject) {
    let chunk = Chunk(subject.shape)
    let gradient = chunk.gradient()
    for block in chunk.network.layout.blocks {
      for row in 0..<(block.inputs + (block.bias == nil ? 0 : 1)) {
        for unit in block.units..<block.stride { #expect(gradient[block.weights + row * block.stride + unit] == 0) }
      }
    }
  }

  @Test func dropoutLeavesOutItsShareAndScalesTheRest() {
    let mask = DropoutMask(share: 0.2, layers: 3, key: 7)
    var (kept, total, sum) = (0, 0, 0.0)
    for row in 0..<500 {
      let key = mask.key(row: row, layer: 1)
      for unit in stride(from: 0, to: 64, by: 16) {
        let factors = mask.factors(key, unit: unit)
        for lane in 0..<16 {
          kept += factors[lane] > 0 ? 1 : 0
          sum += Double(factors[lane])
          total += 1
        }
      }
    }
    #expect(abs(Double(kept) / Double(total) - 0.8) < 0.01 && abs(sum / Double(total) - 1) < 0.0125)
    #expect(mask.key(row: 3, layer: 1) != mask.key(row: 3, layer: 2) && mask.key(row: 1, layer: 0) != mask.key(row: 0, layer: 1))
  }

  @Test func vectorsOfFunctionsAreThoseOfTheLibrary() {
    for start in stride(from: -80.0, to: 80.0, by: 0.37) {
      let x = Lanes(repeating: Float(start))
      let e = VectorMath.exp(x)[3]
      #expect(abs(Double(e) - Double(exponential(Float(start)))) <= 4e-7 * Double(exponential(Float(start))))
    }
    for value in [1.0, 1.5, 2.0, 0.7, 7.0, 1e-3, 3e5, 0x1p-20] {
      let difference = Double(VectorMath.log(Lanes(repeating: Float(value)))[0]) - logarithm(Double(Float(value)))
      #expect(abs(difference) <= 2e-7 * max(1, abs(logarithm(value))))
    }
    #expect(VectorMath.sigmoid(Lanes(repeating: -1000))[0] < 1e-30 && VectorMath.sigmoid(Lanes(repeating: 1000))[0] == 1)
  }
}
