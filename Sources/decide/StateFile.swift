import Camera
import CommandSupport
import StreamIO

/// The file a decider's state is kept in; it appears under its name only when it is whole. A second decider on it, whose
/// observations would be lost to this one, is refused.
struct StateFile {
  let path: String
  let everySeconds: Int
  private let lock: FileLock
  /// Of the observed time, when it was last saved.
  private var savedSeconds: Int?

  init(path: String, everySeconds: Int) throws(Failure) {
    (self.path, self.everySeconds) = (path, everySeconds)
    lock = try FileLock(of: path)
  }

  func restore(_ decider: inout Decider) throws(Failure) {
    let lines = try LineReader(path: path)
    var states = RecordReader<DeviceState>(lines)
    let place = Place(file: lines.name)
    guard try states.next() else { throw Failure(.data, "no state in this file; one saved by decide is expected", at: place) }
    do throws(Failure) {
      try decider.restore(states.record)
    } catch { throw error.placed(place) }
    guard try !states.next() else {
      throw Failure(.data, "a second state in this file; one is expected", at: Place(file: lines.name, line: lines.lineNumber))
    }
  }

  /// Saves if it is time to.
  mutating func saveInTime(_ decider: Decider) throws(Failure) {
    let seconds = decider.observedSeconds
    if seconds - (savedSeconds ?? seconds) >= everySeconds, savedSeconds != nil { try save(decider) }
    savedSeconds = savedSeconds ?? seconds
  }

  mutating func save(_ decider: Decider) throws(Failure) {
    var state = decider.state
    var writer = JSONWriter(capacity: 1 << 16)
    writer.writeLine(&state)
    let output = try TextOutput(path: path)
    try output.write(writer.text)
    // Cameras run on batteries.
    try output.finish(isDurable: true)
    savedSeconds = decider.observedSeconds
  }
}
