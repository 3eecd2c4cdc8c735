/// Numbers byte strings in the order in which they first come, 0 first; each is kept once, one after the other.
struct KeyTable: Sendable {
  private var text = ContiguousArray<UInt8>()
  private var ends = ContiguousArray<Int>()
  /// Open addressing: numbers by hash, -1 where free. A power of two, at least twice the count.
  private var slots = ContiguousArray<Int>(repeating: -1, count: 64)

  var count: Int { ends.count }

  /// The number of `key`, which is entered if it is new.
  mutating func number(of key: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = firstSlot(key)
    while slots[slot] >= 0 {
      let number = slots[slot]
      if withKey(number, { $0.count == key.count && isSame($0, key) }) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = count
    text.append(contentsOf: key)
    ends.append(text.count)
    if 2 * count > slots.count { grow() }
    return count - 1
  }

  func withKey<T>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    text.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[(number > 0 ? ends[number - 1] : 0)..<ends[number]]))
    }
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: -1, count: slots.count * 2)
    for number in 0..<count {
      var slot = withKey(number, firstSlot)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = number
    }
  }

  /// By Swift's keyed hash, which no input can be made to collide under; the numbers do not depend on it.
  private func firstSlot(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(key))
    return hasher.finalize() & (slots.count - 1)
  }

  private func isSame(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    a.elementsEqual(b)
  }
}
