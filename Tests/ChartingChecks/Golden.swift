import Glibc

/// Pictures looked at once and kept in the folder `golden` beside the tests; CHARTING_GOLDEN=write renews them, to be
/// looked at again.
public enum Golden {
  public static func matches(_ made: String, _ name: String, beside test: String = #filePath) -> Bool {
    let folder = test[..<(test.lastIndex(of: "/") ?? test.startIndex)]
    let path = "\(folder)/golden/\(name)"
    if getenv("CHARTING_GOLDEN") != nil, let file = fopen(path, "w") {
      fputs(made, file)
      fclose(file)
    }
    return read(path) == made
  }

  /// A page without its style and script, which are looked at in the golden page of ChartingTests.
  public static func markup(of page: String) -> String {
    var isLeftOut = false
    return page.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if line == "</style>" || line == "</script>" { isLeftOut = false }
      defer { if line == "<style>" || line == "<script>" { isLeftOut = true } }
      return !isLeftOut
    }.joined(separator: "\n")
  }

  private static func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
