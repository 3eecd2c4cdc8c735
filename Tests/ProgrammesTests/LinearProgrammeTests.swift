import Programmes
import Testing

@Suite struct LinearProgrammeTests {
  /// At most 4 of x + y, at least 1 of x - y, and 1 to 3 of y.
  private func programme() -> LinearProgramme {
    var programme = LinearProgramme()
    let x = programme.addColumn(.init(stem: "x"), (0, .infinity), cost: 1, isInteger: true)
    let y = programme.addColumn(.init(stem: "y", index: 1), (-.infinity, 2.5), cost: -0.5)
    programme.addRow(.init(stem: "sum"), [(x, 1), (y, 1)], atMost: 4)
    programme.addRow(.init(stem: "difference"), [(x, 1), (y, -1)], atLeast: 1, atMost: .infinity)
    programme.addRow(.init(stem: "range", index: 0), [(y, 2)], atLeast: 2, atMost: 6)
    return programme
  }

  @Test func rowsOfEveryBoundAreWritten() {
    var text = ""
    programme().write(comment: ["a comment"]) { text += $0 }
    #expect(
      text == """
        \\ a comment
        Maximize
         objective:
          + x
          - 0.5 y_1
        Subject To
         sum:
          + x
          + y_1 <= 4.0
         difference:
          + x
          - y_1 >= 1.0
         range_0_least:
          + 2.0 y_1 >= 2.0
         range_0:
          + 2.0 y_1 <= 6.0
        Bounds
         0.0 <= x <= +inf
         -inf <= y_1 <= 2.5
        General
         x
        End

        """)
  }

  @Test func glpkKeepsRowsOfEveryBound() throws {
    let result = try GLPKProgramme(programme()).solve(absoluteGap: 0, timeLimitSeconds: 10)
    let solution = try #require(result.solution)
    #expect(solution == [3, 1] && !result.isTimedOut && abs(result.bound - 2.5) < 1e-9)
    #expect(programme().isSatisfied(by: solution) && programme().objective(of: solution) == 2.5)
  }

  @Test func brokenRowsAndBoundsAreSeen() {
    let programme = programme()
    #expect(programme.isSatisfied(by: [2, 1]))
    for broken in [[4, 1], [1, 1], [2, 0.5], [2.5, 1], [5, 2.6], [2, .nan], [2]] {
      #expect(!programme.isSatisfied(by: broken), "\(broken)")
    }
  }
}
