import Glibc
import Statistics
import StreamIO

/// Finds the week that shows most: of all scenarios that were traced the one in which two quantities move most, one that is the
/// same for all contenders and one that each has of its own.
struct LivelyWeek {
  private struct Movement {
    var shared = Moments()
    var own: [String: Moments] = [:]

    /// How far the one swings, times how far the others do.
    var extent: Double {
      let swings = own.values.reduce(0) { $0 + ($1.standardDeviation ?? 0) }
      return own.isEmpty ? 0 : (shared.standardDeviation ?? 0) * swings / Double(own.count)
    }
  }

  private let lively: [String]
  private var reader: TraceReader
  private var scenarios: [String] = []
  private var movements: [String: Movement] = [:]

  init(_ words: Words) throws(Failure) {
    lively = words.week.lively
    reader = try TraceReader(words)
  }

  /// Whether these inputs can be read twice, as they have to be.
  static func isPossible(_ paths: [String]) -> Bool {
    paths.allSatisfy { path in
      var status = stat()
      return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  mutating func add(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(Failure) {
    guard try lines.kind(of: line) == "trace" else { return }
    let trace = try reader.read(line, lines)
    if movements[trace.id] == nil { scenarios.append(trace.id) }
    movements[trace.id, default: Movement()].shared.add(Self.value(lively[0], trace))
    movements[trace.id, default: Movement()].own[trace.contender, default: Moments()].add(Self.value(lively[1], trace))
  }

  /// A field, or one over another.
  private static func value(_ text: String, _ trace: TraceRecord) -> Double {
    let terms = text.split(at: "/", omitsEmpty: true).map(trace.number)
    return terms.dropFirst().reduce(terms.first ?? .nan, /)
  }

  /// The first of equals; nil where there are no traces.
  var scenario: String? {
    scenarios.max { (movements[$0]?.extent ?? 0) < (movements[$1]?.extent ?? 0) }
  }
}
