import Programmes
import Testing

@Suite struct GLPKProgrammeTests {
  private func programme(upTo upper: Double = 1, cost: Double = 1, rows: [([LinearProgramme.Term], Double)] = []) -> LinearProgramme {
    var programme = LinearProgramme()
    _ = programme.addColumn(.init(stem: "x"), (0, upper), cost: cost)
    for (terms, most) in rows { programme.addRow(.init(stem: "row"), terms, atMost: most) }
    return programme
  }

  @Test func misuseIsAnErrorAndTheProcessLives() throws {
    for _ in 0..<3 {
      let sound = try GLPKProgramme(programme())
      #expect(throws: ProgrammeError.self) { try GLPKProgramme(programme(rows: [([(7, 1)], 1)])) }  // no such column
      do {
        _ = try GLPKProgramme(programme(rows: [([(0, 1), (0, 1)], 1)]))
        Issue.record("GLPK took one column twice")
      } catch {
        #expect("\(error)".contains("GLPK: glp_set_mat_row"), "\(error)")
      }
      // Freeing GLPK's memory took the thread's other programmes along: they know.
      do {
        _ = try sound.solve(absoluteGap: 0, timeLimitSeconds: 1)
        Issue.record("a programme outlived its memory")
      } catch {
        #expect("\(error)".contains("another programme of this thread"), "\(error)")
      }
      #expect(try GLPKProgramme(programme()).solve(absoluteGap: 0, timeLimitSeconds: 1).solution == [1])
    }
  }

  @Test func numbersThatAreNoneAreRefused() throws {
    for upper: Double in [.nan, -1, -.infinity] {
      #expect(throws: ProgrammeError.self) { try GLPKProgramme(programme(upTo: upper)) }
    }
    for cost: Double in [.nan, .infinity] {
      #expect(throws: ProgrammeError.self) { try GLPKProgramme(programme(cost: cost)) }
    }
    #expect(throws: ProgrammeError.self) { try GLPKProgramme(programme(rows: [([(0, .nan)], 1)])) }
    #expect(throws: ProgrammeError.self) { try GLPKProgramme(programme(rows: [([], .nan)])) }
    let sound = try GLPKProgramme(programme(upTo: 2, rows: [([(0, 1)], 1.5)]))
    #expect(throws: ProgrammeError.self) { try sound.solve(absoluteGap: .nan, timeLimitSeconds: 1) }
    #expect(throws: ProgrammeError.self) { try sound.solve(absoluteGap: 0, timeLimitSeconds: .nan) }
    #expect(throws: ProgrammeError.self) { try sound.solve(absoluteGap: 0, timeLimitSeconds: 1, incumbent: [.nan]) }
    #expect(throws: ProgrammeError.self) { try sound.relaxAgain(lower: [0], upper: [1], cost: [.nan]) }
    #expect(throws: ProgrammeError.self) { try sound.relaxAgain(lower: [1], upper: [0], cost: [1]) }
    #expect(try sound.solve(absoluteGap: 0, timeLimitSeconds: 1).solution == [1.5])  // refusing is not breaking
  }

  @Test func infeasibleAndUnboundedAreExplained() throws {
    let infeasible = try GLPKProgramme(programme(rows: [([(0, 1)], -1)]))
    #expect(throws: ProgrammeError.self) { try infeasible.solve(absoluteGap: 0, timeLimitSeconds: 1) }
    #expect(try infeasible.relaxAgain(lower: [0], upper: [1], cost: [1]) == nil)
    let unbounded = try GLPKProgramme(programme(upTo: .infinity))
    #expect(throws: ProgrammeError.self) { try unbounded.solve(absoluteGap: 0, timeLimitSeconds: 1) }
  }
}
