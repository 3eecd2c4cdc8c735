import Charting

/// Controllers by the names people read: at the head of a row, and in the middle of a sentence.
enum ControllerName {
  private static let names: [String: (text: String, sentence: String)] = [
    "naive_weak": ("Naive, smallest model", "the naive rule with the smallest model"),
    "naive_strong": ("Naive, largest model", "the naive rule with the largest model"),
    "naive": ("Naive", "naive charging"),
    "threshold": ("Threshold rule", "the threshold rule"),
    "mpc_yesterday": ("Planner, yesterday again", "the planner that expects yesterday again"),
    "mpc_profile": ("Planner, week's mean day", "the planner that expects the week's mean day"),
    "mpc_ar": ("Planner, corrected mean day", "the planner that corrects the week's mean day by the present"),
    "mpc_given": ("Planner, publisher's forecast", "the planner with the publisher's forecast"),
    "forecast": ("Planner, learned forecast", "the planner with the learned forecast"),
    "forecast_fixed": ("Planner, learned forecast, uncorrected", "the planner with the learned forecast, uncorrected"),
    "policy": ("Imitation network", "the imitation network"),
    "policy_guarded": ("Imitation, guarded", "the imitation network that charges before it starves"),
    "policy_relabelled": ("Imitation, relabelled", "the imitation network that learned from its own states"),
    "policy_relabelled_guarded": (
      "Imitation, relabelled, guarded",
      "the imitation network that learned from its own states and charges before it starves"
    ),
    "oracle": ("Perfect foresight", "perfect foresight"),
    "published_oracle": ("Published oracle", "the published oracle"),
  ]

  /// Carries out a plan made in hindsight: a yardstick, not a controller to deploy.
  static let clairvoyant = "oracle"
  /// The rule that others are measured with.
  static let baseline = "naive"

  /// Unknown ones keep their own names.
  static func text(_ name: String) -> String { names[name]?.text ?? name }

  static func inSentence(_ name: String) -> String { names[name]?.sentence ?? name }

  /// At the beginning of a sentence.
  static func asSubject(_ name: String) -> String {
    names[name].map { $0.sentence.prefix(1).uppercased() + $0.sentence.dropFirst() } ?? name
  }
}
