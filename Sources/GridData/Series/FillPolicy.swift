import Records

/// What is done about intervals a file leaves out or leaves blank.
public struct FillPolicy: Sendable, Hashable {
  /// The longest run of missing intervals that is filled; a longer one is an error.
  public enum Limit: Sendable, Hashable {
    case intervals(Int)
    case seconds(Int)
  }

  public var method: Filling
  public var maxGap: Limit

  public init(_ method: Filling, maxGap: Limit = .seconds(3 * 3600)) {
    (self.method, self.maxGap) = (method, maxGap)
  }

  public static let none = FillPolicy(.none)

  func allows(_ missing: Int, of intervalSeconds: Int) -> Bool {
    guard method != .none else { return false }
    return switch maxGap {
    case .intervals(let limit): missing <= limit
    case .seconds(let limit): missing <= limit / intervalSeconds
    }
  }
}

extension FillPolicy.Limit: CustomStringConvertible {
  public var description: String {
    switch self {
    case .intervals(let count): "\(count) intervals"
    case .seconds(let seconds): "\(seconds) s"
    }
  }
}
