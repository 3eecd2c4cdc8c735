/// When computed numbers count as equal: the one rule for ties, in plans and in decisions.
///
/// Rewards have no scale of their own, nor has energy: all weights times three, or energies in another unit, are the same
/// problem, but its sums round otherwise. So what is equal in truth differs in the last bits, by chance, and no decision
/// may hang on them. A number exceeds another only where it does so by more than a trillionth (of what was added up to
/// it, where that is more than what is left): thousands of roundings, and far less than anybody can measure. Otherwise
/// the two tie, and ties go one way:
///
/// - a plan, and a rule that has none, buys no energy that is worth its price and no more;
/// - a controller that has a plan buys what in the plan is worth the present price: the plan may have bought it now;
/// - a task that gains what its energy is worth runs, and of two the one that gains more;
/// - of two plans of the same value the first is kept, or where it is a search the one that buys less.
extension Double {
  /// Relative, of what is compared.
  public static let tieTolerance = 1e-12

  /// Whether this number exceeds another; neither is negative.
  @inline(__always)
  public func exceeds(_ other: Double) -> Bool { self > other * (1 + Self.tieTolerance) }

  /// Whether this sum exceeds another, the numbers that were added up to them being as great as `scale`.
  @inline(__always)
  public func exceeds(_ other: Double, inSumsOf scale: Double) -> Bool { self - other > Self.tieTolerance * scale }
}
