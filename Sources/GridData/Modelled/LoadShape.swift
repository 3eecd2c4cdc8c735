import Glibc
import Records

/// Tables over the year and the day, read at any moment.
enum SeasonalTable {
  /// Twelve values, each that of the middle of its month, with straight lines between.
  static func monthly(_ values: [Double], at instant: Instant) -> Double {
    let (year, month, day) = instant.date
    let length = Double(Instant.days(in: month, of: year))
    let fraction = (Double(day - 1) + Double(instant.secondOfDay) / 86_400) / length - 0.5
    let neighbour = (month - 1 + (fraction < 0 ? 11 : 1)) % 12
    return values[month - 1] + abs(fraction) * (values[neighbour] - values[month - 1])
  }

  /// 1 in mid-summer (15 July), 0 in mid-winter.
  static func summerness(at instant: Instant) -> Double {
    0.5 - 0.5 * cos(2 * Double.pi * (Double(instant.dayOfYear) - 14) / 365.25)
  }
}

/// A zone's demand without weather, at the full hours of a year and on straight lines between.
struct LoadShape {
  private let hours: [Double]
  /// What the hour is to its day: demand over the month's and the weekday's factor.
  private let daily: [Double]

  init(_ load: ModelledGrid.Load, start: Instant, hourCount: Int) {
    let offset = Int((load.utcOffsetHours * 3600).rounded())
    var hours: [Double] = []
    var daily: [Double] = []
    for hour in 0...hourCount {
      let local = start + (hour * 3600 + offset)
      let summer = SeasonalTable.summerness(at: local)
      let ofDay = local.secondOfDay / 3600
      let shape = load.winterHourly[ofDay] + summer * (load.summerHourly[ofDay] - load.winterHourly[ofDay])
      let weekday = local.weekday >= 5 ? load.weekend : 1
      hours.append(shape * weekday * SeasonalTable.monthly(load.monthly, at: local))
      daily.append(shape)
    }
    (self.hours, self.daily) = (hours, daily)
  }

  /// Demand, and the day's shape alone, some seconds after the start.
  func at(seconds: Int) -> (load: Double, daily: Double) {
    let (hour, rest) = seconds.quotientAndRemainder(dividingBy: 3600)
    let weight = Double(rest) / 3600
    return (
      hours[hour] + weight * (hours[hour + 1] - hours[hour]), daily[hour] + weight * (daily[hour + 1] - daily[hour])
    )
  }
}
