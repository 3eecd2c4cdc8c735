import Glibc
import Testing

@testable import StreamIO

@Suite struct FileLockTests {
  let folder = TemporaryFolder()

  private func failure(_ path: String, waitSeconds: Int = 0) -> Failure? {
    do throws(Failure) {
      _ = try FileLock(of: path, waitSeconds: waitSeconds)
      return nil
    } catch { return error }
  }

  @Test func oneHasItAtATimeAndNothingIsLeft() throws {
    let path = folder.file("a")
    do {
      let lock = try FileLock(of: path)
      let failure = failure(path)
      #expect(failure?.cause == .cannotCreate && failure?.place?.file == path)
      #expect(failure?.message.contains("process \(getpid()) on \(hostName)") == true)
      withExtendedLifetime(lock) {}
    }
    #expect(folder.names == [])
    #expect(failure(path) == nil)
  }

  /// The other names of a file are links to it, and paths to its folder.
  @Test func aFileHasOneLockUnderAllItsNames() throws {
    let path = folder.file("a", [1])
    symlink(path, folder.file("link"))
    let lock = try FileLock(of: path)
    #expect(failure(folder.file("link")) != nil)
    #expect(failure(folder.path + "/./a") != nil)
    #expect(failure(folder.file("b")) == nil)
    withExtendedLifetime(lock) {}
  }

  @Test func whatADeadProcessLeftLocksNothing() throws {
    let path = folder.file("a")
    _ = folder.file("a.lock", Array("process 1 on nowhere".utf8))
    #expect(failure(path) == nil)
    #expect(folder.names == [])
  }

  @Test func whoWaitsGetsItWhenTheHolderIsDone() throws {
    let path = folder.file("a")
    var lock: FileLock? = try FileLock(of: path)
    let waiting = Background { [path] in try FileLock(of: path, waitSeconds: 60) }
    usleep(30_000)
    withExtendedLifetime(lock) {}
    lock = nil
    let later = try waiting.value()
    #expect(failure(path) != nil)
    withExtendedLifetime(later) {}
  }

  /// Each reads a number and writes the next one: none is lost, however the removals of the lock's file fall.
  @Test func changesOfManyAreAllKept() throws {
    let path = folder.file("count", [0, 0])
    let changes: [Background<Void>] = (0..<4).map { _ in
      Background { [path] in
        for _ in 0..<100 {
          let lock = try FileLock(of: path, waitSeconds: 60)
          let bytes = raw(path)
          let next = Int(bytes[0]) * 256 + Int(bytes[1]) + 1
          let output = try OutputFile(path: path, token: nil)
          try [UInt8(next / 256), UInt8(next % 256)].withUnsafeBytes { try output.write($0) }
          try output.finish()
          withExtendedLifetime(lock) {}
        }
      }
    }
    for change in changes { try change.value() }
    #expect(raw(path) == [1, 144]) // 400
  }

  @Test func whatIsNotReplacedHasNone() throws {
    #expect(failure("-") == nil)
    #expect(failure("/dev/null") == nil)
    #expect(access("/dev/null.lock", F_OK) != 0)
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    let path = folder.file("none/a")
    let failure = failure(path)
    #expect(failure?.cause == .cannotCreate && failure?.message.contains("\(path).lock") == true)
  }
}
