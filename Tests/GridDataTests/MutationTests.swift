import GridData
import Randomness
import StreamIO
import Testing

struct MutationTests {
  /// Whatever bytes a file holds, it is read within bounds or refused with its place; nothing stops the process.
  @Test func survivesDamagedFiles() throws {
    let folder = try TemporaryFolder()
    let whole = Array((header + rows([10, 20, nil, 40, 50, 60, 70])).utf8)
    let alphabet = Array("\",\n\r-9.eT:Z abcdef".utf8) + [0, 0xff]
    var (read, refused) = (0, 0)
    for trial in 0..<400 {
      var stream = RandomStream(seed: 1, "mutation", "\(trial)")
      var bytes = whole
      for _ in 0...stream.index(below: 4) {
        let position = stream.index(below: bytes.count)
        switch stream.index(below: 4) {
        case 0: bytes[position] = alphabet[stream.index(below: alphabet.count)]
        case 1: bytes.insert(alphabet[stream.index(below: alphabet.count)], at: position)
        case 2: bytes.removeSubrange(position..<min(bytes.count, position + 1 + stream.index(below: 80)))
        default: bytes = Array(bytes[..<max(1, position)])
        }
        if bytes.isEmpty { bytes = [0] }
      }
      let path = try folder.write(bytes, as: "grid.csv")
      do {
        let series = try GridFile.read(path, fill: FillPolicy(.linear))
        read += 1
        #expect(series.count >= 1 && series.carbonFree.allSatisfy { (0...1).contains($0) })
        // A column whose name is damaged beyond a slip is one that the file does not have.
        for values in [series.carbonFree, series.carbonDirect, series.carbonLifecycle] {
          #expect(values.isEmpty || values.count == series.count)
        }
      } catch {
        refused += 1
        #expect(error.cause == .data && error.place?.file == path)
      }
    }
    #expect(read > 20 && refused > 20)
  }
}
