import Records
import StreamIO

/// What decides which version of a network is the one to use.
struct Gate {
  let seed: UInt64
  /// Whether better must be proved: the whole interval below 0.
  let asksForProof: Bool

  enum Verdict {
    /// This version is to be used; why.
    case promote(Int, String)
    /// The promoted one stays; why.
    case stay(String)
  }

  /// A version against the promoted one, paired by scenario.
  func difference(_ entry: RegisteredNetwork, from incumbent: RegisteredNetwork) -> MetricRatio {
    MetricRatio(of: entry.rollOuts, less: incumbent.rollOuts, seed: seed)
  }

  /// - Parameter version: the one in question; without it the best of those that can be compared.
  func verdict(on versions: [RegisteredNetwork], version: Int?) throws(Failure) -> Verdict {
    let asked = versions.filter { version == nil || $0.version == version }
    if asked.isEmpty, let version {
      let known = versions.map { "\($0.version)" }.joined(separator: ", ")
      throw Failure(.data, "there is no version \(version); there are \(known)")
    }
    guard let incumbent = versions.first(where: \.isPromoted) else {
      guard let (best, ratio) = least(of: asked, by: { MetricRatio(of: $0.rollOuts, seed: seed) }) else {
        return .stay("no version has runs to be judged by")
      }
      return .promote(best.version, "the first, with \(best.metric) at \(ratio)")
    }
    let challengers = asked.filter { $0.version != incumbent.version }
    if challengers.isEmpty { return .promote(incumbent.version, "as before") }
    guard let (best, difference) = least(of: challengers, by: { self.difference($0, from: incumbent) }) else {
      return .stay(
        "no scenario in common with version \(incumbent.version), which is promoted; "
          + "register that one again with runs on the same scenarios")
    }
    let against = "version \(incumbent.version): \(best.metric) differs by \(difference), on \(difference.pairs) scenarios"
    guard (difference.value ?? 0) < 0 else { return .stay("version \(best.version) is no better than \(against)") }
    guard !asksForProof || (difference.high ?? 0) < 0 else {
      return .stay("version \(best.version) is not proved better than \(against)")
    }
    return .promote(best.version, "better than \(against)")
  }

  /// The first of those with the least ratio, of those that have one.
  private func least(
    of entries: [RegisteredNetwork], by ratio: (RegisteredNetwork) -> MetricRatio
  ) -> (RegisteredNetwork, MetricRatio)? {
    var best: (entry: RegisteredNetwork, ratio: MetricRatio, value: Double)?
    for entry in entries {
      let ratio = ratio(entry)
      if let value = ratio.value, value < best?.value ?? .infinity { best = (entry, ratio, value) }
    }
    return best.map { ($0.entry, $0.ratio) }
  }
}
