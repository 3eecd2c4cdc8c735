import Randomness

/// Resampling of independent units (values, or whole clusters of them) with replacement (Efron 1979,
/// doi:10.1214/aos/1176344552), for any statistic that can be computed from how often each unit was drawn.
///
/// Replicate r draws from the substream (seed, name, r) alone: the interval is a function of the data and the seed,
/// in whatever order or on whatever thread replicates are computed.
public struct Bootstrap: Sendable {
  public enum Method: Sendable {
    /// Quantiles of the replicates.
    case percentile
    /// Quantiles shifted by the median bias of the replicates (Efron 1981, doi:10.2307/3314608).
    case biasCorrected
    /// Shifted and stretched by the acceleration too, the change of the statistic's spread with its value, from a
    /// jackknife (Efron 1987, doi:10.1080/01621459.1987.10478410); second-order accurate.
    case biasCorrectedAccelerated
  }

  public let method: Method
  public let confidence: Double
  public let replicates: Int
  public let seed: UInt64
  public let name: [String]

  /// `name` tells this bootstrap's draws from others under the same seed, for example ["aggregate", "loss"];
  /// `confidence` lies strictly between 0 and 1, `replicates` is positive.
  public init(
    seed: UInt64, name: [String], method: Method = .biasCorrected, confidence: Double = 0.95, replicates: Int = 2000
  ) {
    precondition(confidence > 0 && confidence < 1, "confidence must lie between 0 and 1")
    precondition(replicates > 0, "replicates must be positive")
    self.method = method
    self.confidence = confidence
    self.replicates = replicates
    self.seed = seed
    self.name = name
  }

  /// Interval of `statistic`, a function of the number of times each of `units` is counted; it returns nil where it is
  /// undefined. `units` must be in a fixed order for the result to be reproducible. Values of the statistic that differ by
  /// at most `resolution` count as equal: which one is greater is a matter of rounding.
  ///
  /// Throws when there are fewer than two units, or when the statistic is undefined for the data or every replicate.
  /// Work: replicates × units, and units² for an acceleration unless `leavingOut`, the statistic without one unit, is
  /// given; memory: 8 bytes a replicate and 4 a unit.
  public func interval(
    units: Int, of statistic: (_ counts: ContiguousArray<UInt32>) -> Double?, resolution: Double = 0,
    leavingOut: ((_ unit: Int) -> Double?)? = nil
  ) throws(Undefined) -> BootstrapInterval {
    guard units > 0 else { throw .noValues }
    let all = ContiguousArray<UInt32>(repeating: 1, count: units)
    guard let estimate = statistic(all) else { throw .zeroDenominator }
    guard units > 1 else { throw .singleCluster }
    var acceleration = 0.0
    if method == .biasCorrectedAccelerated {
      acceleration = try Self.acceleration(units: units) { unit in
        if let leavingOut { return leavingOut(unit) }
        var others = all
        others[unit] = 0
        return statistic(others)
      }
    }
    var values: [Double] = []
    values.reserveCapacity(replicates)
    let streams = RandomStreamFamily(seed: seed, name: name)
    var counts = ContiguousArray<UInt32>(repeating: 0, count: units)
    for replicate in 0..<replicates {
      draw(&counts, from: streams[UInt(replicate)])
      if let value = statistic(counts), value.isFinite { values.append(value) }
    }
    guard estimate.isFinite, !values.isEmpty else { throw .notFinite }
    values.sort()
    let tail = (1 - confidence) / 2
    let bias = method == .percentile ? 0 : medianBias(of: values, about: estimate, resolution)
    return BootstrapInterval(
      estimate: estimate,
      interval: Interval(
        lower: quantile(of: values, at: corrected(tail, bias, acceleration)),
        upper: quantile(of: values, at: corrected(1 - tail, bias, acceleration))),
      undefinedReplicates: replicates - values.count)
  }

  private func draw(_ counts: inout ContiguousArray<UInt32>, from stream: RandomStream) {
    var stream = stream
    let units = counts.count
    counts.withUnsafeMutableBufferPointer { counts in
      counts.update(repeating: 0)
      for _ in 0..<units { counts[stream.index(below: units)] += 1 }
    }
  }

  /// z₀ = Φ⁻¹(share of replicates below the estimate, ties half), kept finite where all lie on one side.
  private func medianBias(of sorted: [Double], about estimate: Double, _ resolution: Double) -> Double {
    let below = sorted.prefix { $0 < estimate - resolution }.count
    let through = sorted.prefix { $0 <= estimate + resolution }.count
    let half = 0.5 / Double(sorted.count)
    return StandardNormal().quantile(min(max(Double(below + through) * half, half), 1 - half))
  }

  /// a = Σ(θ̄ − θᵢ)³ / 6[Σ(θ̄ − θᵢ)²]^(3/2) of the values θᵢ with unit i left out; 0 where they are all equal.
  static func acceleration(units: Int, leavingOut: (Int) -> Double?) throws(Undefined) -> Double {
    var shape = ShapeMoments()
    for unit in 0..<units {
      guard let value = leavingOut(unit), value.isFinite else { throw .zeroDenominator }
      shape.add(value)
    }
    do throws(Undefined) {
      return -(try shape.skewness()) / (6 * Double(units).squareRoot())
    } catch {
      if error == .equalValues { return 0 }
      throw error
    }
  }

  /// Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))) with Φ(z) = `probability`; a line beyond the pole of the map, which only a few
  /// units can reach, counts as the far end.
  private func corrected(_ probability: Double, _ bias: Double, _ acceleration: Double) -> Double {
    if bias == 0, acceleration == 0 { return probability }
    let z = bias + StandardNormal().quantile(probability)
    let stretch = 1 - acceleration * z
    guard stretch > 0 else { return z < 0 ? 0 : 1 }
    return StandardNormal().cumulative(bias + z / stretch)
  }

  private func quantile(of sorted: [Double], at probability: Double) -> Double {
    let place = Double(sorted.count - 1) * probability
    let below = Int(place)
    return interpolate(sorted[below], sorted[min(below + 1, sorted.count - 1)], place - Double(below))
  }
}

public struct BootstrapInterval: Sendable, Equatable {
  /// The statistic of the data themselves.
  public let estimate: Double
  public let interval: Interval
  /// Replicates in which the statistic was undefined or not finite; they are left out.
  public let undefinedReplicates: Int
}
