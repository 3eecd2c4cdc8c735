import Glibc
import Programmes
import Randomness
import Testing

@testable import CameraPlanning

/// GLPK's environment and the shim's hooks belong to a thread: programmes of many threads do not meet.
@Suite struct GLPKThreadTests {
  /// Runs a body on so many threads of the operating system and waits for them.
  private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    final class Start: Sendable {
      let index: Int
      let body: @Sendable (Int) -> Void
      init(_ index: Int, _ body: @escaping @Sendable (Int) -> Void) { (self.index, self.body) = (index, body) }
    }
    let threads = (0..<count).map { index in
      var thread = pthread_t()
      let start = Unmanaged.passRetained(Start(index, body)).toOpaque()
      let code = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
          start.body(start.index)
          return nil
        }, start)
      #expect(code == 0)
      return thread
    }
    for thread in threads { pthread_join(thread, nil) }
  }

  @Test func plansAreTheSameOnEveryThread() throws {
    var random = RandomStream(seed: 5, "glpk threads")
    let problem = try SmallInstance.day(&random, chargeOverNeed: 2)
    let expected = try GLPKPlanner().plan(problem)
    onThreads(6) { _ in
      let plan = try? GLPKPlanner().plan(problem)
      #expect(plan?.reward == expected.reward && plan?.bound == expected.bound && plan?.intervals == expected.intervals)
    }
  }

  /// Misuse on one thread leaves the others alone.
  @Test func misuseStaysOnItsThread() {
    onThreads(6) { index in
      var random = RandomStream(seed: UInt64(index), "thread steps")
      let planner = SingleStepPlanner()
      for _ in 0..<200 {
        if index % 2 == 0 {
          var broken = LinearProgramme()
          broken.addRow(.init(stem: "row"), [(3, 1)], atMost: 1)
          #expect(throws: ProgrammeError.self) { try GLPKProgramme(broken) }
        } else {
          #expect(throws: Never.self) { try planner.solve(SingleStepTests.step(&random), .utility(energyPrice: 1)) }
        }
      }
    }
  }
}
