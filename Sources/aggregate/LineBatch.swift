import StreamIO

/// Lines of one input, as many as a thread works on at a time.
struct LineBatch: Sendable {
  /// With this much a batch is full: little enough for a core's cache, enough that handing it over costs nothing.
  static let fullBytes = 1 << 18

  let file: String
  private(set) var text = ContiguousArray<UInt8>()
  private(set) var ends = ContiguousArray<Int>()
  private(set) var numbers = ContiguousArray<Int>()
  /// Of lines that are not text.
  private(set) var invalid: [Failure] = []

  init(file: String) {
    self.file = file
    text.reserveCapacity(Self.fullBytes + 1 << 14)
  }

  var isEmpty: Bool { ends.isEmpty && invalid.isEmpty }
  var isFull: Bool { text.count >= Self.fullBytes || invalid.count >= 1024 }

  mutating func append(_ line: UnsafeBufferPointer<UInt8>, number: Int) {
    text.append(contentsOf: line)
    ends.append(text.count)
    numbers.append(number)
  }

  mutating func append(invalid failure: Failure) { invalid.append(failure) }
}

/// An input as batches. What fails comes after the lines before it.
final class BatchReader {
  private let lines: LineReader
  private let isSkipping: Bool
  private var failure: Failure?

  init(_ lines: LineReader, isSkipping: Bool) { (self.lines, self.isSkipping) = (lines, isSkipping) }

  /// Nil at the end.
  func next() throws(Failure) -> LineBatch? {
    if let failure { throw failure }
    var batch = LineBatch(file: lines.name)
    while !batch.isFull {
      do throws(Failure) {
        guard let line = try lines.next() else { break }
        batch.append(line, number: lines.lineNumber)
      } catch {
        if isSkipping, error.isOfOneRecord {
          batch.append(invalid: error)
          continue
        }
        guard !batch.isEmpty else { throw error }
        failure = error
        break
      }
    }
    return batch.isEmpty ? nil : batch
  }
}
