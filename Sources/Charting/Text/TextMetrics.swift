/// How wide a text will be, before any browser has seen it.
///
/// The advance widths are those of DejaVu Sans, the widest of the fonts the style's stack can fall back to: what fits
/// in them fits in Helvetica, Arial, Roboto and Segoe UI. Scripts outside the table count as their widest common letter.
public enum TextMetrics {
  /// Width in the unit of `size` (pixels for pixels).
  public static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let table = isBold ? boldAdvances : regularAdvances
    var thousandths = 0
    for scalar in text.unicodeScalars {
      let code = Int(scalar.value)
      thousandths += code >= 32 && code - 32 < table.count ? table[code - 32] : advance(beyondASCII: scalar.value, isBold: isBold)
    }
    return Double(thousandths) * size / 1000
  }

  /// Lines no wider than `width`, broken at spaces, and inside a word only where the word alone is too wide.
  /// Line feeds in the text are kept as breaks. An empty text has no lines.
  public static func wrap(_ text: String, width: Double, size: Double, isBold: Bool = false) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(whereSeparator: \.isNewline) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        let candidate = line.isEmpty ? String(word) : "\(line) \(word)"
        if Self.width(candidate, size: size, isBold: isBold) <= width {
          line = candidate
          continue
        }
        if !line.isEmpty { lines.append(line) }
        line = ""
        for character in word {
          let longer = line + String(character)
          if !line.isEmpty, Self.width(longer, size: size, isBold: isBold) > width {
            lines.append(line)
            line = String(character)
          } else {
            line = longer
          }
        }
      }
      if !line.isEmpty { lines.append(line) }
    }
    return lines
  }

  private static func advance(beyondASCII code: UInt32, isBold: Bool) -> Int {
    switch code {
    case 0..<32, 0x7F..<0xA0: 600
    case 0xA0: isBold ? 348 : 318
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0xA1...0x24F, 0x370...0x3FF: isBold ? 850 : 760
    case 0x2009, 0x202F: 200
    case 0x2013: 500
    case 0x2070...0x209F: isBold ? 440 : 410
    case 0x2190...0x22FF: 838
    case 0x2300...: code >= 0x1F000 ? 1400 : 1050
    default: isBold ? 1000 : 900
    }
  }

  /// Thousandths of an em for U+0020...U+007E (DejaVu Sans 2.37, table hmtx).
  private static let regularAdvances = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
    634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]

  /// The same of DejaVu Sans Bold.
  private static let boldAdvances = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
    733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
    712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
  ]
}
