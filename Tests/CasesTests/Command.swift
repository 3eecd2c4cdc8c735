import Glibc

/// How a command ended and what it said.
struct Outcome: Equatable {
  /// As a shell tells it: 128 + n for signal n.
  var status: Int32
  var output: [UInt8]
  var errors: [UInt8]

  var outputText: String { String(decoding: output, as: UTF8.self) }
  var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// Where the executables under test are: in the folder CASES_BIN names, else beside the test bundle.
let executables: String = {
  if let named = getenv("CASES_BIN") { return absolute(String(cString: named)) }
  let bundle = absolute("/proc/self/exe")
  return String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.endIndex)])
}()

/// Runs a bash script in a folder, with the tools in its PATH and an environment that is the same everywhere.
func bash(_ script: String, in folder: String, input: String = "/dev/null", _ arguments: [String] = []) -> Outcome {
  let scratch = TemporaryFolder()
  let (output, errors) = (scratch.file("output"), scratch.file("errors"))
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT, 0o600)
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT, 0o600)

  // A test runner may ignore SIGPIPE, and block signals in its threads, which its children would inherit.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGPIPE)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  var blocked = sigset_t()
  sigemptyset(&blocked)
  posix_spawnattr_setsigmask(&attributes, &blocked)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

  let path = "PATH=\(executables):/usr/local/bin:/usr/bin:/bin"
  var process = pid_t()
  let start = #"cd "$1" && shift && exec bash -o pipefail -c "$@""#
  let failure = withStrings(["bash", "-c", start, "bash", folder, script, "bash"] + arguments) { words in
    withStrings([path, "LC_ALL=C", "TZ=UTC", "COLUMNS=120", "HOME=\(folder)", "TOOLS=\(tools.joined(separator: " "))"]) { environment in
      posix_spawnp(&process, "bash", &actions, &attributes, words, environment)
    }
  }
  guard failure == 0 else { return Outcome(status: -1, output: [], errors: Array("bash cannot be started".utf8)) }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  let signal = status & 0x7f
  return Outcome(
    status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: contents(output), errors: contents(errors))
}

/// Calls `body` with the null-terminated array of C strings that POSIX asks for.
private func withStrings<R>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
