import Charting

/// Controllers by the names people read, at the head of a row and in the middle of a sentence, and by their looks: each has
/// the same colour and symbol in all figures.
enum ControllerName {
  private struct Entry {
    /// Without commas, which part the names of a list.
    var text: String
    var sentence: String
    /// Among all looks; relatives are of one colour as far as these go.
    var look: Int
  }

  private static let entries: [String: Entry] = [
    "forecast": Entry(text: "Planner on learned forecast", sentence: "the planner with the learned forecast", look: 0),
    "naive": Entry(text: "Naive", sentence: "naive charging", look: 1),
    "mpc_ar": Entry(
      text: "Planner on corrected mean day", sentence: "the planner that corrects the week's mean day by the present", look: 2),
    "policy": Entry(text: "Imitation", sentence: "the imitation network", look: 3),
    "threshold": Entry(text: "Threshold rule", sentence: "the threshold rule", look: 4),
    "mpc_profile": Entry(text: "Planner on mean day", sentence: "the planner that expects the week's mean day", look: 5),
    "oracle": Entry(text: "Perfect foresight", sentence: "perfect foresight", look: 6),
    "mpc_yesterday": Entry(text: "Planner on yesterday", sentence: "the planner that expects yesterday again", look: 7),
    "forecast_fixed": Entry(
      text: "Planner on fixed forecast", sentence: "the planner with the learned forecast as it was trained", look: 8),
    "naive_weak": Entry(text: "Naive with smallest model", sentence: "the naive rule with the smallest model", look: 9),
    "mpc_given": Entry(
      text: "Planner on publisher's forecast", sentence: "the planner with the publisher's forecast", look: 10),
    "policy_guarded": Entry(
      text: "Guarded imitation", sentence: "the imitation network that charges before it starves", look: 11),
    "policy_relabelled": Entry(
      text: "Relabelled imitation", sentence: "the imitation network that learned from its own states", look: 12),
    "policy_relabelled_guarded": Entry(
      text: "Guarded relabelled imitation",
      sentence: "the imitation network that learned from its own states and charges before it starves", look: 13),
    "published_oracle": Entry(text: "Published oracle", sentence: "the published oracle", look: 14),
    "naive_strong": Entry(text: "Naive with largest model", sentence: "the naive rule with the largest model", look: 15),
  ]

  /// Carries out a plan made in hindsight: a yardstick, not a controller to deploy.
  static let clairvoyant = "oracle"
  /// The rule that others are measured with.
  static let baseline = "naive"

  /// Unknown ones keep their own names.
  static func text(_ name: String) -> String { entries[name]?.text ?? name }

  static func inSentence(_ name: String) -> String { entries[name]?.sentence ?? name }

  /// At the beginning of a sentence.
  static func asSubject(_ name: String) -> String {
    entries[name].map { $0.sentence.prefix(1).uppercased() + $0.sentence.dropFirst() } ?? name
  }

  /// "naive charging, the threshold rule and perfect foresight".
  static func list(_ names: [String]) -> String { names.map(inSentence).listed() }

  /// The looks by the names that people read; controllers of one's own take those that no other present one has, in their
  /// order.
  static func styles(of controllers: [String]) -> SeriesStyles {
    let taken = Set(controllers.compactMap { entries[$0]?.look })
    var free = (0...).lazy.filter { !taken.contains($0) }.makeIterator()
    var places: [String: Int] = [:]
    for name in controllers.distinct() { places[text(name)] = entries[name]?.look ?? free.next() ?? 0 }
    return SeriesStyles(places)
  }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  func listed() -> String { count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1] }
}
