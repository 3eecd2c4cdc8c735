import Glibc
import StreamIO

/// What text pictures are drawn for.
struct Terminal {
  let width: Int
  let hasColor: Bool

  /// A file, which has neither width nor colours.
  static let none = Terminal(width: 80, hasColor: false)

  /// Standard output, as the environment says: COLUMNS, else the window's width; colours on a terminal, unless NO_COLOR
  /// (no-color.org) or a dumb one forbids them.
  static var current: Terminal {
    let isTerminal = StandardOutput.isTerminal
    var window = winsize()
    var width = getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? 80
    if getenv("COLUMNS") == nil, isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 {
      width = Int(window.ws_col)
    }
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    return Terminal(
      width: min(max(width, 40), 400), hasColor: isTerminal && getenv("NO_COLOR") == nil && !isDumb)
  }
}
