import Randomness
import Records
import Testing

@Suite struct InstantTests {
  /// Days of a month by the rhyme, the leap day by the rule of the bull Inter gravissimas.
  private func length(_ month: Int, _ year: Int) -> Int {
    if [4, 6, 9, 11].contains(month) { return 30 }
    if month != 2 { return 31 }
    if year % 400 == 0 { return 29 }
    return year % 4 == 0 && year % 100 != 0 ? 29 : 28
  }

  @Test func theCalendarAgreesWithCountingEveryDayOfFourCenturies() {
    // 1970-01-01 was a Thursday; 1770-01-01 came 73,049 days before it: 200 years with 49 leap days (1800 and 1900 are none).
    var day = -(200 * 365 + 48)
    var isRight = true
    for year in 1770..<2170 {
      let newYear = day
      for month in 1...12 {
        isRight = isRight && Instant.days(in: month, of: year) == length(month, year)
        for dayOfMonth in 1...length(month, year) {
          let instant = Instant(year: year, month: month, day: dayOfMonth, hour: 23, minute: 59, second: 58)
          isRight =
            isRight && instant.seconds == Int64(day) * 86_400 + 86_398 && instant.date == (year, month, dayOfMonth)
            && instant.secondOfDay == 86_398 && instant.dayOfYear == day - newYear
            && instant.weekday == ((day + 3) % 7 + 7) % 7
          day += 1
        }
      }
    }
    #expect(isRight)
    // A whole cycle of the calendar.
    #expect(day == 146_097 - (200 * 365 + 48))
  }

  /// By Python: int(datetime(..., tzinfo=timezone.utc).timestamp()).
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2024-02-29T12:34:56Z", 1_709_210_096), ("2000-03-01T00:00:00Z", 951_868_800),
    ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ("1969-12-31T23:59:59Z", -1), ("1900-03-01T00:00:00Z", -2_203_891_200),
  ])
  func agreesWithPython(text: String, seconds: Int64) {
    #expect(Instant(text)?.seconds == seconds)
    #expect(Instant(seconds: seconds).description == text)
  }

  @Test func whatIsPrintedIsReadBack() {
    var random = RandomStream(seed: 1, "instants")
    for _ in 0..<5000 {
      let instant = Instant(seconds: Int64(random.index(below: 315_569_520_000)) - 62_167_219_200)
      #expect(Instant(instant.description) == instant)
    }
  }

  @Test func shorterFormsMeanTheSame() {
    let expected = Instant(year: 2024, month: 2, day: 20, hour: 7, minute: 30)
    for text in [
      "2024-02-20T07:30:00Z", "2024-02-20 07:30:00", "2024-02-20T07:30", "2024-02-20 07:30Z", "2024-02-20t07:30:00z",
    ] { #expect(Instant(text) == expected, "\(text)") }
    #expect(Instant("2024-02-20") == Instant(year: 2024, month: 2, day: 20))
  }

  @Test(arguments: [
    "", "2024", "2024-02", "2024-02-30", "2023-02-29", "1900-02-29", "2024-00-01", "2024-13-01", "2024-04-31",
    "2024-01-00", "2024-02-20T24:00:00Z", "2024-02-20T23:60:00Z", "2024-02-20T23:59:60Z", "2024-02-20T23:59:59+00:00",
    "2024-02-20T23", "2024-02-20T", "2024-02-20Z", "2024-2-20", "24-02-20", "2024/02/20", "2024-02-20T7:30", " 2024-02-20",
    "2024-02-20 ", "2024-02-20T07:30:00ZZ", "２０２４-02-20", "-024-02-20", "2024-02-20T07:30:00.5Z", "20240220T073000Z",
  ])
  func othersAreRefused(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func yearsBeforeZeroArePrintedWithTheirSign() {
    #expect(Instant(year: -1, month: 12, day: 31).description == "-0001-12-31T00:00:00Z")
    #expect(Instant(year: 12_345, month: 1, day: 2).description == "12345-01-02T00:00:00Z")
  }
}
