import GridData
import StreamIO

/// Zones by their names in the zone table; by their ids where there is none.
struct ZoneName: Sendable {
  private var names: [String: String] = [:]

  init() {}

  /// - Parameter path: of a zone table, such as energy-data/zones.jsonc.
  init(table path: String) throws(Failure) {
    for zone in try ZoneTable.read(path).zones { names[zone.id] = zone.name }
  }

  /// Of "US-CAL-CISO"; and of a year of a zone, "US-CAL-CISO/2024".
  func text(_ id: String) -> String {
    if let name = names[id] { return name }
    let parts = id.split(separator: "/", maxSplits: 1).map(String.init)
    return parts.count == 2 ? names[parts[0]].map { "\($0) \(parts[1])" } ?? id : id
  }
}
