import GridData
import Records
import StreamIO
import Testing

struct GridFileTests {
  @Test func readsThePresentVintage() throws {
    let folder = try TemporaryFolder()
    let series = try GridFile.read(folder.write(header + rows([50, 75, 100])))
    #expect(series.zone == "Z")
    #expect(series.name == "Zone")
    #expect(series.source == "somewhere")
    #expect(!series.isModelled)
    #expect(series.start == Instant(year: 2024, month: 1, day: 1))
    #expect(series.end == Instant(year: 2024, month: 1, day: 1, hour: 3))
    #expect(series.intervalSeconds == 3600)
    #expect(series.carbonFree == [0.5, 0.75, 1])
    #expect(series.carbonGramsPerKwh(.direct) == [200, 100, 0])
    #expect(series.carbonGramsPerKwh(.lifecycle) == [250, 125, 0])
    #expect(series.marks == [[], [], []])
  }

  @Test func readsTheOlderVintageInAnyOrderWithCarriageReturnsAndByteOrderMark() throws {
    let folder = try TemporaryFolder()
    let text = """
      \u{FEFF}Low Carbon Percentage,Zone Id,Datetime (UTC),Remark,Carbon Intensity gCO2eq/kWh (LCA),\
      carbon intensity gCO₂eq/kWh (DIRECT),Data Estimated\r
      10,"Z",2024-02-29T23:50,"one, ""two""\r
      three",5,4,TRUE\r
      \r
      20,Z,2024-02-29 23:55:00Z,,6,5,\r
      30,Z,2024-03-01T00:00:00.000Z,x,7,6.25e0,False
      """
    let series = try GridFile.read(folder.write(text))
    #expect(series.start == Instant(year: 2024, month: 2, day: 29, hour: 23, minute: 50))
    #expect(series.intervalSeconds == 300)
    #expect(series.carbonFree == [0.1, 0.2, 0.3])
    #expect(series.carbonDirect == [4, 5, 6.25])
    #expect(series.carbonLifecycle == [5, 6, 7])
    #expect(series.marks == [.estimated, .estimationUnknown, []])
    #expect(series.name == "Z")
    #expect(series.source == "measured (source not named)")
  }

  /// A record as long as the reader's first buffer, and one that lies across its end.
  @Test(arguments: [60_000, 65_530, 65_536, 70_000, 200_000])
  func readsLongRecords(length: Int) throws {
    let folder = try TemporaryFolder()
    let long = "\"" + String(repeating: "a\n\"\"", count: length / 4) + "\""
    let body = rows([50, 75, 100]).replacing("USA", with: long)
    #expect(try GridFile.read(folder.write(header + body)).carbonFree == [0.5, 0.75, 1])
  }

  struct Complaint: Sendable {
    let text, message: String

    /// About what follows the header.
    init(_ rows: String..., says message: String) {
      text = header + rows.joined()
      self.message = "grid.csv" + message
    }
  }

  private static let third = "2024-01-01 02:00:00,USA,Zone,"
  private static let complaints: [Complaint] = [
    Complaint(says: ": no rows of data; at least two are needed to tell the step"),
    Complaint(rows([5]), says: ":2: one row of data; at least two are needed to tell the step"),
    Complaint(rows([5, 6]), third, "Z,1,1,101,0,s,,\n", says: ":4:36: a percentage of 101; it must be from 0 to 100"),
    Complaint(rows([5, 6]), third, "Z\n", says: ":4: 4 fields; the header has 11"),
    Complaint(
      rows([5, 6]), "2024-02-30 02:00:00,USA,Zone,Z,1,1,1,0,s,false,\n",
      says: ":4:1: \"2024-02-30 02:00:00\" is no moment in UTC such as \"2024-02-29 23:55:00\""),
    Complaint(
      rows([5, 6]), third, "Z,-1,1,1,0,s,false,\n",
      says: ":4:32: a carbon intensity of -1 g/kWh; it must be 0 or more"),
    Complaint(rows([5, 6]), third, "Z,1,1e999,1,0,s,false,\n", says: ":4:34: \"1e999\" is no finite number"),
    Complaint(rows([5, 6]), third, "Z,1,1,nan,0,s,false,\n", says: ":4:36: \"nan\" is no finite number"),
    Complaint(
      rows([5, 6]), third, "Y,1,1,1,0,s,false,\n", says: ":4:30: zone \"Y\" after \"Z\"; a series is of one zone"),
    Complaint(
      rows([5, 6]), third, "Z,1,1,1,0,s,maybe,\n", says: ":4:42: \"maybe\" should be true, false or blank"),
    Complaint(third, ",1,1,1,0,s,,\n", says: ":2:30: the zone id is blank"),
    Complaint(
      rows([5, 6, 7]), rows([8], from: 2),
      says: ":5: a second row for 2024-01-01T02:00:00Z; the first is at grid.csv:4"),
    Complaint(
      rows([5, 6, 7]), rows([8], from: 1),
      says: ":5: 2024-01-01T01:00:00Z after 2024-01-01T02:00:00Z; rows must be in order of time"),
    Complaint(
      rows([5, 6, 7]), rows([8], from: 5),
      says: ":5: 2 intervals of 3600 s missing after 2024-01-01T02:00:00Z; "
        + "fill by \"previous\" or \"linear\" to go on"),
    Complaint(
      rows([5, nil, 7]),
      says: ":3: 1 interval of 3600 s missing after 2024-01-01T00:00:00Z; fill by \"previous\" or \"linear\" to go on"),
    Complaint(rows([nil, nil]), says: ":2: every row is blank"),
    Complaint(
      rows([1, 2]), "2024-01-01 02:00:00,\"USA,Zone,Z,1,1,1,0,s,,\n",
      says: ":4:21: the quote that opens here is never closed"),
    Complaint(
      rows([1, 2]), "2024-01-01 02:00:00,\"U\"SA,Zone,Z,1,1,1,0,s,,\n",
      says: ":4:24: a comma or the end of the line should follow the closing quote; a quote inside is written \"\""),
  ]

