import Forecasting

extension Scenario {
  /// Its grid, to learn a forecast from.
  public var window: SeriesWindow {
    SeriesWindow(
      name: id, zone: zone, longitudeDegrees: longitude, start: start, intervalSeconds: intervalSeconds, history: history,
      carbonFree: carbonFree, isModelled: gridModelled)
  }
}
