import StreamIO
import Testing

@testable import CommandSupport

@Suite struct StudyConfigurationTests {
  struct Solver: Record, Equatable {
    var gap = 1.0
    var note = ""
    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("gap", &gap, .nonNegative, default: 1, "absolute")
      try visitor.field("note", &note, default: "", "free text")
    }
  }

  private func read(_ text: String, as tool: String = "solve") throws(Failure) -> StudySection<Solver> {
    var section = StudySection<Solver>(tool: tool)
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      var reader = JSONReader(bytes, file: "c", dialect: .configuration)
      try reader.readRecord(into: &section)
      try reader.finish()
    }
    return section
  }

  private func complaint(_ text: String) -> String {
    do throws(Failure) {
      _ = try read(text)
      return "nothing"
    } catch { return error.description }
  }

  @Test func aToolReadsItsOwnSectionAndTheSeed() throws {
    let section = try read("{\"seed\": 7, \"scengen\": {\"gap\": \"no business of ours\"}, \"solve\": {\"gap\": 2,},}")
    #expect(section.seed == 7)
    #expect(section.section == { var solver = Solver(); solver.gap = 2; return solver }())
    #expect(try read("{}").section == Solver())
  }

  @Test func sectionsAndKeysNobodyKnowsAreRefused() {
    #expect(complaint("{\"solv\": {}}") == "c:1:2: unknown key \"solv\"; did you mean \"solve\"?")
    #expect(complaint("{\"solve\": {\n\"gpa\": 2}}") == "c:2:1: solve: unknown key \"gpa\"; did you mean \"gap\"?")
  }

  @Test func whatIsPrintedReadsBack() throws {
    var section = try read("{\"seed\": 7, \"solve\": {\"gap\": 0.5, \"note\": \"a \\\"{[,:]}\\\" \\\\\"}}")
    #expect(try read(section.text).section == section.section)
    #expect(section.text == "{\n  \"seed\": 7,\n  \"solve\": {\n    \"gap\": 0.5,\n    \"note\": \"a \\\"{[,:]}\\\" \\\\\"\n  }\n}\n")
    section.seed = 8
    #expect(try read(section.text).seed == 8)
  }
}
