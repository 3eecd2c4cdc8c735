import Glibc
import Randomness
import Records
import StreamIO

/// A million random doubles and strings through the record codec, each checked against the C library and against itself.
func verifyCodec() throws {
  var random = RandomStream(seed: 1, "verify")
  var (layer, decoded) = (Layer(), Layer())
  var writer = JSONWriter()
  var spans: [FieldSpan] = []
  for _ in 0..<1000 {
    layer.name = String(decoding: (0..<random.index(below: 40)).map { _ in UInt8(random.index(below: 128)) }, as: UTF8.self)
    layer.weights = (0..<1000).map { i in
      let value = Double(bitPattern: random.next())
      return value.isFinite && i % 2 == 0 ? value : (random.unit() * 1e6).rounded() / 1e4
    }
    writer.removeAll()
    writer.write(record: &layer)
    try decodeLine(
      writer.bytes.assumingMemoryBound(to: UInt8.self), file: "", number: 1, into: &decoded, spans: &spans)
    let texts = writer.text.split(separator: "[").last?.dropLast(2).split(separator: ",") ?? []
    let isRight =
      decoded.name == layer.name && texts.count == 1000
      && zip(zip(decoded.weights, layer.weights), texts).allSatisfy { values, text in
        values.0.bitPattern == values.1.bitPattern && strtod(String(text), nil).bitPattern == values.1.bitPattern
      }
    guard isRight else { throw CommandFailed(command: "round trip of \(writer.text)") }
  }
  print("a million doubles and a thousand strings came back bit for bit")
}
