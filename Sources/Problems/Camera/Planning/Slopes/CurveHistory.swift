/// A dynamic programme that carries a value function backward in time, step by step.
protocol BackwardProgramme {
  associatedtype Value
  var steps: Int { get }
  /// The value at the end of the last step.
  var terminal: Value { get }
  /// Turns the value at the end of a step into the value at its start.
  func stepBack(_ value: inout Value, step: Int)
}

/// The value functions of every step, walked forward although they are made backward.
///
/// Kept at every √n-th step and made again in between: memory of 2√n functions for a second backward pass. A year of
/// 5-minute steps with a slow charger would otherwise hold 0.8 GB.
struct CurveHistory<Programme: BackwardProgramme> {
  typealias Value = Programme.Value

  let programme: Programme
  private let stride: Int
  /// Values at steps 0, stride, 2·stride, …, and the terminal one.
  private var kept: [Value]
  /// Values at the steps from `blockStart` to the next one kept, both included.
  private var block: [Value]
  private var blockStart = 0

  /// - Parameter stride: Every how many steps a function is kept; √n unless said.
  init(_ programme: Programme, stride: Int? = nil) {
    self.init(begin: programme, stride)
    _ = complete { false }
  }

  /// Nil if the time was up.
  init?(_ programme: Programme, until isTimeUp: () -> Bool) {
    self.init(begin: programme, nil)
    guard complete(until: isTimeUp) else { return nil }
  }

  private init(begin programme: Programme, _ stride: Int?) {
    self.programme = programme
    self.stride = max(1, stride ?? Int(Double(programme.steps).squareRoot()))
    (kept, block) = ([], [])
  }

  private mutating func complete(until isTimeUp: () -> Bool) -> Bool {
    var value = programme.terminal
    kept = [value]
    for step in (0..<programme.steps).reversed() {
      if isTimeUp() { return false }
      programme.stepBack(&value, step: step)
      if step % stride == 0 { kept.append(value) }
    }
    kept.reverse()
    block = [value]
    return true
  }

  /// The value before any step.
  var start: Value { kept[0] }

  /// Calls `body` with the values at the start and at the end of a step; cheap for steps in ascending order.
  mutating func withCurves<Result>(of step: Int, _ body: (_ before: Value, _ after: Value) -> Result) -> Result {
    if !(blockStart..<(blockStart + block.count - 1)).contains(step) { load(step / stride) }
    return body(block[step - blockStart], block[step - blockStart + 1])
  }

  private mutating func load(_ index: Int) {
    blockStart = index * stride
    var value = kept[index + 1]
    block.removeAll(keepingCapacity: true)
    block.append(value)
    for step in (blockStart..<min(blockStart + stride, programme.steps)).reversed() {
      programme.stepBack(&value, step: step)
      block.append(value)
    }
    block.reverse()
  }
}
