/// The one place where outputs are made.
///
/// The bytes written depend on the records, the format and the calls of `flush`, never on the number of threads. Without
/// `finish` nothing appears under the path's name, and no end-of-file block is written: what readers got is recognised as cut.
public final class ByteSink {
  public enum Format: Sendable {
    /// BGZF, which any gunzip reads.
    case gzip
    case plain
  }

  private let file: OutputFile
  /// Nil for plain output.
  private let pool: OrderedPool<Block, Deflater, Block>?
  /// The block that is being filled; for plain output, too.
  private var current = Block()
  private var free: [Block] = []

  /// Output to `path` (nil or "-": standard output). A regular file is a temporary in the same directory until `finish`; a device
  /// or named pipe is written directly. Throws `.cannotCreate`.
  public init(path: String?, format: Format, threads: Int = 1) throws(Failure) {
    file = try OutputFile(path: path)
    pool =
      format == .plain
      ? nil
      : OrderedPool(
        threads: threads,
        makeState: { () throws(Failure) in try Deflater() },
        transform: { (deflater: inout Deflater, block: Block, send: (Block) -> Void) throws(Failure) in
          deflater.deflate(block)
          send(block)
        })
  }

  /// Writes one whole record with its line feed. Blocks are cut between records, and within one only if it alone is larger.
  public func write(record: UnsafeRawBufferPointer) throws(Failure) {
    if record.count > Block.fullBytes - current.dataCount, current.dataCount > 0 { try endBlock() }
    var rest = record[...]
    while rest.count > Block.fullBytes {
      current.append(UnsafeRawBufferPointer(rebasing: rest.prefix(Block.fullBytes)))
      rest = rest.dropFirst(Block.fullBytes)
      try endBlock()
    }
    current.append(UnsafeRawBufferPointer(rebasing: rest))
  }

  /// Ends the block and writes out all that was recorded, for readers of live output.
  public func flush() throws(Failure) {
    if current.dataCount > 0 { try endBlock() }
    while try writeOldest() {}
  }

  /// Writes what is left and the end-of-file block, and gives the file its name. Call it once, last; `.inputOutput` or
  /// `.cannotCreate` where any of that fails.
  ///
  /// - Parameter isDurable: whether the file must outlast a loss of power, which takes some milliseconds: once it has its name
  ///   it is whole, else the one before.
  public func finish(isDurable: Bool = false) throws(Failure) {
    try flush()
    if pool != nil {
      current.memberRoom.copyBytes(from: BlockFrame.endOfFile)
      current.memberCount = BlockFrame.endOfFile.count
      try file.write(current.member)
    }
    try file.finish(isDurable: isDurable)
  }

  private func endBlock() throws(Failure) {
    guard let pool else {
      try file.write(current.data)
      current.dataCount = 0
      return
    }
    pool.submit(current)
    current = free.popLast() ?? Block()
    current.dataCount = 0
    while pool.isFull, try writeOldest() {}
  }

  /// False where none is in flight.
  private func writeOldest() throws(Failure) -> Bool {
    guard let block = try pool?.next() else { return false }
    try file.write(block.member)
    free.append(block)
    return true
  }
}
