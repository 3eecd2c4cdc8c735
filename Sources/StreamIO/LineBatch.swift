/// Lines of one input, as many as a thread works on at a time.
public struct LineBatch: Sendable {
  public let file: String
  /// Where it ends in the input as stored; see ``LineReader/offset``.
  public fileprivate(set) var endOffset = 0
  private var text = ContiguousArray<UInt8>()
  private var ends = ContiguousArray<Int>()
  private var numbers = ContiguousArray<Int>()
  /// Of lines that are not text, where these are skipped.
  public private(set) var invalid: [Failure] = []

  init(file: String) { self.file = file }

  var isEmpty: Bool { ends.isEmpty && invalid.isEmpty }

  func isFull(_ bytes: Int) -> Bool { text.count >= bytes || invalid.count >= 1024 }

  mutating func append(_ line: UnsafeBufferPointer<UInt8>, number: Int) {
    text.append(contentsOf: line)
    ends.append(text.count)
    numbers.append(number)
  }

  mutating func append(invalid failure: Failure) { invalid.append(failure) }

  /// Calls `body` with each line and its number, in order.
  public func forEach(_ body: (UnsafeBufferPointer<UInt8>, Int) throws(Failure) -> Void) throws(Failure) {
    try text.withUnsafeBufferPointer { text throws(Failure) in
      var start = 0
      for (end, number) in zip(ends, numbers) {
        try body(UnsafeBufferPointer(rebasing: text[start..<end]), number)
        start = end
      }
    }
  }
}

/// An input as batches of lines. What fails comes after the lines before it.
public final class BatchReader {
  private let lines: LineReader
  private let isSkipping: Bool
  private let fullBytes: Int
  private var failure: Failure?

  /// - Parameters:
  ///   - isSkipping: whether lines that are not text are handed on as `invalid` instead of thrown.
  ///   - fullBytes: with this much a batch is full; a longer line is a batch of its own.
  public init(_ lines: LineReader, isSkipping: Bool, fullBytes: Int) {
    (self.lines, self.isSkipping, self.fullBytes) = (lines, isSkipping, fullBytes)
  }

  /// Nil at the end.
  public func next() throws(Failure) -> LineBatch? {
    if let failure { throw failure }
    var batch = LineBatch(file: lines.name)
    while !batch.isFull(fullBytes) {
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
    batch.endOffset = lines.offset
    return batch.isEmpty ? nil : batch
  }
}

extension Failure {
  /// Whether one record is at fault, so that `--skip-invalid` passes over it, and not the stream.
  public var isOfOneRecord: Bool { cause == .data && place?.column ?? 0 > 0 }
}
