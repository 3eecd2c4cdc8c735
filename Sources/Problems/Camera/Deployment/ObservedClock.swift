import Forecasting
import Records

/// The time that observations tell, which may be wrong: clocks jump when a receiver rolls over, a battery dies or the
/// network is asked.
///
/// Time is the latest observation's. An observation before it is late, and one further ahead than the history reaches
/// would end all that is known: both are out of line, are answered as of the latest time, and teach nothing. But out-of-line
/// observations that go on from each other are a time of their own, the rival. It becomes the time once it has gone on
/// for as long as the time before it did, or for `patienceSeconds`; an observation in line ends it.
struct ObservedClock: Sendable {
  /// A time beside the present one, told by observations that go on from each other.
  struct Rival: Sendable {
    /// When it began.
    let since: Instant
    /// Its latest observation, with the latest share and wishes that it brought.
    var seen: DeviceObservation
    /// When that share came.
    var carbonTime: Instant?

    init(_ observation: DeviceObservation) {
      (since, seen) = (observation.time, observation)
      carbonTime = observation.carbonFree == nil ? nil : observation.time
    }

    init(since: Instant, seen: DeviceObservation, carbonTime: Instant?) {
      (self.since, self.seen, self.carbonTime) = (since, seen, carbonTime)
    }

    var seconds: Int { seen.time - since }

    mutating func goOn(_ observation: DeviceObservation) {
      let before = seen
      seen = observation
      seen.carbonFree = observation.carbonFree ?? before.carbonFree
      seen.accuracyWish = observation.accuracyWish ?? before.accuracyWish
      seen.latencyWishSeconds = observation.latencyWishSeconds ?? before.latencyWishSeconds
      if observation.carbonFree != nil { carbonTime = observation.time }
    }
  }

  /// How an observation stands to the time.
  enum Place: Sendable {
    case inLine
    /// So many seconds from the latest one: before it, or too far ahead.
    case outOfLine(seconds: Int)
    /// The rival's latest, which is the time from now on.
    case takesOver(Rival)
  }

  /// A step ahead that is longer would leave nothing of the history.
  static let longestStepSeconds = HistoryBuffer.defaultDays * 86_400

  let patienceSeconds: Int
  /// The latest observation's time, and when the time it belongs to began; nil before the first, or where nobody knows.
  private(set) var latest, since: Instant?
  private(set) var rival: Rival?
  /// How much time passed between observations that go on from each other: it never goes back.
  private(set) var observedSeconds = 0

  init(patienceSeconds: Int) { self.patienceSeconds = patienceSeconds }

  /// How long the rival has gone on: so much at least is the latest time behind.
  var secondsBehind: Int { rival?.seconds ?? 0 }

  mutating func restore(latest: Instant?, since: Instant?, rival: Rival?) {
    (self.latest, self.since, self.rival) = (latest, since, rival)
  }

  mutating func see(_ observation: DeviceObservation) -> Place {
    let time = observation.time
    guard let latest else {
      (self.latest, since) = (time, time)
      return .inLine
    }
    let step = time - latest
    if step >= 0, step <= Self.longestStepSeconds {
      observedSeconds += step
      (self.latest, rival) = (time, nil)
      return .inLine
    }
    followRival(observation)
    guard let rival, rival.seconds > 0, rival.seen.time == time,
      rival.seconds >= since.map({ min(patienceSeconds, latest - $0) }) ?? patienceSeconds
    else { return .outOfLine(seconds: abs(step)) }
    (self.latest, since, self.rival) = (time, rival.since, nil)
    return .takesOver(rival)
  }

  private mutating func followRival(_ observation: DeviceObservation) {
    guard var rival else { return self.rival = Rival(observation) }
    let step = observation.time - rival.seen.time
    if step > Self.longestStepSeconds || observation.time < rival.since {
      self.rival = Rival(observation)
    } else {
      // One that is late by the rival's time leaves it as it is.
      guard step >= 0 else { return }
      observedSeconds += step
      rival.goOn(observation)
      self.rival = rival
    }
  }
}
