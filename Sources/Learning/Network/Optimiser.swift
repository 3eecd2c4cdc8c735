import Glibc
import Records

/// Adam or AdamW over a vector of parameters, a step at a time, in PyTorch's order of operations.
struct AdamState {
  private static let secondDecay = 0.999
  private static let epsilon: Float = 1e-8
  let firstMoment, secondMoment: AlignedFloats
  /// Steps done.
  var steps = 0

  init(count: Int) {
    (firstMoment, secondMoment) = (AlignedFloats(count), AlignedFloats(count))
  }

  /// Takes a step against the sum of `gradients`, which are added up in their order.
  ///
  /// - Parameters:
  ///   - parameters: a whole number of vectors.
  ///   - gradients: `count` gradients, one after another, `parameters`' size each.
  mutating func step(
    _ parameters: AlignedFloats, gradients: Floats, count: Int, _ options: TrainingOptions, _ rate: StepRate
  ) {
    steps += 1
    let (m, v, p) = (firstMoment.base, secondMoment.base, parameters.base)
    let firstCorrection = 1 - pow(rate.firstDecay, Double(steps))
    let secondCorrection = 1 - pow(Self.secondDecay, Double(steps))
    let (keep, step) = (Float(1 - rate.firstDecay), Float(rate.learningRate / firstCorrection))
    let (decay, addition) = (Float(Self.secondDecay), Float(1 - Self.secondDecay))
    let root = Float(secondCorrection.squareRoot())
    let shrink = Float(options.optimiser == .adamw ? 1 - rate.learningRate * options.weightDecay : 1)
    let pull = Float(options.optimiser == .adam ? options.weightDecay : 0)
    let size = parameters.count
    var i = 0
    while i < size {
      var gradient = Lanes.load(gradients + i)
      for k in 1..<max(1, count) { gradient += Lanes.load(gradients + k * size + i) }
      let parameter = Lanes.load(p + i)
      gradient += pull * parameter
      let first = Lanes.load(m + i) + keep * (gradient - Lanes.load(m + i))
      let second = Lanes.load(v + i) * decay + addition * (gradient * gradient)
      first.store(m + i)
      second.store(v + i)
      let divisor = second.squareRoot() / root + Self.epsilon
      (parameter * shrink - step * (first / divisor)).store(p + i)
      i += Lanes.scalarCount
    }
  }
}

/// How far a step goes: the learning rate, and how slowly the mean of gradients forgets.
struct StepRate: Equatable {
  var learningRate: Double
  var firstDecay = 0.9
}
