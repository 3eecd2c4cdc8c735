import StreamIO

/// A line of an input, which is alive during the call that is given it.
public struct InputLine {
  public let bytes: UnsafeBufferPointer<UInt8>
  public let file: String
  public let number: Int

  public init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, number: Int) {
    (self.bytes, self.file, self.number) = (bytes, file, number)
  }

  public var place: Place { Place(file: file, line: number) }
}

/// Works on the records of one problem, one after another, on one thread.
///
/// It is a function, not a protocol: the decoder of a problem's records is compiled into it where it is made, and the dispatch
/// costs one indirect call a line.
public struct LineWorker {
  let work: (InputLine, OutputLines) throws(Failure) -> Void

  public init(_ work: @escaping (InputLine, OutputLines) throws(Failure) -> Void) { self.work = work }

  /// Decodes each line as a record of one type.
  ///
  /// - Parameters:
  ///   - dropped: fields of the input that are not passed on.
  ///   - transform: is given a record and the line it came from, and appends lines to the output.
  public init<R: Record>(
    _ type: R.Type, dropping dropped: [StaticString] = [],
    transform: @escaping (inout R, borrowing PassedLine, OutputLines) throws(Failure) -> Void
  ) {
    // Kept from line to line.
    var (record, spans, splice) = (R(), [FieldSpan](), SpliceBox(dropping: dropped))
    work = { line, output throws(Failure) in
      try decodeLine(line.bytes, file: line.file, number: line.number, into: &record, spans: &spans)
      try transform(&record, PassedLine(bytes: line.bytes, spans: spans, splice: splice), output)
    }
  }
}

/// Makes the worker of a thread.
public typealias MakeWorker = @Sendable () throws(Failure) -> LineWorker

/// The line a record came from, to pass it on with fields set.
public struct PassedLine: ~Copyable {
  let bytes: UnsafeBufferPointer<UInt8>
  let spans: [FieldSpan]
  let splice: SpliceBox

  /// Writes the line with the fields of `record` set; see ``RecordSplice``.
  public borrowing func write<R: Record>(setting record: inout R, to writer: inout JSONWriter) {
    splice.splice.write(bytes, spans, setting: &record, to: &writer)
  }
}

/// A splice and its buffers.
final class SpliceBox {
  var splice: RecordSplice
  init(dropping dropped: [StaticString]) { splice = RecordSplice(dropping: dropped) }
}