  @Test(arguments: complaints)
  func saysWhatIsWrongAndWhere(complaint: Complaint) throws {
    let folder = try TemporaryFolder()
    #expect(try folder.complaint(about: complaint.text) == complaint.message)
  }

  @Test func refusesAnEmptyFile() throws {
    let folder = try TemporaryFolder()
    #expect(
      try folder.complaint(about: "")
        == "grid.csv: the file is empty; a header line with the names of the columns should stand here")
  }

  @Test func namesAMissingColumnAndTheNearest() throws {
    let folder = try TemporaryFolder()
    #expect(
      try folder.complaint(about: header.replacing("Zone id", with: "Zone idd") + rows([1, 2]))
        == "grid.csv:1: no column \"Zone id\"; the nearest here is \"Zone idd\"")
    #expect(
      try folder.complaint(about: header.replacing("Country", with: "zone-id") + rows([1, 2]))
        == "grid.csv:1:34: a second column for \"Zone id\"; one is needed")
  }

  @Test func refusesStepsThatAreMixedOrOutOfRange() throws {
    let folder = try TemporaryFolder()
    func file(_ minutes: [Int]) -> String {
      header
        + minutes.map { minute in
          let time = Instant(seconds: Int64(minute) * 60)
          return "\(time),USA,Zone,Z,1,1,1,0,s,,\n"
        }.joined()
    }
    let hourly = Array(stride(from: 0, through: 600, by: 60))
    #expect(
      try folder.complaint(about: file(hourly + [615, 630, 645]))
        == "grid.csv:13: a step of 900 s among steps of 3600 s; a file must keep to one step")
    let fine = Array(stride(from: 0, through: 600, by: 5))
    #expect(
      try folder.complaint(about: file(fine + [660, 720, 780, 840]))
        == "grid.csv:123: a step of 3600 s among steps of 300 s; a file must keep to one step")
    #expect(
      try folder.complaint(about: file([0, 1440, 2880]))
        == "grid.csv:3: rows are 86400 s apart; steps of 5 minutes to 1 hour that divide the hour are read")
    #expect(
      try folder.complaint(about: file([7, 67, 127]))
        == "grid.csv:2: 1970-01-01T00:07:00Z is not a whole number of 3600 s steps past the hour")
  }

  @Test func joinsFilesOfOneZoneInOrderOfTime() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write(header + rows([10, 20, 30]), as: "a.csv")
    let second = try folder.write(header + rows([40, 50], from: 3), as: "b.csv")
    #expect(try GridFile.read([second, first]).carbonFree == [0.1, 0.2, 0.3, 0.4, 0.5])
    let overlap = try folder.write(header + rows([40, 50], from: 2), as: "c.csv")
    let failure = #expect(throws: Failure.self) { try GridFile.read([first, overlap]) }
    #expect(
      failure?.description
        == "\(overlap):2: a second row for 2024-01-01T02:00:00Z; the first is at \(first):4")
  }
}
