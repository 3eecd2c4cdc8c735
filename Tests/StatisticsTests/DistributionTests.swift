import Randomness
import Testing

@testable import Statistics

struct DistributionTests {
  @Test(arguments: [
    "logGamma", "lowerGamma", "upperGamma", "regularizedBeta", "normalCumulative", "normalQuantile", "studentTail",
    "studentCumulative", "studentQuantile",
  ])
  func agreesWithReference(name: String) throws {
    for reference in try Reference.all(name) {
      let (value, expected) = (try #require(evaluate(name, reference.arguments)), reference.expected[0])
      #expect(close(value, expected, 1e-12), "\(reference.arguments): off by \(value / expected - 1)")
    }
  }

  private func evaluate(_ name: String, _ x: [Double]) -> Double? {
    switch name {
    case "logGamma": SpecialFunctions.logGamma(x[0])
    case "lowerGamma": SpecialFunctions.lowerGamma(x[0], x[1])
    case "upperGamma": SpecialFunctions.upperGamma(x[0], x[1])
    case "regularizedBeta": SpecialFunctions.regularizedBeta(x[0], x[1], x[2])
    case "normalCumulative": StandardNormal().cumulative(x[0])
    case "normalQuantile": StandardNormal().quantile(x[0])
    case "studentTail": StudentDistribution(degreesOfFreedom: x[1]).tail(x[0])
    case "studentCumulative": StudentDistribution(degreesOfFreedom: x[1]).cumulative(x[0])
    case "studentQuantile": StudentDistribution(degreesOfFreedom: x[1]).quantile(x[0])
    default: nil
    }
  }

  @Test func quantilesInvertProbabilities() {
    var stream = RandomStream(seed: 1, "quantiles")
    for _ in 0..<300 {
      let probability = stream.unit()
      let student = StudentDistribution(degreesOfFreedom: 0.3 + 400 * stream.unit())
      #expect(close(student.cumulative(student.quantile(probability)), probability, 1e-12))
      #expect(close(StandardNormal().cumulative(StandardNormal().quantile(probability)), probability, 1e-12))
    }
  }

  @Test func betaIsSymmetricAndGammaComplementary() {
    var stream = RandomStream(seed: 2, "beta")
    for _ in 0..<300 {
      let (x, a, b) = (stream.unit(), 50 * stream.unit() + 0.1, 50 * stream.unit() + 0.1)
      let sum = SpecialFunctions.regularizedBeta(x, a, b) + SpecialFunctions.regularizedBeta(1 - x, b, a)
      #expect(close(sum, 1, 1e-12))
      #expect(close(SpecialFunctions.lowerGamma(a, b) + SpecialFunctions.upperGamma(a, b), 1, 1e-14))
    }
  }

  @Test func limitsAreExact() {
    let student = StudentDistribution(degreesOfFreedom: 3)
    #expect(student.quantile(0) == -.infinity && student.quantile(1) == .infinity && student.quantile(0.5) == 0)
    #expect(student.twoSidedP(0) == 1 && student.twoSidedP(.infinity) == 0 && student.cumulative(-.infinity) == 0)
    #expect(StandardNormal().cumulative(0) == 0.5 && StandardNormal().tail(.infinity) == 0)
    #expect(SpecialFunctions.regularizedBeta(0, 2, 3) == 0 && SpecialFunctions.regularizedBeta(1, 2, 3) == 1)
    #expect(SpecialFunctions.lowerGamma(2, 0) == 0 && SpecialFunctions.upperGamma(2, .infinity) == 0)
    for probability in [.leastNonzeroMagnitude, 0x1p-1050, 1e-300, 1 - 0x1p-53] {
      #expect(!StandardNormal().quantile(probability).isNaN)
      for freedom in [0.01, 1, 30, 1e9] {
        #expect(!StudentDistribution(degreesOfFreedom: freedom).quantile(probability).isNaN)
      }
    }
  }
}
