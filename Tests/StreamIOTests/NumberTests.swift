import Glibc
import Testing

@testable import StreamIO

/// What is read of a text on its own and of one that goes on, which take different ways; a length of -1 where they differ.
private func parsed(_ text: String) -> ParsedNumber {
  // Copies of exact size, so that the address sanitizer sees any read past the end.
  func parse(_ bytes: some Collection<UInt8>) -> ParsedNumber {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    defer { copy.deallocate() }
    _ = copy.initialize(fromContentsOf: bytes)
    let start = UnsafePointer(copy.baseAddress!)
    return parseNumber(start, end: start + copy.count)
  }
  var alone = parse(text.utf8)
  let among = parse(text.utf8 + Array(",1.234567890123456789,1.234567890123456789".utf8))
  if among.length != alone.length || among.value.bitPattern != alone.value.bitPattern { alone.length = -1 }
  return alone
}

private func integer(_ text: String) -> (value: Int64, length: Int, isOverflow: Bool) {
  Array(text.utf8).withUnsafeBufferPointer { parseInteger($0.baseAddress!, end: $0.baseAddress! + $0.count) }
}

private func written(_ body: (UnsafeMutablePointer<UInt8>) -> Int) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
    let length = body(buffer.baseAddress!)
    return String(decoding: buffer[..<length], as: UTF8.self)
  }
}

private func written(_ value: Double) -> String { written { writeNumber(value, to: $0) } }

/// SplitMix64.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

@Suite struct NumberTests {
  @Test func tableOfPowersAgreesWithWhatIsExact() {
    let table = PowersOfFive.shared
    #expect(table[0] == (1 << 63, 0))
    #expect(table[1] == (5 << 61, 0))
    #expect(table[27] == (7_450_580_596_923_828_125 << 1, 0))
    #expect(table[-1] == (0xcccc_cccc_cccc_cccc, 0xcccc_cccc_cccc_cccd))
    // From the definition in the paper, by Python: 2^b // 5^342 and 5^324, 128 bits, cut off.
    #expect(table[-342] == (0xeef4_53d6_923b_d65a, 0x113f_aa29_06a1_3b3f))
    #expect(table[308] == (0x8e67_9c2f_5e44_ff8f, 0x570f_09ea_a7ea_7648))
  }

  static let hard = [
    "0", "-0", "0.0", "-0e5", "1", "-1", "5e-324", "4.9406564584124654e-324", "2.4703282292062327e-324",
    "2.4703282292062328e-324", "2.2250738585072014e-308", "2.2250738585072011e-308", "2.225073858507201e-308",
    "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623158079e308", "1.7976931348623159e308",
    "1e23", "8.5e22", "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740994",
    "9007199254740993.0", "9007199254740992.99999999999999999999", "9007199254740993.00000000000000000001",
    "9007199254740993e0", "900719925474099300000e-5", "1e400", "-1e400", "1e-400", "-1e-400", "0e999999999999999999999",
    "1e999999999999999999999", "1e-999999999999999999999", "123456789012345678901234567890",
    "0.000000000000000000000000000000000000001234567", "1e22", "1e-22", "1E+22", "1e22", "1.5e+3",
    "100000000000000000000",
    "18446744073709551615", "18446744073709551616", "7.2057594037927933e16", "9214843084008499.0",
    "30078505129381147446200",
    "1777820000000000000001", "0.500000000000000166533453693773481063544750213623046875",
    "3.518437208883201171875e13", "62.5364939768271845828", "8.10109172351e-10", "1.50000000000000011102230246251565",
    "1448997445238699", "6.631236846766476e-316", "3.2379086165851934e-319",
    "1.00000000000000188558920870223463870174566020691753515394643550663070558368373221972569761144603605635692374830246134201063722058e-309",
    "1" + String(repeating: "0", count: 800) + "e-800", "0." + String(repeating: "0", count: 400) + "1e400",
    String(repeating: "9", count: 800) + "e-500", "1." + String(repeating: "3", count: 799),
    "0.000" + String(repeating: "7", count: 800) + "e12",
  ]

  @Test func hardCasesAreRoundedAsTheCLibraryDoes() {
    for text in Self.hard {
      let number = parsed(text)
      let expected = strtod(text, nil)
      #expect(number.length == text.utf8.count, "\(text)")
      #expect(number.value.bitPattern == expected.bitPattern, "\(text)")
      #expect(number.isOverflow == expected.isInfinite, "\(text)")
    }
  }

  @Test func halfwayPointsBetweenNeighboursRoundToEven() {
    // The exact decimal of the middle between two doubles, by printf, with a last digit more or not.
    var generator = TestGenerator(state: 5)
    for round in 0..<2000 {
      let exponent = UInt64(round % 2 == 0 ? 1000 &+ generator.next() % 80 : generator.next() % 2046)
      let value = Double(bitPattern: exponent << 52 | generator.next() >> 12)
      guard value.nextUp.isFinite else { continue }
      let text = exactDecimal((Float80(value) + Float80(value.nextUp)) / 2)
      for variant in [text, text + "1", text + "0000", String(text.dropLast())] where variant.last != "." {
        #expect(parsed(variant).value.bitPattern == strtod(variant, nil).bitPattern, "\(variant)")
      }
    }
  }

