import Randomness
import Testing

@testable import Camera

struct BatteryTests {
  @Test func clipsWhatItHolds() {
    #expect(Battery(capacity: 10, stored: 12).stored == 10)
    #expect(Battery(capacity: 10, stored: -1).stored == 0)
    #expect(Battery(capacity: -1, stored: 5).capacity == 0)
  }

  /// What is used leaves before anything enters, so that a full battery has room for what it gave.
  @Test func usesBeforeItCharges() {
    var battery = Battery(capacity: 10, stored: 10)
    #expect(battery.step(used: 4, offered: 9) == 4 && battery.stored == 10)
    #expect(battery.step(used: 10, offered: 3) == 3 && battery.stored == 3)
    #expect(battery.step(used: 0, offered: 0) == 0 && battery.stored == 3)
  }

  @Test func conservesEnergyToTheUnit() {
    var random = RandomStream(seed: 11, "battery")
    for _ in 0..<200 {
      let capacity = Int64(random.index(below: 1_000_000))
      var battery = Battery(capacity: capacity, stored: Int64(random.index(below: 1_000_000)))
      let initial = battery.stored
      var (taken, given): (Int64, Int64) = (0, 0)
      for _ in 0..<100 {
        let used = Int64(random.index(below: Int(battery.stored) + 1))
        let offered = Int64(random.index(below: 400_000))
        let entered = battery.step(used: used, offered: offered)
        #expect((0...offered).contains(entered) && (0...capacity).contains(battery.stored))
        #expect(entered == offered || battery.stored == capacity)
        (taken, given) = (taken + used, given + entered)
      }
      #expect(initial + given == battery.stored + taken)
    }
  }
}
