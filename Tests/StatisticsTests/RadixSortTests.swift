import Randomness
import Testing

@testable import Statistics

struct RadixSortTests {
  @Test(arguments: [0, 1, 256, 257, 3000]) func sortsAsTheLibraryDoes(count: Int) {
    var stream = RandomStream(seed: 14, "radix", String(count))
    // All bytes vary, only low ones, only one: odd and even numbers of passes, skipped ones between.
    for mask in [UInt64.max, 0xffff, 0xff00_0000, 0x00ff_00ff_00ff_0000, 0] {
      var keys = ContiguousArray((0..<count).map { _ in stream.next() & mask })
      let expected = keys.sorted()
      radixSort(&keys)
      #expect(Array(keys) == expected)
    }
  }

  @Test func keysOrderAsDoubles() {
    let ascending = [
      -Double.infinity, -1e308, -1, -.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 0.5, 2, .infinity,
    ]
    #expect(ascending.map(\.orderedKey) == ascending.map(\.orderedKey).sorted())
    #expect(ascending.map { Double(orderedKey: $0.orderedKey) } == ascending)
  }
}
