import Glibc
import Records

/// Where the sun stands, by the Fourier series of J. W. Spencer (1971, "Fourier series representation of the position
/// of the sun", Search 2(5):172): within 0.0006 rad in declination and half a minute in time.
struct SolarGeometry {
  /// Declination in radians.
  let declination: Double
  /// Apparent less mean solar time, in hours.
  let equationOfTimeHours: Double

  /// Of the day a moment lies in.
  init(_ instant: Instant) {
    let day = Double(instant.dayOfYear) + Double(instant.secondOfDay) / 86_400
    let angle = 2 * Double.pi * day / Double(Instant.days(inYear: instant.date.year))
    let (c1, s1) = (cos(angle), sin(angle))
    let (c2, s2) = (cos(2 * angle), sin(2 * angle))
    let (c3, s3) = (cos(3 * angle), sin(3 * angle))
    declination =
      0.006918 - 0.399912 * c1 + 0.070257 * s1 - 0.006758 * c2 + 0.000907 * s2 - 0.002697 * c3 + 0.00148 * s3
    let radians = 0.000075 + 0.001868 * c1 - 0.032077 * s1 - 0.014615 * c2 - 0.040849 * s2
    equationOfTimeHours = radians * 12 / Double.pi
  }

  /// Hour angle in radians: 0 when the sun is highest, positive after.
  func hourAngle(secondOfDay: Int, longitude: Double) -> Double {
    let solarHour = Double(secondOfDay) / 3600 + longitude / 15 + equationOfTimeHours
    return (solarHour - 12) * Double.pi / 12
  }

  /// Sine of the sun's elevation.
  func sineOfElevation(hourAngle: Double, latitude: Double) -> Double {
    let phi = latitude * Double.pi / 180
    return sin(phi) * sin(declination) + cos(phi) * cos(declination) * cos(hourAngle)
  }
}

/// Output of photovoltaic plants under a clear sky, as a share of what their inverters can deliver.
struct ClearSkyOutput {
  /// Share of the plants that follow the sun from east to west; the others lie flat.
  let trackingShare: Double

  /// Module power over inverter power, the usual ratio of utility plants.
  private static let oversizing = 1.25

  /// Irradiance on the flat by Haurwitz (1945, doi:10.1175/1520-0469(1945)002<0154:IIRTCC>2.0.CO;2), direct irradiance
  /// on the trackers by Meinel and Meinel (1976, "Applied Solar Energy"), in units of 1,000 W/m².
  func share(_ sun: SolarGeometry, sineOfElevation sine: Double, hourAngle: Double) -> Double {
    guard sine > 0.01 else { return 0 }
    let flat = 1.098 * sine * exp(-0.057 / sine)
    let direct = 1.353 * exp(log(0.7) * exp(0.678 * -log(sine)))
    // Incidence on a horizontal north-south axis (Duffie and Beckman 2013, eq. 1.7.3).
    let east = cos(sun.declination) * sin(hourAngle)
    let tracked = direct * (sine * sine + east * east).squareRoot()
    return Self.oversizing * (flat + trackingShare * (tracked - flat))
  }
}
