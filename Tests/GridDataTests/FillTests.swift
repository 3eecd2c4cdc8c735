import GridData
import Testing

struct FillTests {
  private let gapped = header + rows([nil, 10, 40, nil]) + rows([100, 40], from: 5) + rows([nil], from: 7)

  @Test func fillsByThePreviousInterval() throws {
    let folder = try TemporaryFolder()
    let series = try GridFile.read(folder.write(gapped), fill: FillPolicy(.previous, maxGap: .intervals(2)))
    #expect(series.carbonFree == [0.1, 0.4, 0.4, 0.4, 1, 0.4])
    #expect(series.carbonDirect == [360, 240, 240, 240, 0, 240])
    #expect(series.marks == [[], [], .filled, .filled, [], []])
    #expect(series.filledCount(in: 0..<3) == 1)
    #expect(series.filledCount(in: 0..<6) == 2)
  }

  @Test func fillsOnAStraightLine() throws {
    let folder = try TemporaryFolder()
    let series = try GridFile.read(folder.write(gapped), fill: FillPolicy(.linear, maxGap: .seconds(7200)))
    for (found, wanted) in zip(series.carbonFree, [0.1, 0.4, 0.6, 0.8, 1, 0.4]) { #expect(abs(found - wanted) < 1e-12) }
    for (found, wanted) in zip(series.carbonLifecycle, [450.0, 300, 200, 100, 0, 300]) {
      #expect(abs(found - wanted) < 1e-9)
    }
    #expect(series.filledCount(in: 0..<6) == 2)
  }

  @Test func refusesGapsThatAreTooLong() throws {
    let folder = try TemporaryFolder()
    #expect(
      try folder.complaint(about: gapped, fill: FillPolicy(.linear, maxGap: .intervals(1)))
        == "grid.csv:5: 2 intervals of 3600 s missing after 2024-01-01T02:00:00Z; gaps of up to 1 intervals are filled")
    #expect(
      try folder.complaint(about: gapped, fill: FillPolicy(.previous, maxGap: .seconds(7199)))
        == "grid.csv:5: 2 intervals of 3600 s missing after 2024-01-01T02:00:00Z; gaps of up to 7199 s are filled")
  }
}
