import Glibc

/// The real executable, which stands beside the test bundle, listening on a free port.
final class Server: Sendable {
  let process: pid_t
  let port: UInt16
  /// What it said on standard output until it was ready.
  let address: String

  init(_ arguments: [String] = []) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ServerError("no pipe") }
    process = try start(["--port", "0"] + arguments, standardOutput: ends[1])
    close(ends[1])
    address = String(decoding: readAll(ends[0], until: UInt8(ascii: "\n")), as: UTF8.self)
    close(ends[0])
    guard let port = address.split(separator: ":").last.flatMap({ UInt16($0.dropLast()) }) else {
      throw ServerError("it said \"\(address)\"")
    }
    self.port = port
  }

  deinit {
    // Of no consequence where it has ended.
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Sends SIGTERM; the exit status and the seconds until it came.
  func terminate() -> (status: Int32, seconds: Double) {
    let begin = now()
    kill(process, SIGTERM)
    return (exitStatus(of: process), now() - begin)
  }

  /// A connection of its own. Reads give up after ten seconds.
  func connect() throws -> Int32 {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard status == 0 else { throw ServerError("it does not take connections on port \(port)") }
    return connection
  }

  /// The whole answer to a request on a connection of its own.
  func answer(_ request: String) throws -> String {
    let connection = try connect()
    defer { close(connection) }
    let text = "\(request) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    guard send(connection, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
      throw ServerError("it takes no request")
    }
    return String(decoding: readAll(connection), as: UTF8.self)
  }
}

struct ServerError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// Runs the executable to its end: exit status, standard output and error.
func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
  let (output, errors) = (tmpfile(), tmpfile())
  defer { for file in [output, errors] { fclose(file!) } }
  let process = try start(arguments, standardOutput: fileno(output!), standardError: fileno(errors!))
  let status = exitStatus(of: process)
  let texts = [output, errors].map { file in
    rewind(file!)
    return String(decoding: readAll(fileno(file!)), as: UTF8.self)
  }
  return (status, texts[0], texts[1])
}

private func start(_ arguments: [String], standardOutput: Int32, standardError: Int32 = STDERR_FILENO) throws -> pid_t {
  let bundle = realpath("/proc/self/exe", nil).map { String(cString: $0) } ?? ""
  let executable = bundle[..<(bundle.lastIndex(of: "/") ?? bundle.endIndex)] + "/serve"
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, standardOutput, STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&actions, standardError, STDERR_FILENO)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // A test runner may block signals in its threads, which its children would inherit.
  var blocked = sigset_t()
  sigemptyset(&blocked)
  posix_spawnattr_setsigmask(&attributes, &blocked)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  var process = pid_t()
  var words = ([String(executable)] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  let status = posix_spawn(&process, String(executable), &actions, &attributes, &words, environ)
  guard status == 0 else { throw ServerError("\(executable) cannot be started: \(String(cString: strerror(status)))") }
  return process
}

/// As a shell tells it: 128 + n for signal n.
private func exitStatus(of process: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f
}

/// What comes until the end, or until a byte.
private func readAll(_ descriptor: Int32, until last: UInt8? = nil) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while bytes.last != last || bytes.isEmpty {
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { break }
    bytes += buffer[..<count]
  }
  return bytes
}

private func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
