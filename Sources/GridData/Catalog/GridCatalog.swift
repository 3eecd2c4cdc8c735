import StreamIO

/// The grid files at hand: an ordered list of folders, the first that has a location's data being the one used.
///
/// Files are named as the data portal names them, ZONE_YEAR_GRANULARITY.csv (US-CAL-CISO_2023_hourly.csv,
/// US-CAL-LDWP_2024_5_minute.csv.gz), or just ZONE_YEAR.csv or ZONE.csv. Where a folder has several of a zone, those of
/// the finest granularity are used, and of these the newest year with the unbroken run of years before it.
public struct GridCatalog: Sendable {
  /// What is read for a location.
  public struct Selection: Sendable, Hashable {
    public var zone: String
    /// Consecutive years of one granularity.
    public var paths: [String]
    /// Files of the zone in the same folder that are passed over.
    public var passedOver: [String]
  }

  /// The zones of the original study's location codes, in order of preference.
  public static let locations: [(code: String, zones: [String])] = [
    ("CA", ["US-CAL-LDWP", "US-CAL-CISO"]), ("FL", ["US-FLA-FPL"]), ("NW", ["US-NW-PSEI"]), ("NY", ["US-NY-NYIS"]),
  ]

  /// The zones a location may mean: those of its code, or the zone of that very name.
  public static func zones(of location: String) -> [String] {
    locations.first { $0.code == location }?.zones ?? [location]
  }

  public var directories: [String]

  public init(directories: [String]) { self.directories = directories }

  /// The files of a location code or zone id.
  /// - Throws: `Failure(.missingInput)` with the folders looked into where there are none, `.inputOutput` of a folder that
  ///   cannot be listed, `Failure(.data)` where two
  ///   files hold the same year at the same granularity.
  public func find(_ location: String) throws(Failure) -> Selection {
    let zones = Self.zones(of: location)
    var looked: [String] = []
    var seen: Set<String> = []
    for directory in directories {
      guard let names = try directoryEntries(directory) else {
        looked.append("\(directory) (No such file or directory)")
        continue
      }
      looked.append(directory)
      for zone in zones {
        let files = names.compactMap { GridFileName($0, zone: zone) }
        if let selection = try select(files, of: zone, in: directory) { return selection }
      }
      seen.formUnion(names.compactMap(GridFileName.zone))
    }
    let others = seen.union(Self.locations.map(\.code)).subtracting([location]).sorted()
    let slip = nearestName(to: location, among: others).map { "; did you mean \($0)?" } ?? ""
    throw Failure(
      .missingInput,
      "no grid data for \(location)\(zones == [location] ? "" : " (zone \(zones.joined(separator: " or ")))") in "
        + "\(looked.isEmpty ? "no folder at all" : looked.joined(separator: ", "))\(slip); a file named like "
        + "\(zones[0])_2024_hourly.csv or .csv.gz would do")
  }

  /// Finds and reads a location's series.
  public func read(_ location: String, fill: FillPolicy = .none) throws(Failure) -> CarbonSeries {
    let selection = try find(location)
    let series = try GridFile.read(selection.paths, fill: fill)
    guard series.zone == selection.zone else {
      throw Failure(
        .data, "holds zone \(series.zone), not \(selection.zone) as its name says", at: Place(file: selection.paths[0]))
    }
    return series
  }

  private func select(
    _ files: [GridFileName], of zone: String, in directory: String
  ) throws(Failure) -> Selection? {
    let usable = files.filter { $0.granularity != .tooCoarse }
    guard let finest = usable.map(\.granularity).min() else { return nil }
    let dated = usable.filter { $0.granularity == finest }.sorted { ($0.year, $0.file) < ($1.year, $1.file) }
    var run: [GridFileName] = []
    for file in dated.reversed() {
      if let next = run.last {
        if file.year == next.year {
          throw Failure(
            .data, "\(file.file) and \(next.file) hold the same data; keep one of them", at: Place(file: directory))
        }
        if file.year != next.year - 1 { break }
      }
      run.append(file)
    }
    let used = run.reversed().map(\.file)
    return Selection(
      zone: zone, paths: used.map { path(directory, $0) },
      passedOver: files.map(\.file).filter { !used.contains($0) }.sorted().map { path(directory, $0) })
  }

  private func path(_ directory: String, _ file: String) -> String {
    directory.hasSuffix("/") ? directory + file : "\(directory)/\(file)"
  }
}
