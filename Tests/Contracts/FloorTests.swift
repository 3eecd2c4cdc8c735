import Testing

/// Package.swift decides which floor a room stands on, and refuses an arrow that does not point down; Sources/README.md tells it
/// to people.
@Suite struct FloorTests {
  /// The rooms of the manifest with their floors.
  private func declared() -> [String: Int] {
    let manifest = Repository.text("Package.swift")
    var floors: [String: Int] = [:]
    if let ground = manifest.firstMatch(of: /let floor0[\s\S]*?\n\]/) {
      for match in ground.output.matches(of: /\((?:name:) "(\w+)"/) { floors[String(match.1)] = 0 }
    }
    for match in manifest.matches(of: /library\(\s*"(\w+)", floor: (\d)/) { floors[String(match.1)] = Int(match.2) }
    for match in manifest.matches(of: /problem\(\s*"(\w+)"(?:, part: "(\w+)")?/) { floors[String(match.1 + (match.2 ?? ""))] = 5 }
    for match in manifest.matches(of: /tool\(\s*"(\w+)"/) { floors[String(match.1)] = 6 }
    return floors
  }

  /// The rooms of the page: a line has the floor, where it changes, and its rooms' names, two spaces before what they are.
  private func told() -> [String: Int] {
    var (floors, floor) = ([String: Int](), 0)
    for line in Repository.text("Sources/README.md").split(separator: "\n") {
      guard let match = line.wholeMatch(of: #/    (?:floor (\d)| {7})  (\w+(?:,? \w+)*)(?:  .*)?/#) else { continue }
      floor = match.1.flatMap { Int($0) } ?? floor
      for name in match.2.split(whereSeparator: { ", ".contains($0) }) { floors[String(name)] = floor }
    }
    return floors
  }

  @Test func thePageTellsTheManifestsFloors() {
    let (declared, told) = (declared(), told())
    #expect(declared.count > 20)
    for room in Set(declared.keys).union(told.keys).sorted() {
      #expect(declared[room] == told[room], "\(room): floor in Package.swift, and in Sources/README.md")
    }
  }
}
