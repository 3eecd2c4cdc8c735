import Randomness
import Testing

@Test func membersOfAFamilyAreTheStreamsOfTheirFullNames() {
  let family = RandomStreamFamily(seed: 3, name: ["aggregate", "regret"])
  for number: UInt in [0, 7, 10, 99, 100, 1999, 18_446_744_073_709_551_615] {
    var member = family[number]
    var named = RandomStream(seed: 3, "aggregate", "regret", "\(number)")
    for _ in 0..<4 { #expect(member.next() == named.next()) }
  }
}
