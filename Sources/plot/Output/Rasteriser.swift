import Glibc
import StreamIO

/// SVG to PNG and PDF, by librsvg's rsvg-convert.
enum Rasteriser {
  /// Pixels of PNG for one of the picture: 760 wide becomes 1520, which prints 180 mm wide at 214 dots an inch.
  private static let zoom = "2"

  static func convert(_ svg: String, to format: String) throws(Failure) -> [UInt8] {
    let (input, output) = (try TemporaryStream(), try TemporaryStream())
    try input.write(Array(svg.utf8))
    let status = try run(["rsvg-convert", "--format", format, "--zoom", zoom], input: input, output: output)
    guard status == 0 else {
      throw Failure(.unavailable, "rsvg-convert ended with status \(status) instead of a \(format) picture")
    }
    return try output.readAll()
  }

  private static func run(_ words: [String], input: TemporaryStream, output: TemporaryStream) throws(Failure) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.descriptor, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.descriptor, STDOUT_FILENO)
    var process = pid_t()
    let arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let fault = posix_spawnp(&process, words[0], &actions, nil, arguments, environ)
    var status: Int32 = 0
    if fault == 0 { while waitpid(process, &status, 0) < 0, errno == EINTR {} }
    // Where spawning is done by fork, a program that is absent ends with 127.
    guard fault != ENOENT, status >> 8 & 0xff != 127 else {
      throw Failure(
        .unavailable,
        "\(words[0]) is not installed, which turns SVG into other formats; install librsvg2-bin, or use --format svg")
    }
    guard fault == 0 else { throw Failure(.unavailable, "\(words[0]) cannot be started: \(String(cString: strerror(fault)))") }
    return status
  }
}

/// A file without a name that is gone when it is closed.
private final class TemporaryStream {
  let descriptor: Int32

  init() throws(Failure) {
    guard let file = tmpfile() else {
      throw Failure(.cannotCreate, "no temporary file can be made: \(String(cString: strerror(errno)))")
    }
    stream = file
    descriptor = fileno(file)
  }

  private let stream: UnsafeMutablePointer<FILE>
  deinit { fclose(stream) }

  /// Writes all and goes back to the beginning.
  func write(_ bytes: [UInt8]) throws(Failure) {
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count, fflush(stream) == 0, lseek(descriptor, 0, SEEK_SET) == 0
    else { throw Failure(.inputOutput, "a temporary file cannot be written: \(String(cString: strerror(errno)))") }
  }

  /// All that a child wrote.
  func readAll() throws(Failure) -> [UInt8] {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Failure(.inputOutput, "a temporary file cannot be read: \(String(cString: strerror(errno)))")
    }
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.inputOutput, "a temporary file cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
