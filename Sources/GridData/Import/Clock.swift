import Records

/// What the times of a file are in.
public enum Clock: String, CaseIterable, Sendable {
  case utc
  /// Central European Time, with the summer time of the European Union: what ENTSO-E calls CET/CEST.
  case centralEuropean = "cet"

  /// The clock that a header or a time names in brackets, as in `MTU (CET/CEST)`.
  init?(in text: String) {
    if text.utf8Contains("(UTC)") {
      self = .utc
    } else if text.utf8Contains("(CET") || text.utf8Contains("(CEST") {
      self = .centralEuropean
    } else {
      return nil
    }
  }

  /// The moment of a local time; nil for one that the clock leaves out in spring. In autumn an hour comes twice: the
  /// second time is meant where the first would not be later than `previous`.
  func moment(_ local: Instant, after previous: Instant?) -> Instant? {
    guard self == .centralEuropean else { return local }
    let (winter, summer) = (local + -3600, local + -7200)
    switch (Self.isSummer(summer), Self.isSummer(winter)) {
    case (true, true): return summer
    case (false, false): return winter
    case (false, true): return nil
    case (true, false): return previous.map { summer > $0 } ?? true ? summer : winter
    }
  }

  /// Summer time lasts from 01:00 UTC on the last Sunday of March to that of October (Directive 2000/84/EC).
  private static func isSummer(_ moment: Instant) -> Bool {
    let year = moment.date.year
    func change(_ month: Int) -> Instant {
      let last = Instant(year: year, month: month, day: 31)
      return last + (-((last.weekday + 1) % 7) * 86_400 + 3600)
    }
    return change(3) <= moment && moment < change(10)
  }
}

extension String {
  fileprivate func utf8Contains(_ part: String) -> Bool {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }
}
