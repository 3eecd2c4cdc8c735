/// How a charger delivers energy.
public enum Charging: String, CaseIterable, Sendable {
  /// It stops when the battery is full: any energy up to `chargePerTask` that fits, in each task slot.
  case continuous
  /// A charged slot draws and pays the whole `chargePerTask`; what does not fit is lost.
  case slots
}
