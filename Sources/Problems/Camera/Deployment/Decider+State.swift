import Forecasting
import Records
import StreamIO

extension Decider {
  /// What to save in order to go on from here.
  public var state: DeviceState {
    var state = DeviceState()
    (state.device, state.network) = identity
    (state.time, state.since, state.carbonTime, state.planned) = (clock.latest, clock.since, carbonTime, core.planned)
    state.rival = clock.rival.map(DeviceState.RivalTime.init)
    (state.accuracyWish, state.latencyWishSeconds) = (setup.wishes.accuracy, setup.wishes.latencySeconds)
    state.forecast = ForecastState(core.history, core.forecast)
    return state
  }

  /// Goes on from a state that was saved: decides from now on as if it had never stopped.
  ///
  /// - Throws: `Failure` (data) where it is not one of this device and network.
  public mutating func restore(_ state: DeviceState) throws(Failure) {
    for (name, saved, own) in [("device", state.device, identity.device), ("network", state.network, identity.network)]
    where saved != own {
      throw Failure(
        .data, "this state is of another \(name) (\(saved), not \(own)); name the state of this one, or remove the file")
    }
    var forecast = core.forecast
    guard let history = HistoryBuffer(state.forecast, intervalSeconds: setup.clock.intervalSeconds),
      forecast.restore(state.forecast)
    else { throw Failure(.data, "this state is damaged: its history or correction has another size") }
    try setWishes(
      accuracy: state.accuracyWish, latencySeconds: state.latencyWishSeconds, state.planned ?? Instant(seconds: 0))
    core.restore(history, forecast, planned: state.planned)
    clock.restore(latest: state.time, since: state.since, rival: state.rival.map(ObservedClock.Rival.init))
    (carbonTime, threshold) = (state.carbonTime, nil)
  }

  static func identity(
    _ device: DeviceDescription, _ models: [PowerProfile], _ networks: [ForecastNetwork], priorHours: Double,
    shading: Double
  ) -> (device: String, network: String) {
    var (ofDevice, ofNetwork) = (Checksum(), Checksum())
    var device = device
    var writer = JSONWriter()
    writer.write(record: &device)
    ofDevice.add(writer.bytes)
    for model in models {
      ofDevice.add(model.name)
      ofDevice.add([model.energyPerInferenceMwh, model.inferenceSeconds, model.accuracy])
    }
    ofNetwork.add([priorHours, shading])
    for network in networks {
      ofNetwork.add(network.architecture)
      for name in network.features { ofNetwork.add(name) }
      for numbers in [network.featureMean, network.featureScale, [network.penalty, Double(network.trainingRows)]] {
        ofNetwork.add(numbers)
      }
      for layer in network.layers { ofNetwork.add(layer.weights) }
    }
    return (ofDevice.text, ofNetwork.text)
  }
}

extension DeviceState.RivalTime {
  init(_ rival: ObservedClock.Rival) {
    self.init()
    (since, time, carbonFree, carbonTime) = (rival.since, rival.seen.time, rival.seen.carbonFree, rival.carbonTime)
    (accuracyWish, latencyWishSeconds) = (rival.seen.accuracyWish, rival.seen.latencyWishSeconds)
  }
}

extension ObservedClock.Rival {
  init(_ saved: DeviceState.RivalTime) {
    var seen = DeviceObservation()
    (seen.time, seen.carbonFree) = (saved.time, saved.carbonFree)
    (seen.accuracyWish, seen.latencyWishSeconds) = (saved.accuracyWish, saved.latencyWishSeconds)
    self.init(since: saved.since, seen: seen, carbonTime: saved.carbonTime)
  }
}
