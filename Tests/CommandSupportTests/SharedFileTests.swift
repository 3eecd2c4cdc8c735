import Glibc
import Testing

@testable import CommandSupport

@Suite(.serialized) struct SharedFileTests {
  private let file = SharedFile(path: "no/such/file", meaning: "the things", option: "--things", variable: "OPTIMAL_CHARGE_TEST")

  @Test func theOptionComesBeforeTheVariableBeforeTheUsualPlace() {
    #expect(file.path(given: "a") == "a")
    #expect(file.path(given: nil) == "no/such/file")
    setenv("OPTIMAL_CHARGE_TEST", "b", 1)
    defer { unsetenv("OPTIMAL_CHARGE_TEST") }
    #expect(file.path(given: "a") == "a")
    #expect(file.path(given: nil) == "b")
    setenv("OPTIMAL_CHARGE_TEST", "", 1)
    #expect(file.path(given: nil) == "no/such/file")
  }

  @Test func aPathThatIsHereIsMeant() {
    #expect(SharedFile.located("/dev/null") == "/dev/null")
    #expect(SharedFile.located("-") == "-")
    #expect(SharedFile.located("no/such/file") == "no/such/file")
  }
}
