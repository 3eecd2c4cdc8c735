import Glibc
import StreamIO

/// The files of the repository, by paths from its root.
enum Repository {
  /// Found from this file's own place, which a build elsewhere reaches through a link.
  private static let root: String = {
    let resolved = realpath(#filePath, nil)
    defer { free(resolved) }
    let path = resolved.map { String(cString: $0) } ?? #filePath
    return path.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  }()

  static func path(_ path: String) -> String { "\(root)/\(path)" }

  static func text(_ path: String) -> String {
    guard let input = fopen("\(root)/\(path)", "r") else { return "" }
    defer { fclose(input) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, input), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func holds(_ path: String) -> Bool { access("\(root)/\(path)", F_OK) == 0 }

  /// All files in a folder and the folders in it, sorted.
  static func files(in folder: String) -> [String] {
    guard let listing = opendir("\(root)/\(folder)") else { return [] }
    defer { closedir(listing) }
    var found: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if entry.pointee.d_type == UInt8(DT_DIR) { found += files(in: path) } else { found.append(path) }
    }
    return found.sorted()
  }

  /// What others read and write: the sources and all that stands beside them, but nothing that was made.
  static let folders = ["Sources", "Tests", "pipelines", "energy-data", "model-data"]
}
