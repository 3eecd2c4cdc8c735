import StreamIO
import Testing

private protocol Width: Sendable {
  static var count: Int { get }
}

private enum W127: Width { static let count = 127 }
private enum W128: Width { static let count = 128 }
private enum W129: Width { static let count = 129 }
private enum W300: Width { static let count = 300 }

/// A record of so many fields, the last of which may be left out.
private struct Wide<W: Width>: Record, Equatable {
  var values = Array(repeating: 0, count: W.count)

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    for index in 0..<W.count - 1 { try visitor.field(names[index], &values[index], "a number") }
    try visitor.field(names[W.count - 1], &values[W.count - 1], default: -1, "a number, or -1")
  }
}

/// More fields than any bit set holds are neither lost, nor taken for each other.
@Suite struct WideRecordTests {
  private func json(_ fields: [(name: String, value: Int)]) -> String {
    "{\(fields.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}"
  }

  private func fields(_ count: Int) -> [(name: String, value: Int)] { (0..<count).map { ("f\($0)", $0 * 7) } }

  private func decoded<W: Width>(_ text: String, _ type: Wide<W>.Type, _ dialect: JSONReader.Dialect = .strict) throws -> Wide<W> {
    var (text, record) = (text, Wide<W>())
    try text.withUTF8 { bytes in
      var reader = JSONReader(bytes, file: "f", dialect: dialect)
      try reader.readRecord(into: &record)
    }
    return record
  }

  private func complaint<W: Width>(_ text: String, _ type: Wide<W>.Type, _ dialect: JSONReader.Dialect = .strict) -> String {
    do { _ = try decoded(text, type, dialect) } catch { return "\(error)" }
    return "none"
  }

  private func check<W: Width>(_ type: Wide<W>.Type) throws {
    let all = fields(W.count)
    var writer = JSONWriter()
    var record = try decoded(json(all), type)
    #expect(record.values == all.map(\.value))
    writer.write(record: &record)
    #expect(writer.text == json(all))
    #expect(try decoded(json(all.reversed()), type) == record)
    #expect(try decoded(json(all.dropLast()), type).values.last == -1)
    for index in [0, W.count / 2, W.count - 2] {
      #expect(complaint(json(all.filter { $0.name != "f\(index)" }), type).contains("the field \"f\(index)\" is missing"))
    }
    for index in [0, W.count - 2, W.count - 1] {
      #expect(complaint(json(all + [all[index]]), type).contains("\"f\(index)\" stands here a second time"))
    }
    #expect(complaint(json(all + [("f1x", 1)]), type, .configuration).contains("unknown key \"f1x\"; did you mean"))
    #expect(try decoded(json(all + [("other", 1)]), type) == record)
  }

  @Test func fieldsBeyondTheBitsAreRead() throws {
    try check(Wide<W127>.self)
    try check(Wide<W128>.self)
    try check(Wide<W129>.self)
    try check(Wide<W300>.self)
  }
}

private let names: [StaticString] = [
  "f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "f13", "f14", "f15", "f16", "f17",
  "f18", "f19", "f20", "f21", "f22", "f23", "f24", "f25", "f26", "f27", "f28", "f29", "f30", "f31", "f32", "f33",
  "f34", "f35", "f36", "f37", "f38", "f39", "f40", "f41", "f42", "f43", "f44", "f45", "f46", "f47", "f48", "f49",
  "f50", "f51", "f52", "f53", "f54", "f55", "f56", "f57", "f58", "f59", "f60", "f61", "f62", "f63", "f64", "f65",
  "f66", "f67", "f68", "f69", "f70", "f71", "f72", "f73", "f74", "f75", "f76", "f77", "f78", "f79", "f80", "f81",
  "f82", "f83", "f84", "f85", "f86", "f87", "f88", "f89", "f90", "f91", "f92", "f93", "f94", "f95", "f96", "f97",
  "f98", "f99", "f100", "f101", "f102", "f103", "f104", "f105", "f106", "f107", "f108", "f109", "f110", "f111",
  "f112", "f113", "f114", "f115", "f116", "f117", "f118", "f119", "f120", "f121", "f122", "f123", "f124", "f125",
  "f126", "f127", "f128", "f129", "f130", "f131", "f132", "f133", "f134", "f135", "f136", "f137", "f138", "f139",
  "f140", "f141", "f142", "f143", "f144", "f145", "f146", "f147", "f148", "f149", "f150", "f151", "f152", "f153",
  "f154", "f155", "f156", "f157", "f158", "f159", "f160", "f161", "f162", "f163", "f164", "f165", "f166", "f167",
  "f168", "f169", "f170", "f171", "f172", "f173", "f174", "f175", "f176", "f177", "f178", "f179", "f180", "f181",
  "f182", "f183", "f184", "f185", "f186", "f187", "f188", "f189", "f190", "f191", "f192", "f193", "f194", "f195",
  "f196", "f197", "f198", "f199", "f200", "f201", "f202", "f203", "f204", "f205", "f206", "f207", "f208", "f209",
  "f210", "f211", "f212", "f213", "f214", "f215", "f216", "f217", "f218", "f219", "f220", "f221", "f222", "f223",
  "f224", "f225", "f226", "f227", "f228", "f229", "f230", "f231", "f232", "f233", "f234", "f235", "f236", "f237",
  "f238", "f239", "f240", "f241", "f242", "f243", "f244", "f245", "f246", "f247", "f248", "f249", "f250", "f251",
  "f252", "f253", "f254", "f255", "f256", "f257", "f258", "f259", "f260", "f261", "f262", "f263", "f264", "f265",
  "f266", "f267", "f268", "f269", "f270", "f271", "f272", "f273", "f274", "f275", "f276", "f277", "f278", "f279",
  "f280", "f281", "f282", "f283", "f284", "f285", "f286", "f287", "f288", "f289", "f290", "f291", "f292", "f293",
  "f294", "f295", "f296", "f297", "f298", "f299",
]
