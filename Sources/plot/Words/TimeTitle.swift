/// What time axes are called.
enum TimeTitle {
  static let solar = "Local solar time"

  /// "UTC", "Local time, UTC−8", "Local time, UTC+5:30".
  static func local(_ offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60
    let rest = minutes % 60
    let clock = "\(minutes / 60)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
    return "Local time, UTC\(offset < 0 ? "\u{2212}" : "+")\(clock)"
  }
}
