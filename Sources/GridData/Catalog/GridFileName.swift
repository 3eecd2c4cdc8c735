import StreamIO

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
    guard let rest = Self.stem(file)?.dropping(prefix: zone) else { return nil }
    // After a hyphen only a year: US-CAL-CISO is no file of zone US-CAL.
    let follower = rest.dropping(prefix: "-")
    guard rest.isEmpty || rest.utf8.first == UInt8(ascii: "_") || follower.map({ Self.year($0.utf8.prefix(4)) != nil }) ?? false
    else { return nil }
    var words = rest.lowercased().utf8.split { "_- ".utf8.contains($0) }
    self.file = file
    year = words.firstIndex { Self.year($0) != nil }.flatMap { Self.year(words.remove(at: $0)) } ?? 0
    granularity = Self.granularity(words.map { String(decoding: $0, as: UTF8.self) }.joined())
  }

  /// The zone a file is of, going by its name.
  static func zone(_ file: String) -> String? {
    stem(file)?.split(at: "_", omitsEmpty: true).first
  }

  private static func stem(_ file: String) -> String? {
    var stem = Array(file.utf8)[...]
    if stem.suffix(3).elementsEqual(".gz".utf8) { stem = stem.dropLast(3) }
    return stem.suffix(4).elementsEqual(".csv".utf8) ? String(decoding: stem.dropLast(4), as: UTF8.self) : nil
  }

  private static func year(_ digits: some Collection<UInt8>) -> Int? {
    digits.count == 4 && digits.allSatisfy { (0x30...0x39).contains($0) } ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  private static func granularity(_ word: String) -> Granularity {
    switch word {
    case "daily", "weekly", "monthly", "quarterly", "yearly": return .tooCoarse
    case "hourly", "hour", "1hour": return .seconds(3600)
    default:
      let digits = word.utf8.prefix { (0x30...0x39).contains($0) }
      guard let minutes = Int(String(decoding: digits, as: UTF8.self)), (1...60).contains(minutes),
        word.utf8.dropFirst(digits.count).starts(with: "min".utf8)
      else { return .unstated }
      return .seconds(minutes * 60)
    }
  }
}
