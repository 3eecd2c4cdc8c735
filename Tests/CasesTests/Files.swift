import Glibc

/// The root of the sources, found from this file's own place.
let repository = absolute(String(#filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }))

/// A folder that goes away with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/cases.XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  deinit { _ = system("rm -rf '\(path)'") }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes what the tools look for by default, and the cases' inputs, reachable under names that are the same
  /// everywhere.
  func linkInputs() {
    for (name, target) in [
      ("energy-data", "energy-data"), ("model-data", "model-data"), ("pipelines", "pipelines"),
      ("input", "Tests/Cases/input"),
    ] {
      symlink("\(repository)/\(target)", file(name))
    }
  }
}

func absolute(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The file's bytes; none where it cannot be read.
func contents(_ path: String) -> [UInt8] {
  guard let input = fopen(path, "r") else { return [] }
  defer { fclose(input) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while case let count = fread(&buffer, 1, buffer.count, input), count > 0 { bytes += buffer[..<count] }
  return bytes
}

/// Writes the file; removes it where there is nothing to write.
func replace(_ path: String, with bytes: [UInt8]) {
  guard !bytes.isEmpty else {
    unlink(path)
    return
  }
  guard let output = fopen(path, "w") else { return }
  fwrite(bytes, 1, bytes.count, output)
  fclose(output)
}

/// The names in a folder, sorted.
func names(in folder: String) -> [String] {
  guard let listing = opendir(folder) else { return [] }
  defer { closedir(listing) }
  var names: [String] = []
  while let entry = readdir(listing) {
    names.append(
      withUnsafePointer(to: &entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      })
  }
  return names.filter { !$0.hasPrefix(".") }.sorted()
}
