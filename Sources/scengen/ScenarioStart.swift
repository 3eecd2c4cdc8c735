import ArgumentParser
import GridData
import Records
import StreamIO

/// When scenarios start: at random in a season, or on a date.
enum ScenarioStart: CustomStringConvertible {
  case season(Season)
  case date(StartDate)

  /// As it stands in the scenarios' ids.
  var description: String {
    switch self {
    case .season(let season): season.rawValue
    case .date(let date): date.description
    }
  }

  /// The moments scenarios may start at, with so many seconds of data before and after them.
  func starts(in series: CarbonSeries, before: Int, after: Int) throws(Failure) -> [Instant] {
    let (first, last) = (series.start + before, series.end + -after)
    var starts: [Instant] = []
    switch self {
    case .season(let season):
      var start = first
      while start <= last {
        if Season(month: start.date.month) == season { starts.append(start) }
        start = start + max(3600, series.intervalSeconds)
      }
    case .date(let date):
      starts = date.midnights(from: first, to: last)
    }
    guard starts.isEmpty else { return starts }
    let name =
      switch self {
      case .season(let season): "\(season) start"
      case .date(let date): "start on \(date)"
      }
    throw Failure(
      .data,
      "\(series.zone) has no \(name) with \(before / 86_400) days of data before it and \(after / 86_400) "
        + "days after; the data run from \(series.start) to \(series.end)")
  }
}

/// A day that scenarios start on at 00:00 UTC: `2024-02-20`, or `02-20` of whatever year the data have.
struct StartDate: FieldValue, Blank, Hashable, CustomStringConvertible {
  private(set) var year: Int?
  private(set) var month = 1
  private(set) var day = 1
  private(set) var description = "01-01"

  init() {}

  /// Nil for what is no date, such as 02-30.
  init?(_ text: String) {
    // Every day there is, is one of a leap year.
    guard [5, 10].contains(text.utf8.count), let moment = Instant(text.utf8.count == 5 ? "2024-\(text)" : text) else {
      return nil
    }
    let date = moment.date
    year = text.utf8.count == 5 ? nil : date.year
    (month, day, description) = (date.month, date.day, text)
  }

  var season: Season { Season(month: month) }

  static func complaint(_ text: String) -> String {
    "\"\(text)\" is not a date such as 2024-02-20, or 02-20 of whatever year the data have"
  }

  /// The first midnight that the date begins with from `first` to `last`, if any.
  func midnights(from first: Instant, to last: Instant) -> [Instant] {
    guard first <= last else { return [] }
    for year in year.map({ $0...$0 }) ?? first.date.year...last.date.year where day <= Instant.days(in: month, of: year) {
      let midnight = Instant(year: year, month: month, day: day)
      if first <= midnight, midnight <= last { return [midnight] }
    }
    return []
  }

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    self = try reader.readText(as: { StartDate(String(decoding: $0, as: UTF8.self)) }, complaint: Self.complaint)
  }

  mutating func encode(to writer: inout JSONWriter) { writer.write(description) }
  static func schema(_ bounds: Bounds) -> SchemaNode { .string }
}
