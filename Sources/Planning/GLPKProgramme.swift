import CGLPK
import GLPKShim

/// A mixed-integer programme in GLPK, to be maximised, in the shim that keeps misuse from ending the process. It stays
/// on the thread that made it, one at a time.
final class GLPKProgramme {
  typealias Term = (column: Int32, coefficient: Double)

  private let shim: OpaquePointer

  /// - Throws: `PlanningError.solver` if memory is short.
  init() throws(PlanningError) {
    guard let shim = glpk_shim_create() else { throw .solver("GLPK: out of memory") }
    self.shim = shim
  }

  deinit { glpk_shim_free(shim) }

  /// A new column's index.
  func addColumn(upTo upper: Double, cost: Double, isInteger: Bool = false) throws(PlanningError) -> Int32 {
    let column = glpk_shim_add_column(shim, 0, upper, cost, isInteger ? 1 : 0)
    guard column >= 0 else { throw fault }
    return column
  }

  func addRow(_ terms: [Term], atMost bound: Double) throws(PlanningError) {
    let row = glpk_shim_add_row(shim, bound, Int32(terms.count), terms.map(\.column), terms.map(\.coefficient))
    guard row >= 0 else { throw fault }
  }

  enum Outcome { case solved, timedOut }

  /// Dual simplex, then branch and cut until the bound is within `absoluteGap` of the best solution found.
  ///
  /// - Throws: `PlanningError.solver`: infeasible, unbounded, failed numerically, or misused.
  func solve(absoluteGap: Double, timeLimitSeconds: Double) throws(PlanningError) -> Outcome {
    let milliseconds = Int32(max(1, min(timeLimitSeconds * 1000, Double(Int32.max))))
    switch glpk_shim_solve(shim, absoluteGap, milliseconds) {
    case GLPK_SHIM_SOLVED: return .solved
    case GLPK_SHIM_TIME: return .timedOut
    case GLPK_SHIM_INFEASIBLE: throw .solver("GLPK: the programme is infeasible or unbounded")
    default: throw fault
    }
  }

  var hasSolution: Bool { glpk_shim_has_solution(shim) != 0 }
  var bound: Double { glpk_shim_bound(shim) }
  func value(_ column: Int32) -> Double { glpk_shim_value(shim, column) }

  private var fault: PlanningError { .solver("GLPK: \(String(cString: glpk_shim_message(shim)))") }
}
