import Records

/// The meteorological seasons of the northern hemisphere, of three whole months each.
public enum Season: String, Sendable, Hashable, CaseIterable {
  case winter, spring, summer, autumn

  /// The season of a month 1...12: winter is December to February.
  public init(month: Int) {
    self = Self.allCases[(month % 12) / 3]
  }

  /// The season a moment falls into, by its month in UTC.
  public init(_ instant: Instant) { self.init(month: instant.date.month) }

  /// Its months in the order of the season: 12, 1, 2 for winter.
  public var months: [Int] {
    switch self {
    case .winter: [12, 1, 2]
    case .spring: [3, 4, 5]
    case .summer: [6, 7, 8]
    case .autumn: [9, 10, 11]
    }
  }
}
