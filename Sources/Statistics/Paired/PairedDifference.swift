/// a − b of a pair, and how far rounding may have moved it. Differences of decimals that are equal on paper, as 0.3 − 0.1
/// and 0.4 − 0.2 are, are seldom equal as doubles.
struct PairedDifference {
  let value: Double
  /// 0 where a and b are whole numbers, or the same number.
  let doubt: Double

  init(_ a: Double, _ b: Double) {
    value = a - b
    doubt = a == b ? 0 : Self.doubt(a) + Self.doubt(b) + Self.doubt(value)
  }

  private static func doubt(_ value: Double) -> Double {
    value.magnitude < 0x1p53 && value == value.rounded(.towardZero) ? 0 : value.ulp
  }
}

extension PairedSample {
  /// Whether one number can be the difference of all pairs.
  var areDifferencesEqual: Bool {
    var (least, most) = (-Double.infinity, Double.infinity)
    for pair in pairs {
      let difference = PairedDifference(pair.a, pair.b)
      (least, most) = (max(least, difference.value - difference.doubt), min(most, difference.value + difference.doubt))
    }
    return least <= most
  }
}
