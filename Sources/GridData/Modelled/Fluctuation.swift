import Glibc
import Randomness

/// A stationary Gaussian process of mean 0 and variance 1 whose autocorrelation falls by e in `persistenceHours`
/// (Ornstein–Uhlenbeck, sampled exactly: an AR(1) process at any step).
struct Fluctuation {
  private var stream: RandomStream
  private let persistence: Double
  private let innovation: Double
  private(set) var value: Double

  init(_ stream: RandomStream, persistenceHours: Double, stepSeconds: Int) {
    self.stream = stream
    persistence = exp(-Double(stepSeconds) / 3600 / persistenceHours)
    innovation = (1 - persistence * persistence).squareRoot()
    value = self.stream.normal()
  }

  mutating func advance() { value = persistence * value + innovation * stream.normal() }
}
