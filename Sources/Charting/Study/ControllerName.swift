/// Controllers by the names people read.
enum ControllerName {
  private static let names = [
    "naive_weak": "Naive, smallest model",
    "naive_strong": "Naive, largest model",
    "naive": "Naive",
    "threshold": "Threshold rule",
    "mpc_yesterday": "Planner, yesterday again",
    "mpc_profile": "Planner, week's mean day",
    "mpc_ar": "Planner, corrected mean day",
    "forecast": "Planner, learned forecast",
    "policy": "Imitation network",
    "oracle": "Perfect foresight",
  ]

  /// Carries out a plan made in hindsight: a yardstick, not a controller to deploy.
  static let clairvoyant = "oracle"
  /// The rule that others are measured with.
  static let baseline = "naive"

  /// Unknown ones keep their own names.
  static func text(_ name: String) -> String { names[name] ?? name }

  /// In the middle of a sentence.
  static func inSentence(_ name: String) -> String {
    guard let text = names[name], let first = text.first else { return name }
    return (name == clairvoyant ? "" : "the ") + first.lowercased() + text.dropFirst()
      + (name == baseline ? " rule" : "")
  }
}
