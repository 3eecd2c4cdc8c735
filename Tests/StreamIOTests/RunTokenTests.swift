import Glibc
import Testing

@testable import StreamIO

@Suite struct RunTokenTests {
  let folder = TemporaryFolder()

  private func output(_ path: String, _ bytes: [UInt8], of token: RunToken) throws -> OutputFile {
    let output = try OutputFile(path: path, token: token)
    try bytes.withUnsafeBytes { try output.write($0) }
    return output
  }

  @Test func aFileGetsItsNameOnlyWhileItsRunIsTheNewest() throws {
    let (old, new) = (RunToken(path: folder.file("1.run", [])), RunToken(path: folder.file("2.run")))
    let path = folder.file("a")
    try output(path, [1], of: old).finish()
    do {
      let late = try output(path, [2], of: old)
      let temporary = folder.names.first { $0.hasSuffix(".tmp") }
      #expect(temporary?.hasPrefix("a.1.run-\(getpid())-") == true)

      // A newer run begins, and makes the file.
      unlink(old.path)
      _ = folder.file("2.run", [])
      try output(path, [3], of: new).finish()

      let failure = #expect(throws: Failure.self) { try late.finish() }
      #expect(failure?.cause == .cannotCreate && failure?.place?.file == path)
      #expect(failure?.message.contains(old.path) == true)
    }
    #expect(raw(path) == [3])
    #expect(folder.names == ["2.run", "a"])
  }

  /// The instant between the look for the token and the renaming is covered by the temporaries' removal.
  @Test func aTemporaryThatTheNewerRunRemovedIsNotRenamed() throws {
    let token = RunToken(path: folder.file("1.run", []))
    let path = folder.file("a", [1])
    let late = try output(path, [2], of: token)
    shell("rm '\(folder.path)'/*.tmp")
    #expect(throws: Failure.self) { try late.finish() }
    #expect(raw(path) == [1])
  }

  @Test func whatIsNoFileNeedsNone() throws {
    let token = RunToken(path: folder.file("none.run"))
    try output("/dev/null", [1], of: token).finish()
  }
}
