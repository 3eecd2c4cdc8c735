import Glibc
import Records

/// The learning rate from step to step: PyTorch's OneCycleLR and ReduceLROnPlateau with their defaults.
struct LearningRateSchedule {
  let kind: Schedule
  let learningRate: Double
  let totalSteps: Int
  /// Of `plateau`.
  var plateau: Plateau

  struct Plateau: Equatable {
    var learningRate: Double
    var best = Double.infinity
    var badEpochs = 0
  }

  init(_ options: TrainingOptions, stepsPerEpoch: Int) {
    (kind, learningRate) = (options.schedule, options.learningRate)
    totalSteps = options.epochs * stepsPerEpoch
    plateau = Plateau(learningRate: options.learningRate)
  }

  /// At step `step`, counted from 0.
  func rate(step: Int) -> StepRate {
    switch kind {
    case .constant: return StepRate(learningRate: learningRate)
    case .plateau: return StepRate(learningRate: plateau.learningRate)
    case .oneCycle:
      let initial = learningRate / 25
      let (peak, last) = (0.3 * Double(totalSteps) - 1, Double(totalSteps) - 1)
      let now = Double(step)
      // A cycle too short to rise begins at its peak.
      if peak > 0, now <= peak {
        let share = now / peak
        return StepRate(
          learningRate: Self.halfCosine(initial, learningRate, share), firstDecay: Self.halfCosine(0.95, 0.85, share))
      }
      let share = last > peak ? min(1, (now - max(0, peak)) / (last - max(0, peak))) : 1
      return StepRate(
        learningRate: Self.halfCosine(learningRate, initial / 1e4, share),
        firstDecay: Self.halfCosine(0.85, 0.95, share))
    }
  }

  private static func halfCosine(_ from: Double, _ to: Double, _ share: Double) -> Double {
    to + (from - to) / 2 * (1 + cos(Double.pi * share))
  }

  /// Takes note of an epoch's loss.
  mutating func endEpoch(_ loss: Double) {
    guard kind == .plateau else { return }
    if loss < plateau.best * (1 - 1e-4) {
      plateau.best = loss
      plateau.badEpochs = 0
    } else {
      plateau.badEpochs += 1
    }
    guard plateau.badEpochs > 10 else { return }
    plateau.badEpochs = 0
    let lower = plateau.learningRate * 0.1
    if plateau.learningRate - lower > 1e-8 { plateau.learningRate = lower }
  }
}
