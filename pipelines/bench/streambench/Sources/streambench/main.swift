import Foundation
import Records
import StreamIO

/// Passes every record of a file through the codec; what a tool that only copies would cost.
func filter<R: Record>(_ type: R.Type, from path: String) throws(Failure) {
  var reader = RecordReader<R>(try LineReader(path: path))
  let sink = try ByteSink(path: "/dev/null", format: .plain)
  var writer = JSONWriter()
  while try reader.next() {
    writer.removeAll()
    writer.writeLine(&reader.record)
    try sink.write(record: writer.bytes)
  }
  try sink.finish()
}

/// Sample records as NDJSON on standard output, about `megabytes` of them.
func writeSamples(megabytes: Int) throws(Failure) {
  var samples = Samples()
  let sink = try ByteSink(path: nil, format: .plain)
  var writer = JSONWriter()
  var written = 0
  while written < megabytes * 1_000_000 {
    var scenario = samples.scenario(intervals: 2592, isPlanned: true)
    writer.removeAll()
    writer.writeLine(&scenario)
    written += writer.count
    try sink.write(record: writer.bytes)
  }
  try sink.finish()
}

func benchmarkCodec(only name: String? = nil) throws {
  var samples = Samples()
  print(row("", "bytes", "decode", "encode", "both", "alloc.", "alloc.", "×JSON-", "×JSON-"))
  print(row("record", "", "MB/s", "MB/s", "MB/s", "decode", "encode", "Decoder", "Encoder"))
  func measure<R: Record, Peer: Codable>(_ each: String, _ record: R, _ peer: Peer.Type) throws {
    if name == nil || name == each { try CodecBenchmark(name: each, record: record, peer: peer).run() }
  }
  try measure("scenario, 216", samples.scenario(intervals: 216), ScenarioPeer.self)
  try measure("scenario, 2592", samples.scenario(intervals: 2592), ScenarioPeer.self)
  try measure("scenario with plan", samples.scenario(intervals: 2592, isPlanned: true), ScenarioPeer.self)
  try measure("run", samples.run(), RunPeer.self)
  try measure("trace", samples.trace(), TracePeer.self)
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.dropFirst().first) {
case ("filter", let path?): try filter(Scenario.self, from: path)
case ("samples", let megabytes?): try writeSamples(megabytes: Int(megabytes) ?? 1)
default: try benchmarkCodec(only: arguments.first)
}
