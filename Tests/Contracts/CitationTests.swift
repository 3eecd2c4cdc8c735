import Testing

/// Whatever a text of the repository refers to is in the repository.
@Suite struct CitationTests {
  private static let files = Repository.folders.flatMap(Repository.files) + ["README", "DESIGN", "CONTRIBUTING", "CHANGELOG"].map { "\($0).md" }

  @Test(arguments: files.filter { $0.hasSuffix(".md") }) func linksLeadToFiles(page: String) {
    let folder = page.split(separator: "/").dropLast()
    for match in Repository.text(page).matches(of: /\]\(([^)\s]+)\)/) {
      let link = match.1.prefix { $0 != "#" }
      guard !link.isEmpty, !link.contains(":") else { continue }
      var path = folder
      for part in link.split(separator: "/") {
        if part == ".." { path = path.dropLast() } else if part != "." { path.append(part) }
      }
      #expect(Repository.holds(path.joined(separator: "/")), "\(page) links to \(link)")
    }
  }

  @Test func citedSectionsOfTheDesignAreThere() {
    let sections = Set(Repository.text("DESIGN.md").matches(of: #/\n## (\d+)\. /#).map(\.1))
    #expect(sections.count > 8)
    for file in Self.files {
      for section in Set(Repository.text(file).matches(of: /DESIGN §(\d+)/).map(\.1)) {
        #expect(sections.contains(section), "\(file) cites DESIGN §\(section)")
      }
    }
  }
}
