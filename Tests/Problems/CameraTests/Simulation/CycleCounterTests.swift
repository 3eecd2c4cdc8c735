import Randomness
import StreamIO
import Testing

@testable import Camera

struct CycleCounterTests {
  private func count(_ levels: [Int64], capacity: Int64) -> [Double] {
    var counter = CycleCounter(capacity: capacity, level: levels[0])
    for level in levels.dropFirst() { counter.record(level) }
    return counter.cyclesByDepth
  }

  /// The example of ASTM E1049-85, figure 6: ranges 3, 4, 4 (a whole one), 6, 8, 8 and 9 on levels -5...5.
  @Test func countsTheStandardsExample() {
    let levels: [Int64] = [-2, 1, -3, 5, -1, 3, -4, 4, -2].map { $0 + 5 }
    #expect(count(levels, capacity: 10) == [0, 0, 0, 0.5, 1.5, 0, 0.5, 0, 1, 0.5])
  }

  @Test func countsNothingWhereNothingMoves() {
    #expect(count([7], capacity: 10) == Array(repeating: 0, count: 10))
    #expect(count([7, 7, 7], capacity: 10) == Array(repeating: 0, count: 10))
    #expect(count([0, 10], capacity: 10) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5])
  }

  /// Against the package rainflow (reference/cycles.py).
  @Test func agreesWithTheReference() throws {
    let lines = try LineReader(path: "\(#filePath.dropLast("CycleCounterTests.swift".count))reference/cycles.txt")
    var cases = 0
    while let line = try lines.next() {
      let values = String(decoding: line, as: UTF8.self).split(separator: " ").compactMap { Double($0) }
      let levels = values[2..<(2 + Int(values[1]))].map { Int64($0) }
      #expect(count(levels, capacity: Int64(values[0])) == Array(values.suffix(10)), "line \(cases + 1)")
      cases += 1
    }
    #expect(cases == 200)
  }
}
