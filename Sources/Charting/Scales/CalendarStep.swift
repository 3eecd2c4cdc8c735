import Records

/// A distance between calendar ticks.
enum CalendarStep: Sendable {
  case seconds(Int)
  case days(Int)
  case months(Int)
  case years(Int)

  /// From fine to coarse; each divides its next larger unit, so that ticks fall on its beginnings.
  static let all: [CalendarStep] =
    [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200].map(CalendarStep.seconds)
    + [1, 2, 7, 14].map(CalendarStep.days)
    + [1, 3, 6].map(CalendarStep.months)
    + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map(CalendarStep.years)

  var approximateSeconds: Double {
    switch self {
    case .seconds(let count): Double(count)
    case .days(let count): Double(count) * 86_400
    case .months(let count): Double(count) * 2_629_746
    case .years(let count): Double(count) * 31_556_952
    }
  }

  /// All moments of this step in the closed range of local times.
  func moments(from first: Instant, to last: Instant) -> [Instant] {
    var moments: [Instant] = []
    switch self {
    case .seconds(let count):
      var moment = first + -(first.secondOfDay % count)
      while moment <= last {
        if moment >= first { moments.append(moment) }
        moment = moment + count
      }
    case .days(let count):
      // Weeks begin on Monday; pairs of days are counted from the first day shown.
      let midnight = first + -first.secondOfDay
      var moment = count >= 7 ? midnight + -midnight.weekday * 86_400 : midnight < first ? midnight + 86_400 : midnight
      while moment <= last {
        if moment >= first { moments.append(moment) }
        moment = moment + count * 86_400
      }
    case .months(let count):
      var month = first.date.year * 12 + first.date.month - 1
      month -= month % count
      while true {
        let moment = Instant(year: month / 12, month: month % 12 + 1, day: 1)
        if moment > last { break }
        if moment >= first { moments.append(moment) }
        month += count
      }
    case .years(let count):
      var year = first.date.year - first.date.year % count
      while true {
        let moment = Instant(year: year, month: 1, day: 1)
        if moment > last { break }
        if moment >= first { moments.append(moment) }
        year += count
      }
    }
    return moments
  }

  /// The larger unit stands in a second line, where it begins and at the first tick.
  func label(_ local: Instant, isFirst: Bool) -> [String] {
    let isMidnight = local.secondOfDay == 0
    switch self {
    case .seconds(let count):
      let clock = count < 60 ? CalendarText.clockWithSeconds(local) : CalendarText.clock(local)
      return isMidnight || isFirst ? [clock, CalendarText.weekdayAndDay(local)] : [clock]
    case .days: return [CalendarText.weekday(local), CalendarText.day(local)]
    case .months:
      let month = CalendarText.month(local)
      return local.date.month == 1 || isFirst ? [month, String(local.date.year)] : [month]
    case .years: return [String(local.date.year)]
    }
  }
}

/// Names of days and months in English, without a locale.
public enum CalendarText {
  public static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  public static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  public static func weekday(_ moment: Instant) -> String { weekdays[moment.weekday] }
  public static func month(_ moment: Instant) -> String { months[moment.date.month - 1] }
  static func day(_ moment: Instant) -> String { "\(moment.date.day) \(month(moment))" }
  static func weekdayAndDay(_ moment: Instant) -> String { "\(weekday(moment)) \(day(moment))" }

  static func clock(_ moment: Instant) -> String {
    "\(twoDigits(moment.secondOfDay / 3600)):\(twoDigits(moment.secondOfDay / 60 % 60))"
  }

  static func clockWithSeconds(_ moment: Instant) -> String { "\(clock(moment)):\(twoDigits(moment.secondOfDay % 60))" }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
