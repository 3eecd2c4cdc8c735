import StreamIO

/// The lines that records become.
public final class OutputLines {
  public var main = JSONWriter(capacity: 1 << 14)
  /// Of the second stream.
  public var side = JSONWriter(capacity: 64)
  private let send: (FilterOutput) -> Void
  /// Few enough that what waits on all threads is little, enough that handing them over costs nothing.
  private static let fullBytes = 1 << 18

  init(_ send: @escaping (FilterOutput) -> Void) { self.send = send }

  /// Hands over what has gathered, if that is much: to be called now and then by what writes a lot for one record.
  @inline(__always)
  public func handOverIfFull() {
    if main.count + side.count >= Self.fullBytes { handOver(FilterOutput()) }
  }

  @inline(never)
  func handOver(_ rest: FilterOutput) {
    var output = rest
    output.main = Array(main.bytes)
    output.side = Array(side.bytes)
    main.removeAll()
    side.removeAll()
    send(output)
  }
}

/// What a batch became, or a piece of it: the lines of its records up to the one that failed, if one did.
struct FilterOutput: Sendable {
  var main: [UInt8] = []
  var side: [UInt8] = []
  var count = 0
  /// Where in the input the batch ends, if it is whole.
  var endOffset = 0
  var invalid: [Failure] = []
  var failure: Failure?
}
