import Randomness
import Records
import Testing

@testable import Camera

/// `mpc_given`: what it makes of a publisher's forecast, and when it has none.
struct GivenForecastTests {
  /// A signal whose forecast is off by an error of this standard deviation, which dies away from hour to hour by 0.9.
  private func signal(_ draw: inout RandomRuns, days: Int, error: Double, leadHours: Int) throws -> GridSignal {
    let signal = try draw.signal(intervals: days * 24, history: 168, intervalSeconds: 3600)
    var random = RandomStream(seed: 5, "errors of a forecast")
    var off = 0.0
    return try GridSignal(
      carbonFree: signal.carbonFree, gramsPerKilowattHour: signal.gramsPerKilowattHour, history: signal.history,
      forecast: signal.carbonFree.map { share in
        off = 0.9 * off + random.normal() * error * (1 - 0.81).squareRoot()
        return min(max(share + off, 0), 1)
      }, forecastLeadSeconds: leadHours * 3600)
  }

  /// The better the forecast, the nearer to foresight: summed regret over 40 weeks, each with the same errors but for
  /// their size.
  @Test func isBetterTheBetterItsForecast() throws {
    func regret(_ name: String, error: Double, leadHours: Int = 30) throws -> Double {
      var draw = RandomRuns("given weeks")
      var sum = 0.0
      for _ in 0..<40 {
        let setup = try draw.week(chargePerEnergy: draw.random.uniform(in: 1...20), taskIntervalSeconds: 300)
        let signal = try signal(&draw, days: 9, error: error, leadHours: leadHours)
        let hindsight = try Hindsight(setup, signal)
        let ledger = try ControllerRegistry.entry(named: name).run(
          Engine(setup: setup, signal: signal), ControllerInputs())
        sum += hindsight.plan.bound - hindsight.credited(ledger)
      }
      return sum
    }
    let autoregressive = try regret("mpc_ar", error: 0)
    let perfect = try regret("mpc_given", error: 0)
    let good = try regret("mpc_given", error: 0.03)
    let poor = try regret("mpc_given", error: 0.1)
    #expect(perfect < 0.25 * autoregressive)
    #expect(perfect < good && good < poor)
    #expect(good < autoregressive)
    // A forecast that reaches less far is worth less; one of the present alone is worth nothing.
    let short = try regret("mpc_given", error: 0, leadHours: 6)
    #expect(perfect < short && short < autoregressive)
    #expect(try regret("mpc_given", error: 0, leadHours: 0) == autoregressive)
  }

  @Test func knowsWhatWasPublishedByThen() throws {
    var draw = RandomRuns("published")
    let setup = try draw.week(chargePerEnergy: 2, days: 2)
    let signal = try signal(&draw, days: 4, error: 0.1, leadHours: 5)
    for interval in [0, 1, 47] {
      let published = try #require(signal.published(at: interval, setup.clock))
      #expect(published.start == setup.clock.start + interval * 3600 && published.stepSeconds == 3600)
      #expect(published.carbonFree == signal.forecast?.carbonFree[interval...(interval + 5)])
    }
    #expect(signal.published(at: 93, setup.clock)?.carbonFree.count == 3)
  }

  @Test func needsAForecastAndWhenItWasKnown() throws {
    func signal(_ forecast: [Double?], _ lead: Int?) throws -> GridSignal {
      try GridSignal(
        carbonFree: [0.5, 0.5], gramsPerKilowattHour: [1, 1], forecast: forecast, forecastLeadSeconds: lead)
    }
    var draw = RandomRuns("without")
    let setup = try draw.setup(intervals: 2)
    let entry = try ControllerRegistry.entry(named: "mpc_given")
    for none in [[], [nil, nil]] as [[Double?]] {
      let engine = try Engine(setup: setup, signal: signal(none, 3600))
      #expect { try entry.run(engine, ControllerInputs()) } throws: { "\($0)".contains("forecast_carbon_free") }
    }
    #expect { try signal([0.5, 0.5], nil) } throws: { "\($0)".contains("forecast_lead_s") }
    #expect { try signal([0.5], 0) } throws: { "\($0)".contains("1 values; carbon_free has 2") }
    #expect(throws: InvalidSetup.self) { try signal([0.5, 1.5], 0) }
    #expect(throws: InvalidSetup.self) { try signal([0.5, .nan], 0) }
  }
}
