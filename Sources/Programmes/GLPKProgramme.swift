import CGLPK  // for its module map, which names the library to link
import GLPKShim

/// A mixed-integer programme in GLPK, to be maximised, in the shim that keeps misuse from ending the process. It stays
/// on the thread that made it.
public final class GLPKProgramme {
  private let shim: OpaquePointer
  private let columns: Int
  /// Units of the objective in one of GLPK's, whose tolerances are absolute.
  private let rewardUnit: Double
  /// What no solution can exceed whatever the rows say.
  private let boundByColumns: Double

  /// - Throws: `ProgrammeError.solver` for numbers that are none, rows that name no column, or if memory is short.
  public init(_ programme: LinearProgramme) throws(ProgrammeError) {
    guard let shim = glpk_shim_create() else { throw .solver("GLPK: out of memory") }
    self.shim = shim
    columns = programme.columnNames.count
    boundByColumns = programme.boundByColumns
    rewardUnit = Self.rewardUnit(of: programme.cost)
    let cost = programme.cost.map { [rewardUnit] in $0 / rewardUnit }
    let columnsAdded = glpk_shim_add_columns(
      shim, Int32(columns), programme.lower, programme.upper, cost, programme.isInteger)
    guard columnsAdded == GLPK_SHIM_SOLVED else { throw fault }
    let rowsAdded = glpk_shim_add_rows(
      shim, Int32(programme.rowNames.count), programme.rowLower, programme.rowUpper, programme.rowStarts,
      programme.termColumns, programme.coefficients)
    guard rowsAdded == GLPK_SHIM_SOLVED else { throw fault }
  }

  deinit { glpk_shim_free(shim) }

  public struct Result: Sendable {
    /// The columns of the best solution known; nil if none was found in time.
    public var solution: [Double]?
    /// No solution's objective exceeds this.
    public var bound: Double
    public var isTimedOut: Bool
  }

  /// Dual simplex, then branch and cut until the bound is within `absoluteGap` of the best solution known.
  ///
  /// - Parameter incumbent: A solution to start from; it must keep the programme's bounds and rows.
  /// - Throws: `ProgrammeError.solver`: infeasible, unbounded, failed numerically, or misused.
  public func solve(
    absoluteGap: Double, timeLimitSeconds: Double, incumbent: [Double]? = nil
  ) throws(ProgrammeError) -> Result {
    precondition(incumbent.map { $0.count == columns } ?? true)
    var solution = [Double](repeating: 0, count: columns)
    let outcome = glpk_shim_solve(shim, absoluteGap / rewardUnit, timeLimitSeconds, incumbent, &solution)
    switch outcome {
    case GLPK_SHIM_SOLVED, GLPK_SHIM_TIME:
      return Result(
        solution: glpk_shim_has_solution(shim) != 0 ? solution : nil, bound: min(glpk_shim_bound(shim) * rewardUnit, boundByColumns),
        isTimedOut: outcome == GLPK_SHIM_TIME)
    case GLPK_SHIM_INFEASIBLE: throw .solver("GLPK: the programme is infeasible or unbounded")
    default: throw fault
    }
  }

  /// A power of two, so that nothing is rounded, in which the greatest of these numbers is 16 to 32: GLPK's tolerances
  /// suit costs of that size.
  public static func rewardUnit(of costs: [Double]) -> Double {
    let greatest = costs.reduce(0) { $1 > $0 ? $1 : $0 }
    return greatest > 0 && greatest.isFinite ? Double(sign: .plus, exponent: max(greatest.exponent - 4, -900), significand: 1) : 1
  }

  /// Solves the relaxation with other bounds and costs, these in units of `rewardUnit(of:)`, from the last basis; nil if it
  /// is infeasible.
  public func relaxAgain(
    lower: UnsafePointer<Double>, upper: UnsafePointer<Double>, cost: UnsafePointer<Double>,
    solution: UnsafeMutablePointer<Double>? = nil
  ) throws(ProgrammeError) -> Double? {
    var objective = 0.0
    switch glpk_shim_relax_again(shim, lower, upper, cost, &objective, solution) {
    case GLPK_SHIM_SOLVED: return objective
    case GLPK_SHIM_INFEASIBLE: return nil
    default: throw fault
    }
  }

  private var fault: ProgrammeError { .solver("GLPK: \(String(cString: glpk_shim_message(shim)))") }
}
