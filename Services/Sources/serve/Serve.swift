import ArgumentParser
import CommandSupport
import Glibc
import Hummingbird
import Logging
import NIOCore
import StreamIO

struct Serve: Tool {
  static let name = "serve"
  static let schemas = [RecordSchema(of: Health.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Answer over HTTP.",
    discussion: """
      GET /health says whether the server works, and its version. Once the server \
      listens, standard output has its address. SIGTERM and SIGINT end it: it \
      takes no more requests, answers those that it has, and exits with status 0.

      EXAMPLES
        serve --port 8080 & curl http://127.0.0.1:8080/health; kill %1
      """,
    version: suiteVersion)

  @Option(help: ArgumentHelp("Name or address to listen on; 0.0.0.0 is every address of this machine.", valueName: "host"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("Port to listen on; 0 is any that is free.", valueName: "n"))
  var port = 8080

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(0...65_535).contains(port) { throw ValidationError("--port is \(port); 0 to 65535 is needed") }
    if common.output != nil { throw ValidationError("--output is given; a server writes no file") }
  }

  func run(_ call: Invocation<NoConfiguration>) throws(Failure) {
    NIOSingletons.groupLoopCountSuggestion = common.threadCount
    let router = Router()
    router.get("health") { _, _ in json(Health()) }
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
      onServerRunning: { channel in sayAddress(of: channel) },
      logger: Logger(label: Self.name) { name in
        var handler = StreamLogHandler.standardError(label: name)
        handler.logLevel = .error
        return handler
      })
    do {
      try finish { try await application.runService() }
    } catch let error as IOError {
      throw Failure(.cannotCreate, "cannot listen on \(host), port \(port): \(String(cString: strerror(error.errnoCode)))")
    } catch is SocketAddressError.UnknownHost {
      throw Failure(.usage, "--host \(host) is no name that this machine knows; an address such as 127.0.0.1 needs none")
    } catch {
      throw Failure(.bug, "\(error)")
    }
  }
}

/// Scripts read it, so it is all that standard output has.
@Sendable private func sayAddress(of channel: any Channel) {
  guard let address = channel.localAddress, let host = address.ipAddress, let port = address.port else { return }
  let name = host.contains(":") ? "[\(host)]" : host
  // Nobody reads it when standard output fails; the server works all the same.
  try? TextOutput.printText("http://\(name):\(port)\n")
}

@Sendable private func json<Answer: Record>(_ answer: Answer) -> Response {
  var answer = answer
  var writer = JSONWriter()
  writer.writeLine(&answer)
  return Response(
    status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
}
