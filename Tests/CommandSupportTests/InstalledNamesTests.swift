import Testing

@testable import CommandSupport

@Suite struct InstalledNamesTests {
  private func applied(_ text: String) -> String { InstalledNames.applied(to: text, prefix: "x-") }

  @Test func aCheckoutHasNone() {
    #expect(InstalledNames.applied(to: "trainnet --task policy", prefix: "") == "trainnet --task policy")
  }

  @Test func whatIsCalledHasThePrefix() {
    #expect(
      applied("To solve is to plan.\n\nEXAMPLES\n  scengen --count 2 | solve -o plans\n  registry list registry.ndjson && plot week\n\nUSAGE: x-plot")
        == "To solve is to plan.\n\nEXAMPLES\n  x-scengen --count 2 | x-solve -o plans\n  x-registry list registry.ndjson && x-plot week\n\nUSAGE: x-plot")
    #expect(applied("a plot of it; `solve --method glpk` proves it") == "a plot of it; `x-solve --method glpk` proves it")
    #expect(applied("a file from trainnet") == "a file from x-trainnet")
  }

  /// In messages, files stand before a colon or in a path.
  @Test func aFileOfAToolsNameKeepsIt() {
    #expect(applied("trainnet: cannot be opened") == "trainnet: cannot be opened")
    #expect(applied("out/trainnet:3: x; ./scengen -x, solve.json -") == "out/trainnet:3: x; ./scengen -x, solve.json -")
  }
}
