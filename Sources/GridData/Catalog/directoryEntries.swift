import Glibc
import StreamIO

/// The names in a folder, in byte order; nil where there is no such folder. Throws `.inputOutput` where it cannot be listed:
/// what stands in it must not be guessed.
func directoryEntries(_ path: String) throws(Failure) -> [String]? {
  func failure() -> Failure {
    Failure(.inputOutput, "cannot be listed: \(String(cString: strerror(errno)))", at: Place(file: path))
  }
  guard let directory = opendir(path) else {
    if errno == ENOENT { return nil }
    throw failure()
  }
  defer { closedir(directory) }
  var names: [String] = []
  errno = 0
  while let entry = readdir(directory) {
    names.append(
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
          String(cString: $0)
        }
      })
    errno = 0
  }
  guard errno == 0 else { throw failure() }
  return names.sorted()
}
