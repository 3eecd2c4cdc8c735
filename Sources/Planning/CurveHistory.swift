/// The value curves of every step, walked forward although they are made backward.
///
/// Kept at every √n-th step and made again in between: memory of √n curves for a second backward pass, which is a small
/// part of a plan. A year of 5-minute steps with a slow charger would otherwise hold 0.8 GB.
struct CurveHistory {
  private let terms: StepTerms
  private let prices: [Double]
  private let stepsPerPrice, count, stride: Int
  /// Curves at steps 0, stride, 2·stride, …, and the terminal one.
  private var kept: [ValueCurve] = []
  /// Curves at the steps from `blockStart` to the next one kept, both included.
  private var block: [ValueCurve] = []
  private var blockStart = 0

  init(terminal: ValueCurve, prices: [Double], stepsPerPrice: Int, terms: StepTerms) {
    (self.terms, self.prices, self.stepsPerPrice) = (terms, prices, stepsPerPrice)
    count = prices.count * stepsPerPrice
    stride = max(1, Int(Double(count).squareRoot()))
    kept = [terminal]
    var curve = terminal
    for step in (0..<count).reversed() {
      curve.stepBack(terms, price: price(of: step))
      if step % stride == 0 { kept.append(curve) }
    }
    kept.reverse()
    block = [curve]
  }

  func price(of step: Int) -> Double { prices[step / stepsPerPrice] }

  /// The curve before any step.
  var start: ValueCurve { kept[0] }

  /// Calls `body` with the values at the start and at the end of a step; cheap for steps in ascending order.
  mutating func withCurves<Result>(of step: Int, _ body: (_ before: ValueCurve, _ after: ValueCurve) -> Result) -> Result {
    if !(blockStart..<(blockStart + block.count - 1)).contains(step) { load(step / stride) }
    return body(block[step - blockStart], block[step - blockStart + 1])
  }

  private mutating func load(_ index: Int) {
    blockStart = index * stride
    var curve = kept[index + 1]
    block.removeAll(keepingCapacity: true)
    block.append(curve)
    for step in (blockStart..<min(blockStart + stride, count)).reversed() {
      curve.stepBack(terms, price: price(of: step))
      block.append(curve)
    }
    block.reverse()
  }
}
