import Glibc
import Records
import Testing

@testable import GridData

struct SolarGeometryTests {
  /// Solstices and equinoxes of 2024 and the extremes of the equation of time (Astronomical Almanac).
  @Test func agreesWithTheAlmanac() {
    func sun(_ month: Int, _ day: Int, _ hour: Int = 12) -> SolarGeometry {
      SolarGeometry(Instant(year: 2024, month: month, day: day, hour: hour))
    }
    let degree = Double.pi / 180
    #expect(abs(sun(6, 20, 21).declination / degree - 23.44) < 0.1)
    #expect(abs(sun(12, 21, 9).declination / degree + 23.44) < 0.1)
    #expect(abs(sun(3, 20, 3).declination / degree) < 0.7)
    #expect(abs(sun(9, 22, 13).declination / degree) < 0.7)
    #expect(abs(sun(2, 11).equationOfTimeHours * 60 + 14.2) < 0.6)
    #expect(abs(sun(11, 3).equationOfTimeHours * 60 - 16.45) < 0.6)
  }

  /// At the solstice in Los Angeles the sun culminates at 90° less latitude plus declination.
  @Test func followsTheSunThroughADay() {
    let sun = SolarGeometry(Instant(year: 2024, month: 6, day: 20, hour: 20))
    let sines = (0..<1440).map { minute in
      let angle = sun.hourAngle(secondOfDay: minute * 60, longitude: -118.25)
      return sun.sineOfElevation(hourAngle: angle, latitude: 34.05)
    }
    let highest = sines.max() ?? 0
    #expect(abs(asin(highest) * 180 / Double.pi - (90 - 34.05 + 23.44)) < 0.1)
    // Without refraction and the sun's radius: 2 acos(-tan latitude tan declination) / 15 = 14.28 h.
    #expect(abs(Double(sines.count { $0 > 0 }) / 60 - 14.28) < 0.05)
    let clear = ClearSkyOutput(trackingShare: 0.5)
    #expect(clear.share(sun, sineOfElevation: -0.1, hourAngle: 3) == 0)
    #expect((0.9...1.3).contains(clear.share(sun, sineOfElevation: highest, hourAngle: 0)))
  }
}
