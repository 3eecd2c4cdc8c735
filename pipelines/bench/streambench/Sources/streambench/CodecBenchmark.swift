import AllocationCounter
import Foundation
import Records
import StreamIO

/// The record codec against Foundation's on the same records.
struct CodecBenchmark<R: Record, Peer: Codable> {
  let name: String
  let record: R
  let peer: Peer.Type

  func run() throws {
    var record = record
    var writer = JSONWriter()
    writer.write(record: &record)
    let line = Data(writer.bytes)
    var decoded = R()
    var spans: [FieldSpan] = []
    func decode() throws {
      try line.withUnsafeBytes { bytes in
        try decodeLine(
          bytes.assumingMemoryBound(to: UInt8.self), file: "", number: 1, into: &decoded, spans: &spans,
          notesSpans: false)
      }
    }
    func encode() {
      writer.removeAll()
      writer.writeLine(&decoded)
    }
    let (decoder, encoder) = (JSONDecoder(), JSONEncoder())
    let counterpart = try decoder.decode(peer, from: line)
    let times = try mediansInTurns([
      decode, encode, { _ = try decoder.decode(peer, from: line) }, { _ = try encoder.encode(counterpart) },
    ])
    let megabytes = Double(line.count) * 1e-6
    print(
      row(
        name, "\(line.count)", format(megabytes / times[0]), format(megabytes / times[1]),
        format(1 / (times[0] / megabytes + times[1] / megabytes)),
        "\(try allocations(decode))", "\(allocations(encode))", format(times[2] / times[0]), format(times[3] / times[1])))
  }

  private func allocations(_ body: () throws -> Void) rethrows -> UInt {
    let before = allocationCount()
    try body()
    return allocationCount() - before
  }

  private func format(_ value: Double) -> String { String(format: "%.0f", value) }
}

func row(_ cells: String...) -> String {
  cells.enumerated().map { i, cell in
    let padding = String(repeating: " ", count: max(0, (i == 0 ? 36 : 10) - cell.count))
    return i == 0 ? cell + padding : padding + cell
  }.joined()
}
