import Statistics
import StreamIO

/// How a histogram's bins are given: by their edges, or by their number between the least and the greatest value.
enum BinRule: Sendable {
  case edges(Histogram)
  case count(Int)

  /// More bins than this are taken for a mistake.
  private static let maximumCount = 10_000

  /// The field and the bins of "field=edge,edge,..." or "field=number".
  static func named(_ text: String) -> (field: String, bins: BinRule)? {
    let parts = text.split(at: "=")
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    if let count = Int(parts[1]) {
      return (1...maximumCount).contains(count) ? (parts[0], .count(count)) : nil
    }
    let edges = parts[1].split(at: ",").map { Double($0) ?? .nan }
    guard let histogram = Histogram(edges: edges) else { return nil }
    return (parts[0], .edges(histogram))
  }
}
