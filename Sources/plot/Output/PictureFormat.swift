import ArgumentParser
import Charting
import StreamIO

/// How a picture is written.
enum PictureFormat: String, CaseIterable {
  case svg, png, pdf, text

  /// The format that a file's name asks for, if any; compressed or not.
  init?(path: String) {
    let name = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
    guard let ending = name.split(at: ".", omitsEmpty: true).last, ending != name else { return nil }
    if ending == "txt" { self = .text } else { self.init(rawValue: ending) }
  }

  var ending: String { self == .text ? "txt" : rawValue }

  /// The formats of a list with commas.
  static func list(_ text: String) throws -> [PictureFormat] {
    let names = text.split(at: ",")
    return try names.map { name in
      guard let format = PictureFormat(rawValue: name) else {
        throw ValidationError("'\(name)' is not a format; \(allCases.map(\.rawValue).joined(separator: ", ")) are, comma-separated")
      }
      return format
    }.distinct()
  }

  /// Of several formats, each file's name: the one asked for with the format's own ending.
  func path(beside path: String) -> String {
    let stem = PictureFormat(path: path) == nil ? path[...] : path[..<(path.lastIndex(of: ".") ?? path.endIndex)]
    return "\(stem).\(ending)"
  }

  func bytes(_ picture: Plot, name: String, theme: Theme.Ground, terminal: Terminal) throws(Failure) -> [UInt8] {
    switch self {
    case .svg: Array(picture.drawing().svg(name: name, ground: theme).utf8)
    case .png, .pdf:
      try Rasteriser.convert(picture.drawing().svg(name: name, ground: theme == .either ? .light : theme), to: rawValue)
    case .text: Array(picture.terminalText(width: terminal.width, hasColor: terminal.hasColor).utf8)
    }
  }
}

extension Theme.Ground: ExpressibleByArgument {}
