/// The data of gzip members, BGZF blocks among them decompressed on several threads. Where a member begins, its
/// header tells which kind it is; any order of both kinds is one stream, as after `cat a.gz b.gz`.
final class GzipReader {
  private let input: InputBuffer
  private let pool: OrderedPool<Block, Inflater, Block>
  /// The block whose data are being handed out, from `position` on.
  private var current: Block?
  private var position = 0
  private var free: [Block] = []
  /// Where in the input the data last handed out stood.
  private(set) var offset = 0
  /// Where the ordinary member began that the input stands in.
  private var memberOffset: Int?
  private var ordinaryInflater: Inflater?
  /// What stands after the blocks in flight, as far as known.
  private var ahead = Ahead.unknown
  /// Whether the last member was a block with data, after which a whole file has at least an empty one.
  private var lacksEndOfFile = false

  private enum Ahead {
    case unknown
    case ordinaryMember
    case end
    case failure(Failure)
  }

  init(_ input: InputBuffer, threads: Int) {
    let name = input.descriptor.name
    self.input = input
    pool = OrderedPool(
      threads: threads,
      makeState: { () throws(Failure) in try Inflater(.raw) },
      transform: { (inflater: inout Inflater, block: Block, send: (Block) -> Void) throws(Failure) in
        try inflater.inflate(block, name: name)
        send(block)
      })
  }

  /// The next bytes; 0 only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    while true {
      if let block = current {
        let count = min(block.dataCount - position, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block.data[position..<position + count]))
        position += count
        offset = block.offset + block.memberCount * position / max(block.dataCount, 1)
        if position == block.dataCount {
          free.append(block)
          current = nil
        }
        if count > 0 { return count }
      } else if let memberOffset, let ordinaryInflater {
        let count = try read(ordinaryInflater, from: memberOffset, into: buffer)
        if count > 0 { return count }
      } else {
        readAhead()
        (current, position) = (try pool.next(), 0)
        if current == nil {
          switch ahead {
          case .unknown: continue
          case .end: return 0
          case .failure(let failure): throw failure
          case .ordinaryMember: try beginMember()
          }
        }
      }
    }
  }

  /// Hands blocks to the threads, as many as they can use, waiting for input only if they have none.
  private func readAhead() {
    do throws(Failure) {
      while case .unknown = ahead, !pool.isFull {
        guard let next = try identifyNext(waiting: pool.isEmpty) else { return }
        switch next {
        case .block(let block): pool.submit(block)
        case .other(let found): ahead = found
        }
      }
    } catch {
      ahead = .failure(error)
    }
  }

  private enum Next {
    case block(Block)
    case other(Ahead)
  }

  /// What stands at the input's position, a block being taken from it; nil if it is not there yet.
  private func identifyNext(waiting: Bool) throws(Failure) -> Next? {
    try input.fill(BlockFrame.headerBytes, waiting: waiting)
    if let count = BlockFrame.memberBytes(input.bytes) {
      try input.fill(count, waiting: waiting)
      if input.bytes.count >= count { return .block(takeBlock(count)) }
      if input.isAtEnd { throw truncation("inside the compressed block that began at byte \(input.offset)") }
      return nil
    }
    guard input.isAtEnd || input.bytes.count >= BlockFrame.headerBytes else { return nil }
    if lacksEndOfFile { throw truncation("without the empty block that ends a BGZF file, at byte \(input.offset)") }
    if input.bytes.isEmpty { return .other(.end) }
    if input.bytes.starts(with: [0x1f, 0x8b]) { return .other(.ordinaryMember) }
    if input.bytes.elementsEqual([0x1f]) { throw truncation("inside a gzip header, after byte \(input.offset)") }
    try skipPadding()
    return .other(.end)
  }

  private func takeBlock(_ count: Int) -> Block {
    let block = free.popLast() ?? Block()
    block.offset = input.offset
    block.memberCount = count
    block.memberRoom.copyMemory(from: UnsafeRawBufferPointer(rebasing: input.bytes[..<count]))
    input.consume(count)
    lacksEndOfFile = BlockFrame.littleEndian(block.member, at: count - 4) != 0
    return block
  }

  /// Zeros up to the end are the padding of tapes, which gzip, too, passes over in silence.
  private func skipPadding() throws(Failure) {
    let start = input.offset
    while !input.bytes.isEmpty {
      guard input.bytes.allSatisfy({ $0 == 0 }) else {
        throw Failure(
          .data, "what follows the compressed data, from byte \(start) on, is not gzip; remove it",
          at: Place(file: input.descriptor.name))
      }
      input.consume(input.bytes.count)
      try input.fill(1)
    }
  }

  private func beginMember() throws(Failure) {
    if let ordinaryInflater { ordinaryInflater.reset() } else { ordinaryInflater = try Inflater(.gzip) }
    (memberOffset, ahead) = (input.offset, .unknown)
  }

  /// More of an ordinary member's data; 0 where it ends.
  private func read(
    _ inflater: Inflater, from start: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(Failure) -> Int {
    while true {
      try input.fill(1)
      guard !input.bytes.isEmpty else { throw truncation("inside the gzip member that began at byte \(start)") }
      let (taken, filled, outcome) = inflater.inflate(input.bytes, into: buffer)
      input.consume(taken)
      offset = input.offset
      switch outcome {
      case .malformed(let message):
        throw Failure(
          .data, "the gzip member at byte \(start) is damaged: \(message), before byte \(input.offset)",
          at: Place(file: input.descriptor.name))
      case .end:
        memberOffset = nil
        return filled
      case .more:
        if filled > 0 { return filled }
      }
    }
  }

  private func truncation(_ place: String) -> Failure {
    Failure(.data, "the compressed data end \(place): the file is cut short", at: Place(file: input.descriptor.name))
  }
}
