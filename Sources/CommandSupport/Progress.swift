import Glibc
import StreamIO

/// A meter on standard error: how many, how fast, and how long it will take where the total is known.
public struct Progress: ~Copyable {
  private let unit: String
  private let total: Int?
  /// Part of the work that is done, where the total is not known but that is.
  private var share: Double?
  private let isShown: Bool
  private let began = monotonicSeconds()
  private var shown = 0.0
  private var count = 0
  private var note = ""

  /// Shown where standard error is a terminal, unless records come to the terminal meanwhile, or as `--progress` says.
  ///
  /// - Parameters:
  ///   - unit: what is counted, in the plural.
  ///   - total: how many there will be, if known.
  ///   - isWriting: whether records are written while it counts, not after.
  public init(_ options: CommonOptions, unit: String, total: Int? = nil, isWriting: Bool) {
    self.unit = unit
    self.total = total
    let isInTheWay = isWriting && options.isOutputOnTerminal
    isShown = !options.quiet && (options.progress ?? (isatty(STDERR_FILENO) == 1 && !isInTheWay))
  }

  /// Counts one more; redraws five times a second at most.
  ///
  /// - Parameters:
  ///   - share: part of the work that is done, where known.
  ///   - note: what else is worth seeing, such as a loss.
  public mutating func advance(by step: Int = 1, share: Double? = nil, note: @autoclosure () -> String = "") {
    count += step
    self.share = share
    if isShown { self.note = note() }
    guard isShown, count & 15 == 0 || step > 1 || total != nil || share != nil else { return }
    let now = monotonicSeconds()
    if now - shown >= 0.2 {
      shown = now
      draw(at: now, isLast: false)
    }
  }

  deinit {
    if isShown, shown > 0 { draw(at: monotonicSeconds(), isLast: true) }
  }

  private borrowing func draw(at now: Double, isLast: Bool) {
    let elapsed = max(now - began, 1e-9)
    let rate = Double(count) / elapsed
    // Several tools of a pipe share a terminal's line.
    var line = "\r\u{1b}[K\(programName): \(count)"
    if let total { line += " of \(total)" }
    line += " \(unit), \(Int(rate.rounded()))/s, \(Int(elapsed)) s"
    let done = share ?? total.map { Double(count) / Double($0) }
    if !isLast, let done, done > 0, done < 1 { line += ", \(wholeSeconds(elapsed / done - elapsed)) s left" }
    if !note.isEmpty { line += ", " + note }
    if isLast { line += "\n" }
    _ = line.withUTF8 { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// Rounded up; of no more than a double can be without its fraction.
private func wholeSeconds(_ seconds: Double) -> Int { Int(exactly: seconds.rounded(.up)) ?? .max }

/// Seconds on a clock that never goes back.
public func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
