/// What the name of a grid file says: ZONE[_YEAR[_GRANULARITY]].csv, plain or gzip-compressed.
struct GridFileName {
  /// Ordered from the finest; files that do not say theirs come after those that do.
  enum Granularity: Comparable {
    case seconds(Int)
    case unstated
    /// Daily and coarser, of no use here.
    case tooCoarse
  }

  let file: String
  /// 0 where the name has none.
  let year: Int
  let granularity: Granularity

  /// - Returns: nil where the file is not one of this zone.
  init?(_ file: String, zone: String) {
    guard let stem = Self.stem(file), stem.hasPrefix(zone) else { return nil }
    let rest = stem.dropFirst(zone.count)
    if let separator = rest.first {
      // After a hyphen only a year: US-CAL-CISO is no file of zone US-CAL.
      guard separator == "_" || (separator == "-" && Self.year(rest.dropFirst().prefix(4)) != nil) else { return nil }
    }
    var words = rest.lowercased().split { "_- ".contains($0) }
    self.file = file
    year = words.firstIndex { Self.year($0) != nil }.flatMap { Self.year(words.remove(at: $0)) } ?? 0
    granularity = Self.granularity(words.joined())
  }

  /// The zone a file is of, going by its name.
  static func zone(_ file: String) -> String? {
    stem(file).flatMap { $0.split(separator: "_").first.map(String.init) }
  }

  private static func stem(_ file: String) -> String? {
    var stem = file[...]
    if stem.hasSuffix(".gz") { stem = stem.dropLast(3) }
    return stem.hasSuffix(".csv") ? String(stem.dropLast(4)) : nil
  }

  private static func year(_ text: Substring) -> Int? {
    text.count == 4 && text.allSatisfy { ("0"..."9").contains($0) } ? Int(text) : nil
  }

  private static func granularity(_ word: String) -> Granularity {
    switch word {
    case "daily", "weekly", "monthly", "quarterly", "yearly": return .tooCoarse
    case "hourly", "hour", "1hour": return .seconds(3600)
    default:
      let digits = word.prefix { ("0"..."9").contains($0) }
      guard let minutes = Int(digits), (1...60).contains(minutes), word.dropFirst(digits.count).hasPrefix("min") else {
        return .unstated
      }
      return .seconds(minutes * 60)
    }
  }
}
