import GridData
import StreamIO
import Testing

struct GridCatalogTests {
  @Test func findsALocationsZoneWhateverYearAndGranularity() throws {
    let (measured, modelled) = (try TemporaryFolder(), try TemporaryFolder())
    let ciso = try measured.write("", as: "US-CAL-CISO_2023_hourly.csv.gz")
    let ldwp = try modelled.write("", as: "US-CAL-LDWP_2024_5_minute.csv")
    let catalog = GridCatalog(directories: ["/nowhere", measured.path, modelled.path])
    #expect(try catalog.find("CA").paths == [ciso])
    #expect(try catalog.find("US-CAL-LDWP").paths == [ldwp])
    #expect(try GridCatalog(directories: [modelled.path, measured.path]).find("CA").zone == "US-CAL-LDWP")
    try measured.write("", as: "US-CAL-LDWP.csv")
    #expect(try catalog.find("CA").zone == "US-CAL-LDWP")
  }

  @Test func takesTheFinestStepAndTheNewestUnbrokenYears() throws {
    let folder = try TemporaryFolder()
    for name in [
      "DE_2018_hourly.csv", "DE_2021_hourly.csv.gz", "DE_2020_hourly.csv", "DE_2022_daily.csv", "DE_2023.csv",
      "DE-LU_2024_5_minute.csv", "DE_2021_hourly.csv.bak",
    ] { try folder.write("", as: name) }
    let catalog = GridCatalog(directories: [folder.path])
    let selection = try catalog.find("DE")
    #expect(selection.paths == ["DE_2020_hourly.csv", "DE_2021_hourly.csv.gz"].map { "\(folder.path)/\($0)" })
    #expect(
      selection.passedOver
        == ["DE_2018_hourly.csv", "DE_2022_daily.csv", "DE_2023.csv"].map { "\(folder.path)/\($0)" })
    try folder.write("", as: "DE_2019_15_minute.csv")
    #expect(try catalog.find("DE").paths == ["\(folder.path)/DE_2019_15_minute.csv"])
  }

  @Test func saysWhereItLookedAndWhatWouldDo() throws {
    let folder = try TemporaryFolder()
    try folder.write("", as: "US-NY-NYIS_2024_hourly.csv")
    let catalog = GridCatalog(directories: [folder.path, "/nowhere"])
    let missing = #expect(throws: Failure.self) { try catalog.find("FL") }
    #expect(missing?.cause == .missingInput)
    #expect(
      missing?.message.hasPrefix(
        "no grid data for FL (zone US-FLA-FPL) in \(folder.path), /nowhere (No such file or directory)") == true)
    #expect(missing?.message.hasSuffix("a file named like US-FLA-FPL_2024_hourly.csv or .csv.gz would do") == true)
    let slip = #expect(throws: Failure.self) { try catalog.find("US-NY-NYSI") }
    #expect(slip?.message.contains("did you mean US-NY-NYIS?") == true)
  }

  @Test func refusesTwoFilesOfTheSameData() throws {
    let folder = try TemporaryFolder()
    try folder.write("", as: "FR_2023_hourly.csv")
    try folder.write("", as: "FR_2023_hourly.csv.gz")
    let failure = #expect(throws: Failure.self) { try GridCatalog(directories: [folder.path]).find("FR") }
    #expect(
      failure?.description
        == "\(folder.path): FR_2023_hourly.csv and FR_2023_hourly.csv.gz hold the same data; keep one of them")
  }

  @Test func readsOnlyTheZoneTheNameSays() throws {
    let folder = try TemporaryFolder()
    try folder.write(header + rows([10, 20]), as: "Z_2024_hourly.csv")
    try folder.write(header + rows([10, 20]), as: "Y_2024_hourly.csv")
    let catalog = GridCatalog(directories: [folder.path])
    #expect(try catalog.read("Z").carbonFree == [0.1, 0.2])
    let failure = #expect(throws: Failure.self) { try catalog.read("Y") }
    #expect(failure?.message == "holds zone Z, not Y as its name says")
  }
}
