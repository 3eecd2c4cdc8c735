import Charting

/// Contenders by the names people read, at the head of a row and in the middle of a sentence, and by their looks: each has the
/// same colour and symbol in all figures. Unknown ones keep their own names.
extension Words {
  func title(_ name: String) -> String { contenders[name]?.title ?? name }

  func inSentence(_ name: String) -> String { contenders[name]?.name ?? name }

  /// At the beginning of a sentence.
  func asSubject(_ name: String) -> String { contenders[name]?.name.capitalisedFirst ?? name }

  /// "naive charging, the threshold rule and perfect foresight".
  func list(_ names: [String]) -> String { names.map(inSentence).listed() }

  /// The looks by the names that people read; contenders without words take those that no other present one has, in their order.
  func styles(of names: [String]) -> SeriesStyles {
    let known = contenders.entries.map(\.name)
    let taken = Set(names.compactMap { known.firstIndex(exactly: $0) })
    var free = (0...).lazy.filter { !taken.contains($0) }.makeIterator()
    var places: [String: Int] = [:]
    for name in names.distinct() { places[title(name)] = known.firstIndex(exactly: name) ?? free.next() ?? 0 }
    return SeriesStyles(places)
  }
}
