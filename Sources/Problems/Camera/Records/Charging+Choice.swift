import CameraPlanning
import StreamIO

extension Charging: Choice {
  public init() { self = .continuous }
}
