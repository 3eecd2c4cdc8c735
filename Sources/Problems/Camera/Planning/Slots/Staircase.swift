/// The value of stored energy under slot charging, exact: for every whole unit of energy on [0, capacity] the best
/// that whole tasks and whole charged slots can still earn.
///
/// It does not fall, and jumps where energy suffices for one thing more. Without a tail it is a staircase; with one, each
/// step has the shape of a stretch of the terminal value T, because the plan behind it leaves a little more energy over
/// where there is a little more: a piece is *base + T(energy + shift)*. T is concave, so that two pieces cross once at
/// most. A step of the dynamic programme shifts the function by each thing a slot can do and takes the upper envelope.
struct Staircase: Sendable {
  struct Piece: Sendable, Hashable {
    /// The least energy it holds for [units]; it ends where the next one starts.
    var start: Int64
    /// Its value where T is greatest [quanta of `SlotTerms`].
    var base: Int64
    /// What the plan behind it adds to the stored energy [units]; `flat` where more energy is worth nothing.
    var shift: Int64

    /// The shift of pieces that do not rise.
    static let flat = Int64.max
    /// The base of pieces for energies without a plan that matters [quanta].
    static let nothing: Int64 = -(1 << 60)

    fileprivate func moved(by energy: Int64, gain: Int64) -> Self {
      Self(
        start: start - energy, base: max(Piece.nothing, base + gain),
        shift: shift == Piece.flat ? shift : shift + energy)
    }

    fileprivate func starting(at energy: Int64) -> Self { Self(start: energy, base: base, shift: shift) }

    /// Nowhere below another one, judged by its numbers alone: T does not fall, and is greatest in flat pieces.
    fileprivate func dominates(_ other: Piece) -> Bool { base >= other.base && shift >= other.shift }
  }

  private(set) var pieces: ContiguousArray<Piece>
  private let terminal: TerminalShape

  /// The value at the end of the horizon.
  init(_ terminal: TerminalShape) {
    self.terminal = terminal
    pieces = []
    append(Piece(start: 0, base: terminal.most, shift: 0), to: &pieces)
  }

  /// The value of a stored energy, 0 to the capacity [quanta].
  func value(at energy: Int64) -> Int64 { terminal.value(pieces[index(at: energy)], at: energy) }

  private func index(at energy: Int64) -> Int {
    var (low, high) = (0, pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= energy { low = middle } else { high = middle }
    }
    return low
  }
}

extension Staircase {
  /// Turns the value at the end of a slot into the value at its start: first the charge, which comes last, then the task.
  mutating func stepBack(_ terms: SlotTerms, cost: Int64) {
    if terms.charge > 0, cost < terms.limit { raise(to: charged(terms.charge, cost: cost)) }
    let idle = pieces
    for case let option? in [terms.fallback, terms.success] { raise(to: used(idle, option.energy, gain: option.gain)) }
  }

  /// Forgets what no plan that matters can meet: below the window nothing is known; above it, energy may be thrown away.
  mutating func restrict(to window: ClosedRange<Int64>) {
    let (low, high) = (index(at: window.lowerBound), index(at: window.upperBound))
    let brim = Piece(start: window.upperBound + 1, base: value(at: window.upperBound), shift: Piece.flat)
    var kept = ContiguousArray<Piece>()
    kept.reserveCapacity(high - low + 3)
    if window.lowerBound > 0 { kept.append(Piece(start: 0, base: Piece.nothing, shift: Piece.flat)) }
    kept.append(pieces[low].starting(at: window.lowerBound))
    kept.append(contentsOf: pieces[(low + 1)..<max(low + 1, high + 1)])
    if brim.start <= terminal.capacity { append(brim, to: &kept) }
    pieces = kept
  }

  /// Value if this slot is charged, by the energy left by its task.
  private func charged(_ charge: Int64, cost: Int64) -> ContiguousArray<Piece> {
    var result = ContiguousArray<Piece>()
    result.reserveCapacity(pieces.count + 1)
    let full = max(0, terminal.capacity - charge)
    for piece in pieces[index(at: min(charge, terminal.capacity))...] {
      let start = max(0, piece.start - charge)
      guard start < full else { break }
      append(piece.moved(by: charge, gain: -cost).starting(at: start), to: &result)
    }
    append(
      Piece(start: full, base: max(Piece.nothing, value(at: terminal.capacity) - cost), shift: Piece.flat), to: &result)
    return result
  }

  /// Value if this slot's task takes so much, by the energy before it; nothing below that.
  private func used(_ idle: ContiguousArray<Piece>, _ energy: Int64, gain: Int64) -> ContiguousArray<Piece> {
    var result = ContiguousArray<Piece>()
    result.reserveCapacity(idle.count)
    for piece in idle {
      guard piece.start + energy <= terminal.capacity else { break }
      result.append(piece.moved(by: -energy, gain: gain))
    }
    return result
  }

  /// Takes the upper envelope with a function that may begin above 0.
  private mutating func raise(to other: ContiguousArray<Piece>) {
    guard let first = other.first else { return }
    let end = terminal.capacity + 1
    var (mine, theirs, energy) = (index(at: first.start), 0, first.start)
    var result = ContiguousArray<Piece>()
    result.reserveCapacity(pieces.count + other.count)
    result.append(contentsOf: pieces[...mine])
    if pieces[mine].start == energy { result.removeLast() }
    pieces.withUnsafeBufferPointer { pieces in
      other.withUnsafeBufferPointer { other in
        while energy < end {
          let myEnd = mine + 1 < pieces.count ? pieces[mine + 1].start : end
          let theirEnd = theirs + 1 < other.count ? other[theirs + 1].start : end
          let next = min(myEnd, theirEnd)
          let (own, rival) = (pieces[mine], other[theirs])
          if own.dominates(rival) {
            append(own.starting(at: energy), to: &result)
          } else if rival.dominates(own) {
            append(rival.starting(at: energy), to: &result)
          } else {
            appendBetter(own, rival, on: energy...(next - 1), to: &result)
          }
          if myEnd == next { mine += 1 }
          if theirEnd == next { theirs += 1 }
          energy = next
        }
      }
    }
    pieces = result
  }

  /// Appends the better of two pieces on a range of energies, or one and then the other.
  private func appendBetter(
    _ mine: Piece, _ other: Piece, on range: ClosedRange<Int64>, to result: inout ContiguousArray<Piece>
  ) {
    func mineIsBetter(at energy: Int64) -> Bool {
      terminal.value(mine, at: energy) >= terminal.value(other, at: energy)
    }
    var (low, high) = (range.lowerBound, range.upperBound)
    let (atLow, atHigh) = (mineIsBetter(at: low), mineIsBetter(at: high))
    append((atLow ? mine : other).starting(at: low), to: &result)
    guard atLow != atHigh else { return }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if mineIsBetter(at: middle) == atLow { low = middle } else { high = middle }
    }
    append((atHigh ? mine : other).starting(at: high), to: &result)
  }

  /// Appends a piece, unless it only goes on with the last one.
  private func append(_ piece: Piece, to result: inout ContiguousArray<Piece>) {
    var piece = piece
    if piece.shift != Piece.flat, piece.start + piece.shift >= terminal.flatFrom { piece.shift = Piece.flat }
    if let last = result.last, last.base == piece.base, last.shift == piece.shift { return }
    result.append(piece)
  }
}