  /// The whole decimal expansion, at least one decimal.
  private func exactDecimal(_ value: Float80) -> String {
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 2000) { buffer in
      let length = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, "%.1200Lf", $0) }
      return String(decoding: buffer[..<Int(length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    let digits = text.reversed().drop { $0 == "0" }.reversed()
    return String(digits) + (digits.last == "." ? "0" : "")
  }

  @Test func grammarIsStrict() {
    for text in [
      "", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-.5", "e5", "NaN", "Infinity", "-Infinity", "x", "--1",
    ] {
      #expect(parsed(text).length == 0, "\(text)")
    }
    for (text, length) in [
      ("01", 1), ("-012", 2), ("1,2", 1), ("12 ", 2), ("1.5.5", 3), ("1e5e5", 3), ("0x10", 1), ("00", 1),
    ] {
      #expect(parsed(text).length == length, "\(text)")
    }
  }

  @Test func integersAreExact() {
    for value in [0, 1, -1, 9, 10, 99_999_999, 100_000_000, 123_456_789_012, .max, .min, .max - 1, .min + 1] as [Int64]
    {
      #expect(written { writeInteger(value, to: $0) } == String(value))
      #expect(integer(String(value)) == (value, String(value).utf8.count, false))
    }
    #expect(integer("9223372036854775808") == (.max, 19, true))
    #expect(integer("-9223372036854775809") == (.min, 20, true))
    #expect(integer("18446744073709551617") == (.max, 20, true))
    #expect(integer("123456789012345678901234567890]") == (.max, 30, true))
    #expect(integer("12.0") == (12, 2, false))
    #expect(integer("1e3") == (1, 1, false))
    #expect(integer("-0,") == (0, 2, false))
    #expect(integer("01") == (0, 1, false))
    #expect(integer("-").length == 0)
    #expect(integer("x").length == 0)
  }

  @Test func formsAreJSONAndShort() {
    for same in [
      "5", "0", "-0", "1e-7", "1.5e300", "0.5302", "100", "0.1", "-12.25", "1e21", "100000000000000000000", "0.000001",
      "123456789012345680000", "0.000001234", "9.5e-7", "0.30000000000000004", "5e-324", "1.7976931348623157e308",
      "1e23",
      "9007199254740992", "2.2250738585072014e-308", "123456.75", "4503599627370495.5", "1152921504606847000",
      "-1.2345678901234567e-308", "9999999.99999999", "-0.0000012345678901234567",
    ] { #expect(written(strtod(same, nil)) == same) }
  }

  /// Swift's own description is an independent implementation (SwiftDtoa) of shortest, nearest digits.
  private func agrees(_ value: Double) -> Bool {
    let text = written(value)
    let number = parsed(text)
    func significantDigits(_ text: String) -> String {
      let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
      return String(digits.reversed().drop { $0 == "0" }.reversed())
    }
    return number.length == text.utf8.count && number.value.bitPattern == value.bitPattern
      && strtod(text, nil).bitPattern == value.bitPattern && text.utf8.count <= 32
      && (text == value.description || significantDigits(text) == significantDigits(value.description))
  }

  @Test func randomBitPatternsComeBackInShortestForm() {
    var generator = TestGenerator(state: 1)
    var failures = 0
    for _ in 0..<150_000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite, !agrees(value) { failures += 1 }
    }
    for exponent in 0..<2047 as Range<UInt64> {  // powers of two, whose interval is not symmetric, and their neighbours
      let value = Double(bitPattern: exponent << 52)
      for near in [value, value.nextUp, value.nextDown.magnitude] where !agrees(near) { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test func randomDecimalsComeBackInShortestForm() {
    var generator = TestGenerator(state: 2)
    var failures = 0
    for _ in 0..<150_000 {
      let digits = Double(generator.next() % integerPowersOfTen[Int(generator.next() % 18)])
      let value = digits / exactPowersOfTen[Int(generator.next() % 23)]
      if !agrees(value) { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test func randomTextsAreRoundedAsTheCLibraryDoes() {
    var generator = TestGenerator(state: 3)
    var failures: [String] = []
    for _ in 0..<200_000 {
      var text = generator.next() % 2 == 0 ? "-" : ""
      text += String(generator.next() >> (generator.next() % 64))
      if generator.next() % 4 != 0 {
        text += "."
        for _ in 0...generator.next() % 3 { text += String(generator.next() >> (generator.next() % 64)) }
      }
      if generator.next() % 2 == 0 { text += "e\(Int(generator.next() % 700) - 350)" }
      let number = parsed(text)
      if number.length != text.utf8.count || number.value.bitPattern != strtod(text, nil).bitPattern {
        failures.append(text)
      }
    }
    #expect(failures.isEmpty)
  }
}
