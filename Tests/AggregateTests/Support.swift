import Glibc
import StreamIO
import Testing

@testable import aggregate

/// What the tool writes for an input text, line by line.
func aggregate(_ text: String, _ arguments: String...) throws -> [[String: String]] {
  try lines(text, arguments).map(fields)
}

func lines(_ text: String, _ arguments: [String]) throws -> [String] {
  let (input, output) = (temporaryPath("input"), temporaryPath("output"))
  defer { for path in [input, output] { unlink(path) } }
  let sink = try ByteSink(path: input, format: .plain, threads: 1)
  try Array(text.utf8).withUnsafeBufferPointer { try sink.write(record: UnsafeRawBufferPointer($0)) }
  try sink.finish()
  let command = try Aggregate.parse([input, "--plain", "--quiet", "-o", output] + arguments)
  try command.run()
  return try contents(output)
}

/// The failure that an input and arguments lead to.
func failure(_ text: String, _ arguments: String...) throws -> Failure {
  try #require(throws: Failure.self) { _ = try lines(text, arguments) }
}

func reference(_ name: String) throws -> [String] {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  return try contents("/\(folder)/reference/\(name)")
}

/// The values of an object's fields, as JSON.
func fields(_ line: String) -> [String: String] {
  var (line, result) = (line, [String: String]())
  line.withUTF8 { bytes in
    var reader = JSONReader(bytes, file: "")
    try? reader.readObject { key, reader throws(Failure) in
      let name = String(decoding: key, as: UTF8.self)
      result[name] = String(decoding: try reader.skipValue(), as: UTF8.self)
    }
  }
  return result
}

private func contents(_ path: String) throws -> [String] {
  let text = String(decoding: try ByteSource(path: path).readAll(), as: UTF8.self)
  return text.split(separator: "\n").map(String.init)
}

private func temporaryPath(_ name: String) -> String {
  "/tmp/aggregate-\(name)-\(getpid())-\(UInt64.random(in: 0 ... .max))"
}
