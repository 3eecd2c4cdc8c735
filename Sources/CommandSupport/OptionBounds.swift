import ArgumentParser
import StreamIO

extension Bounds {
  /// Checks options' values as those of a configuration are checked.
  ///
  /// - Throws: `ValidationError` naming the first option whose value is out of its bounds, or no finite number.
  public static func check(_ options: [(name: String, value: Double?, bounds: Bounds)]) throws {
    for case (let name, let value?, let bounds) in options where !(bounds.contains(value) && value.isFinite) {
      throw ValidationError("--\(name) is \(value); it must be \(value.isFinite ? "" : "finite and ")\(bounds)")
    }
  }
}
