import Records

/// One chunk of rows on its way through a network and back, in buffers of its own.
///
/// Between layers stand two matrices a row each: the values, and what the gradient is multiplied by on its way back (the
/// activation's slope, and the dropout mask), so that going back needs no second look at the activation.
final class NetworkPass {
  /// At most so many rows: enough that a weight gradient is worth its writing, few enough to stay in the nearest cache.
  static let chunkRows = 64

  private let shape: NetworkShape
  private let layout: NetworkLayout
  /// Rows of features.
  let inputs: AlignedFloats
  /// Rows of targets.
  let targets: AlignedFloats
  private let values, slopes: [AlignedFloats]
  /// Rows of raw outputs, padded.
  let outputs: AlignedFloats
  private let outputGradient: AlignedFloats
  private let gradients: (AlignedFloats, AlignedFloats)
  private let zeros: AlignedFloats

  init(_ shape: NetworkShape, _ layout: NetworkLayout) {
    (self.shape, self.layout) = (shape, layout)
    func rows(_ stride: Int) -> AlignedFloats { AlignedFloats(Self.chunkRows * stride) }
    inputs = rows(shape.inputs)
    targets = rows(shape.outputs)
    values = layout.dense.dropLast().map { rows($0.stride) }
    slopes = layout.dense.dropLast().map { rows($0.stride) }
    outputs = rows(layout.output.stride)
    outputGradient = rows(layout.output.stride)
    gradients = (rows(layout.widestStride), rows(layout.widestStride))
    zeros = AlignedFloats(layout.widestStride)
  }

  /// Dropout in training: the mask, and the number in the epoch of the chunk's first row.
  struct Dropout {
    let mask: DropoutMask
    let firstRow: Int
  }

  /// From `inputs` to `outputs`.
  ///
  /// - Parameter notesSlopes: whether `backward` follows.
  func forward(_ parameters: Floats, rows: Int, notesSlopes: Bool, _ dropout: Dropout? = nil) {
    var (a, stride) = (inputs, shape.inputs)
    for (index, block) in layout.dense.enumerated() {
      let result = index < values.count ? values[index] : outputs
      let product = MatrixProduct(
        rows: rows, terms: block.inputs, columns: block.stride, rowStrideOfA: stride, termStrideOfA: 1)
      product.write(
        result.base, a.base, parameters + block.weights, plus: block.bias.map { parameters + $0 } ?? Floats(zeros.base))
      if index < values.count { activate(index, block, rows: rows, notesSlopes: notesSlopes, dropout) }
      (a, stride) = (result, block.stride)
    }
    if let skip = layout.skip {
      let product = MatrixProduct(
        rows: rows, terms: skip.inputs, columns: skip.stride, rowStrideOfA: shape.inputs, termStrideOfA: 1,
        strideOfD: skip.stride)
      product.write(outputs.base, inputs.base, parameters + skip.weights, plus: outputs.base)
    }
  }

  private func activate(
    _ index: Int, _ block: NetworkLayout.Block, rows: Int, notesSlopes: Bool, _ dropout: Dropout?
  ) {
    let (value, slope) = (values[index].base, slopes[index].base)
    let (activation, stride) = (shape.activation, block.stride)
    guard let dropout else {
      return sweep(rows * stride) { i in
        let (y, s) = activation.apply(Lanes.load(value + i))
        y.store(value + i)
        if notesSlopes { s.store(slope + i) }
      }
    }
    let mask = dropout.mask
    for row in 0..<rows {
      let key = mask.key(row: dropout.firstRow + row, layer: index)
      let (value, slope) = (value + row * stride, slope + row * stride)
      sweep(stride) { i in
        let factors = mask.factors(key, unit: i)
        let (y, s) = activation.apply(Lanes.load(value + i))
        (y * factors).store(value + i)
        (s * factors).store(slope + i)
      }
    }
  }

  /// The losses of `outputs` against `targets`, and the gradient that `backward` starts from.
  ///
  /// - Parameter rowsOfMean: how many rows the loss is the mean of; nil where no gradient is wanted.
  func losses(_ sums: inout LossSums, rows: Int, rowsOfMean: Int?) {
    sums.add(
      shape.heads, outputs: outputs.base, stride: layout.output.stride, targets: targets.base, rows: rows,
      gradient: rowsOfMean.map { (outputGradient.base, $0) })
  }

  /// From the outputs' gradient to the parameters'.
  ///
  /// - Parameters:
  ///   - transposed: the dense layers' weights as [units, inputs], inputs padded; the first layer's are not needed.
  ///   - gradient: of the parameters, to be overwritten.
  func backward(transposed: [AlignedFloats], rows: Int, into gradient: MutableFloats) {
    if let skip = layout.skip { weightGradient(skip, inputs.base, shape.inputs, outputGradient.base, rows, gradient) }
    var delta = outputGradient
    var spare = gradients
    for index in layout.dense.indices.reversed() {
      let block = layout.dense[index]
      let stride = index == 0 ? shape.inputs : layout.dense[index - 1].stride
      let a = index == 0 ? inputs : values[index - 1]
      weightGradient(block, a.base, stride, delta.base, rows, gradient)
      guard index > 0 else { break }
      let product = MatrixProduct(
        rows: rows, terms: block.units, columns: stride, rowStrideOfA: block.stride, termStrideOfA: 1)
      product.write(spare.0.base, delta.base, transposed[index].base, plus: zeros.base)
      let (next, slope) = (spare.0.base, slopes[index - 1].base)
      sweep(rows * stride) { i in (Lanes.load(next + i) * Lanes.load(slope + i)).store(next + i) }
      delta = spare.0
      spare = (spare.1, spare.0)
    }
  }

  private func weightGradient(
    _ block: NetworkLayout.Block, _ a: Floats, _ stride: Int, _ delta: Floats, _ rows: Int, _ gradient: MutableFloats
  ) {
    MatrixProduct(rows: block.inputs, terms: rows, columns: block.stride, rowStrideOfA: 1, termStrideOfA: stride)
      .write(gradient + block.weights, a, delta, plus: zeros.base)
    guard let bias = block.bias else { return }
    sweep(block.stride) { column in
      var sum = Lanes()
      for row in 0..<rows { sum += Lanes.load(delta + row * block.stride + column) }
      sum.store(gradient + bias + column)
    }
  }

  /// Calls `body` at each vector of `count` numbers.
  @inline(__always)
  private func sweep(_ count: Int, _ body: (Int) -> Void) {
    var i = 0
    while i < count {
      body(i)
      i += Lanes.scalarCount
    }
  }
}

extension Activation {
  /// What it makes of sixteen sums, and its slope there.
  @inline(__always)
  func apply(_ x: Lanes) -> (value: Lanes, slope: Lanes) {
    switch self {
    case .relu:
      let isOff = x .<= Lanes()
      return (x.zeroed(where: isOff), Lanes(repeating: 1).zeroed(where: isOff))
    case .silu:
      let s = VectorMath.sigmoid(x)
      let y = x * s
      return (y, s + y * (Lanes(repeating: 1) - s))
    }
  }
}
