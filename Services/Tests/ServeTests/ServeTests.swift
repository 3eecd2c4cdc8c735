import Glibc
import Testing

/// One after the other, or a server would inherit the pipes of another one's test.
@Suite(.serialized) struct ServeTests {
  @Test func healthIsStatusAndVersions() throws {
    let server = try Server()
    #expect(server.address == "http://127.0.0.1:\(server.port)\n")
    let answer = try server.answer("GET /health")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.lowercased().contains("content-type: application/json\r\n"))
    let version = try run(["--version"])
    #expect(version.status == 0)
    let words = version.output.split { " ()\n".contains($0) }
    let body = "{\"kind\":\"health\",\"status\":\"ok\",\"version\":\"\(words[1])\",\"record_format\":\(words[4])}\n"
    #expect(answer.hasSuffix("\r\n\r\n" + body), "\(answer)")
  }

  @Test func otherPathsAreNotFound() throws {
    let server = try Server()
    #expect(try server.answer("GET /nothing").hasPrefix("HTTP/1.1 404 "))
    #expect(try server.answer("POST /health").hasPrefix("HTTP/1.1 404 "))
  }

  /// A client that sends nothing, or a line without an end, does not keep it.
  @Test func terminationIsSoonAndClean() throws {
    let server = try Server()
    let (idle, halfway) = (try server.connect(), try server.connect())
    defer { for connection in [idle, halfway] { close(connection) } }
    send(halfway, "GET /hea", 8, Int32(MSG_NOSIGNAL))
    #expect(try server.answer("GET /health").hasPrefix("HTTP/1.1 200 "))
    let end = server.terminate()
    #expect(end.status == 0)
    #expect(end.seconds < 1)
  }

  @Test func aPortInUseIsRefused() throws {
    let server = try Server()
    let other = try run(["--port", "\(server.port)"])
    #expect(other.status == 73)
    #expect(other.output == "")
    #expect(other.errors == "serve: cannot listen on 127.0.0.1, port \(server.port): Address already in use\n")
  }

  @Test func optionsAreChecked() throws {
    for (arguments, message) in [
      (["--port", "70000"], "--port is 70000; 0 to 65535 is needed"), (["--prt", "1"], "Unknown option '--prt'"),
      (["-o", "file"], "--output is given; a server writes no file"), (["--host", "no.such.invalid", "--port", "0"], "--host no.such.invalid"),
    ] {
      let outcome = try run(arguments)
      #expect(outcome.status == 64, "\(arguments)")
      #expect(outcome.errors.hasPrefix("serve: \(message)"), "\(outcome.errors)")
    }
  }

  @Test func helpNamesItsOptions() throws {
    let help = try run(["--help"])
    #expect(help.status == 0)
    for option in ["--host <host>", "--port <n>", "EXAMPLES"] { #expect(help.output.contains(option)) }
  }
}
