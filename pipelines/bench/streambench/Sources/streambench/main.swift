import Camera
import Foundation
import StreamIO

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

let usage = """
  usage: streambench codec [RECORD]                      the codec against Foundation's
         streambench verify                              a million numbers through it and back
         streambench samples MEGABYTES                   sample records
         streambench filter|zlib FILE                    records read and written again; zlib alone
         streambench compress|expand FILE THREADS        to standard output
         streambench plan step|slots|dp|glpk SCENARIOS PROFILES
         streambench programmes SCENARIOS PROFILES FOLDER   in CPLEX LP format
         streambench play CONTROLLER PLANS PROFILES POLICY
         streambench examples forecast|policy SERIES     rows to train on, for PyTorch
         streambench train forecast|policy SERIES THREADS EPOCHS SEED
         streambench ridge SERIES
         streambench compare NAME TARGET cpu|wall OURS PEER
         streambench each NAME TARGET COUNT COMMAND      milliseconds an item
         streambench rate NAME COUNT COMMAND             millions of items a second
  """
let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch (arguments.first, arguments.count) {
  case ("codec", 1...2): try benchmarkCodec(only: arguments.dropFirst().first)
  case ("verify", 1): try verifyCodec()
  case ("samples", 2): try writeSamples(megabytes: Int(arguments[1]) ?? 1)
  case ("filter", 2): try filter(Scenario.self, from: arguments[1])
  case ("zlib", 2): try deflateByZlib(arguments[1])
  case ("compress", 3): try copy(arguments[1], format: .gzip, threads: Int(arguments[2]) ?? 1)
  case ("expand", 3): try copy(arguments[1], format: .plain, threads: Int(arguments[2]) ?? 1)
  case ("plan", 4): try planScenarios(arguments[1], arguments[2], arguments[3])
  case ("programmes", 4): try writeProgrammes(arguments[1], arguments[2], folder: arguments[3])
  case ("play", 5): try playScenarios(arguments[1], arguments[2], arguments[3], arguments[4])
  case ("examples", 3): try writeExamples(arguments[1], arguments[2])
  case ("train", 6):
    try trainNetwork(
      arguments[1], arguments[2], threads: Int(arguments[3]) ?? 1, epochs: Int(arguments[4]) ?? 1,
      seed: UInt64(arguments[5]) ?? 1)
  case ("ridge", 2): try trainRidge(arguments[1])
  case ("compare", 6):
    try compare(arguments[1], target: arguments[2], clock: arguments[3], ours: arguments[4], peer: arguments[5])
  case ("each", 5):
    try timeEach(arguments[1], target: arguments[2], count: Double(arguments[3]) ?? 1, command: arguments[4])
  case ("rate", 4): try rate(arguments[1], count: Double(arguments[2]) ?? 1, command: arguments[3])
  default:
    print(usage)
    exit(64)
  }
} catch {
  print("streambench: \(error)")
  exit(1)
}
