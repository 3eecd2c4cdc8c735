import StreamIO

/// A grid zone: where it lies, and what its modelled year is made of. One entry of energy-data/zones.jsonc.
public struct Zone: Record, Blank {
  public var id = ""
  public var name = ""
  public var country = ""
  public var longitude = 0.0
  /// Nil, as the modelled year is, where only files are read.
  public var latitude: Double?
  public var modelled: ModelledGrid?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("id", &id, "identifier of the data portal, for example US-CAL-LDWP")
    try visitor.field("name", &name, default: "", "as the data portal writes it")
    try visitor.field("country", &country, default: "", "as the data portal writes it, for example USA")
    try visitor.field("longitude", &longitude, .range(-180, 180), "degrees east, amid its plants and demand")
    try visitor.field("latitude", &latitude, .range(-90, 90), default: nil, "degrees north; a modelled year needs it")
    try visitor.field("modelled", &modelled, default: nil, "what a modelled year is made of")
  }
}

/// The zone table, energy-data/zones.jsonc.
public struct ZoneTable: Record {
  public var zones: [Zone] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("zones", &zones, "the zones known, in any order")
  }

  /// Reads energy-data/zones.jsonc or a file like it.
  public static func read(_ path: String) throws(Failure) -> ZoneTable { try readConfiguration(Self(), path: path) }

  public subscript(id: String) -> Zone? { zones.first { $0.id.exact == id.exact } }
}
