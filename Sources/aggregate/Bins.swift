import StreamIO

/// Ascending edges that cut a number's range: each value is grouped under the greatest edge not above it.
struct Bins: Sendable {
  private let edges: [Double]
  /// Each edge as it is written in records.
  private let labels: [[UInt8]]
  private static let below = Array("null".utf8)

  /// The field and the edges of "field=edge,edge,...".
  static func named(_ text: String) -> (field: String, bins: Bins)? {
    let parts = text.split(at: "=")
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    let edges = parts[1].split(at: ",").map { Double($0) ?? .nan }
    guard edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy(<) else { return nil }
    return (parts[0], Bins(edges))
  }

  private init(_ edges: [Double]) {
    self.edges = edges
    labels = edges.map { Array($0.json.utf8) }
  }

  /// The edge a value counts as, in JSON; null below all edges.
  func label(of value: Double) -> [UInt8] {
    edges.lastIndex { $0 <= value }.map { labels[$0] } ?? Self.below
  }
}
