import Records
import StreamIO

/// Generation by type and interval, as publishers give it, and the carbon intensity that follows from it.
struct GenerationTable {
  /// A publisher's own name of a type.
  private struct ProductionType {
    var name: String
    /// Nil for storage, whose energy was counted when it was generated.
    var source: EnergySource?
    /// From the first of its values to the last.
    var span: ClosedRange<Instant>?
  }

  private var types: [ProductionType] = []
  private var typeOfName: [String: Int] = [:]
  /// Megawatts by type; what is not known is not a number.
  private var rows: [Instant: [Double]] = [:]

  /// Notes the mean power of a type in an interval; one that is not a number leaves just the interval.
  mutating func set(
    _ megawatts: Double, of name: String, _ source: EnergySource?, at start: Instant, place: () -> Place
  ) throws(Failure) {
    if typeOfName[name] == nil {
      typeOfName[name] = types.count
      types.append(ProductionType(name: name, source: source))
    }
    let type = typeOfName[name] ?? 0
    var row = rows[start] ?? []
    if row.count <= type { row += repeatElement(.nan, count: types.count - row.count) }
    if !megawatts.isNaN {
      guard row[type].isNaN || row[type] == megawatts else {
        throw Failure(
          .data, "a second value of \(name) for \(start): \(megawatts) MW after \(row[type]) MW", at: place())
      }
      row[type] = megawatts
      let span = types[type].span ?? start...start
      types[type].span = min(span.lowerBound, start)...max(span.upperBound, start)
    }
    rows[start] = row
  }

  /// Adds what the mix of each interval emits to a grid.
  ///
  /// Intensity is the sum of generation times factor over the sum of generation, the carbon-free share that of the
  /// sources which are. Less than nothing, a plant's own consumption, counts as nothing. An interval is blank where a type
  /// that is reported both before and after it is missing, or where nothing is generated.
  func addMix(to grid: inout ImportedGrid, _ factors: EmissionFactors) throws(Failure) {
    for (start, row) in rows {
      var (total, carbonFree, direct, lifecycle, isWhole) = (0.0, 0.0, 0.0, 0.0, true)
      for (index, type) in types.enumerated() {
        guard let source = type.source else { continue }
        let megawatts = index < row.count ? row[index] : .nan
        guard !megawatts.isNaN else {
          if type.span?.contains(start) ?? false { isWhole = false }
          continue
        }
        let power = max(0, megawatts)
        total += power
        if source.isCarbonFree { carbonFree += power }
        direct += power * factors[source].direct
        lifecycle += power * factors[source].lifecycle
      }
      let divisor = isWhole && total > 0 ? total : .nan
      for (column, sum) in [(ImportedGrid.Column.direct, direct), (.lifecycle, lifecycle), (.carbonFree, carbonFree)] {
        try grid.set(column, sum / divisor, of: start) { Place(file: "") }
      }
    }
  }
}
