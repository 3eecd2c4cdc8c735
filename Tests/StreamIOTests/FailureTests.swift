import StreamIO
import Testing

@Suite struct FailureTests {
  @Test func descriptionIsOneHarmlessLine() {
    let failure = Failure(.data, "\"\u{1b}[31m\u{7}\n\u{9b}é\" is no word", at: Place(file: "a\tb", line: 2))
    #expect(failure.description == #"a\u{9}b:2: "\u{1b}[31m\u{7}\u{a}\u{9b}é" is no word"#)
    let long = Failure(.data, String(repeating: "a", count: 1_000_000)).description
    #expect(long.count < 5000 && long.hasSuffix("a …"))
  }

  @Test func placedKeepsAPlace() {
    let (first, second) = (Place(file: "first"), Place(file: "second"))
    #expect(Failure(.data, "").placed(first).placed(second).place == first)
  }
}

@Suite struct NearestNameTests {
  private static let names = [
    "capacity_wh", "charge_power_w", "charge_efficiency", "discharge_efficiency", "initial_wh", "gap", "accuracy_req", "locations",
  ]

  @Test(
    arguments: [
      ("capacitty_wh", "capacity_wh"), ("CAPACITY_WH", "capacity_wh"), ("gpa", "gap"), ("ga", "gap"), ("capacity", "capacity_wh"),
      ("charge_power", "charge_power_w"), ("power", "charge_power_w"), ("charge", "charge_power_w"),
      ("efficiency", "charge_efficiency"), ("initial_wh_fraction", "initial_wh"), ("loc", "locations"),
      ("accuracy_requirement", "accuracy_req"),
    ])
  func isFound(_ word: String, _ name: String) { #expect(nearestName(to: word, among: Self.names) == name) }

  @Test(arguments: ["", "wh", "c", "cap_wh_x", "temperature", "city", String(repeating: "capacity_wh", count: 100_000)])
  func isNotFound(_ word: String) { #expect(nearestName(to: word, among: Self.names) == nil) }
}
