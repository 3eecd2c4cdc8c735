import Glibc

/// Why a folder cannot be listed, in the system's words.
struct SystemError: Error {
  let text: String
}

/// The names in a folder, in byte order.
func directoryEntries(_ path: String) -> Result<[String], SystemError> {
  guard let directory = opendir(path) else { return .failure(SystemError(text: String(cString: strerror(errno)))) }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    names.append(
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
          String(cString: $0)
        }
      })
  }
  return .success(names.sorted())
}
