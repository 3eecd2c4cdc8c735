import StreamIO
import Testing

/// What Python's json makes of tricky texts: reference/acceptance.txt, by the script beside it.
@Suite struct JSONAcceptanceTests {
  struct Case: CustomTestStringConvertible {
    let text: [UInt8]
    let isAccepted: Bool
    /// The text of a string.
    let decoded: String?

    var testDescription: String { String(decoding: text, as: UTF8.self).debugDescription }

    static func read() -> [Case] {
      let path = "\(#filePath)".replacing("Records/JSONAcceptanceTests.swift", with: "reference/acceptance.txt")
      return String(decoding: raw(path), as: UTF8.self).split(separator: "\n").map { line in
        let columns = line.split(separator: " ")
        return Case(
          text: bytes(columns[1]), isAccepted: columns[0] == "accepted",
          decoded: columns[2] == "-" ? nil : String(decoding: bytes(columns[2]), as: UTF8.self))
      }
    }

    /// Of hexadecimal digits behind an equals sign.
    private static func bytes(_ column: Substring) -> [UInt8] {
      let digits = column.dropFirst().map { $0.hexDigitValue ?? 0 }
      return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
  }

  @Test func theCasesAreThere() { #expect(Case.read().count == 151) }

  @Test(arguments: Case.read()) func agreesWithPython(_ example: Case) {
    let isAccepted = example.text.withUnsafeBufferPointer { text in
      var reader = JSONReader(text, file: "f")
      return (try? reader.skipValue()) != nil && (try? reader.finish()) != nil
    }
    #expect(isAccepted == example.isAccepted)
    if let decoded = example.decoded {
      let string = try? example.text.withUnsafeBufferPointer { text throws(Failure) in
        var reader = JSONReader(text, file: "f")
        return try reader.readString()
      }
      #expect(string == decoded)
    }
  }

  /// The same texts as fields that no declaration knows, and as fields that one does.
  @Test(arguments: Case.read()) func unknownFieldsAreHeldToTheSameGrammar(_ example: Case) {
    let line = Device.line.utf8.dropLast() + Array(#","unknown":"#.utf8) + example.text + Array("}".utf8)
    var device = Device()
    var spans: [FieldSpan] = []
    let isAccepted = Array(line).withUnsafeBufferPointer { bytes in
      (try? decodeLine(bytes, file: "f", number: 1, into: &device, spans: &spans)) != nil
    }
    // "1,0" and the like become fields of their own only behind a key, which none of these has.
    #expect(isAccepted == example.isAccepted)
  }
}
