import CommandSupport
import StreamIO

/// Gives each record to its problem: by its field `problem`, or, where it has none, to the first of the list.
public final class ProblemDispatch<Part: Sendable>: Sendable {
  /// What a problem brings. It is prepared once, on the first of its records: nothing is read for a problem that never comes.
  struct Entry: Sendable {
    let problem: StaticString
    /// Throws what is wrong where records came, and none of this problem.
    var isLeftOut: @Sendable () throws(Failure) -> Void = {}
    let prepare: @Sendable () throws(Failure) -> Part
  }

  private let stage: String
  private let entries: [Entry]
  private let problems: [StaticString]
  private let prepared: Monitor<[Result<Part, Failure>?]>

  /// - Parameter stage: the tool's name, for messages.
  init(stage: String, _ entries: [Entry]) {
    precondition(!entries.isEmpty, "a stage has a problem at least")
    (self.stage, self.entries) = (stage, entries)
    problems = entries.map(\.problem)
    prepared = Monitor(entries.map { _ in nil })
  }

  var count: Int { entries.count }
  func name(_ problem: Int) -> String { "\(problems[problem])" }

  /// What the problem of a record brings.
  public func part(of line: InputLine) throws(Failure) -> Part { try part(problem(of: line)) }

  /// The problem of a record, by its place in the list. No more of the line is read than the fields before it.
  ///
  /// - Throws: `Failure` for a problem that the stage does not know.
  func problem(of line: InputLine) throws(Failure) -> Int {
    var reader = JSONReader(line.bytes, file: line.file, firstLine: line.number)
    // What is no record, or no name, is refused by the one who decodes it.
    guard let isNamed = try? reader.find("problem"), isNamed, (try? reader.isNext("\"")) == true else { return 0 }
    return try reader.readIndex(among: problems) { [stage, problems] in
      unknownProblem($0, of: stage, problems.map { "\($0)" })
    }
  }

  func part(_ problem: Int) throws(Failure) -> Part {
    let entry = entries[problem]
    return try prepared.change { prepared in
      if let result = prepared[problem] { return result }
      let result = Result { () throws(Failure) in try entry.prepare() }
      prepared[problem] = result
      return result
    }.get()
  }

  /// To be called at the end of the input. Without any record, the first problem says what it thinks of the options.
  func finish() throws(Failure) {
    let isLeftOut = prepared.change { $0.map { $0 == nil } }
    guard isLeftOut.contains(false) else {
      _ = try part(0)
      return
    }
    for (entry, isLeftOut) in zip(entries, isLeftOut) where isLeftOut { try entry.isLeftOut() }
  }
}
