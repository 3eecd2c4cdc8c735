/// Colours and type of all pictures, on light and on dark ground.
///
/// The categorical colours are those of Okabe and Ito (Color Universal Design, 2008), the light ones darkened until each
/// has a contrast of at least 3:1 with the ground (WCAG 2.2, 1.4.11). The ordered ones follow ColorBrewer's YlGnBu
/// (Harrower and Brewer 2003, doi:10.1179/000870403235002042); on dark ground they run from dark to light, so that
/// much always stands out most.
public enum Theme {
  public static let fontFamily =
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif"

  static let inks: [(name: String, light: String, dark: String)] = [
    ("ink", "#1b1f24", "#e8eaed"), ("muted", "#59616b", "#a3abb5"),
    ("grid", "#dfe2e6", "#353b43"), ("surface", "#ffffff", "#15181c"),
  ]

  static let seriesColors: [(light: String, dark: String)] = [
    ("#0072b2", "#4aa8e0"), ("#d55e00", "#f0804a"), ("#00875f", "#1fc296"), ("#b0558a", "#dd90bd"),
    ("#a87400", "#e6a817"), ("#2f8fc4", "#8fd3f7"), ("#4d4d4d", "#c4c9cf"), ("#857d00", "#f0e442"),
  ]

  /// Anchors of the ordered colours, evenly spaced.
  private static let lightRamp = [0xD3EABF, 0x7FCDBB, 0x41B6C4, 0x1D91C0, 0x225EA8, 0x14246B]
  private static let darkRamp = [0x24406E, 0x225EA8, 0x1D91C0, 0x41B6C4, 0x7FCDBB, 0xEDF8B1]

  static let rampSteps = 16

  static func rampStep(_ fraction: Double) -> Int {
    fraction.isFinite ? Int((min(max(fraction, 0), 1) * Double(rampSteps - 1)).rounded()) : 0
  }

  private static func rampColor(_ anchors: [Int], step: Int) -> String {
    let place = Double(step) / Double(rampSteps - 1) * Double(anchors.count - 1)
    let lower = min(Int(place), anchors.count - 2)
    let channels = [16, 8, 0].map { shift in
      let from = Double(anchors[lower] >> shift & 255)
      let to = Double(anchors[lower + 1] >> shift & 255)
      let value = Int((from + (to - from) * (place - Double(lower))).rounded())
      return (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    return "#" + channels.joined()
  }

  /// Every colour by the name its classes carry.
  static var colors: [(name: String, light: String, dark: String)] {
    inks
      + seriesColors.enumerated().map { ("c\($0)", $1.light, $1.dark) }
      + (0..<rampSteps).map { ("r\($0)", rampColor(lightRamp, step: $0), rampColor(darkRamp, step: $0)) }
  }

  /// What a picture is shown on: either, as its reader's screen is set, or always the same.
  public enum Ground: String, Sendable, CaseIterable {
    case either = "auto"
    case light, dark
  }

  /// The rules all pictures need. Each colour is given twice: renderers without custom properties (librsvg) keep the
  /// first, others take the second, which dark ground replaces where a picture follows its reader. Print stays light.
  public static func css(on ground: Ground = .either) -> String {
    var rules = ".chart{font-family:\(fontFamily);font-variant-numeric:tabular-nums}\n"
    rules += ".chart path,.chart rect{stroke-linejoin:round;fill:none}\n.chart .hit{pointer-events:all}\n.chart .hit:hover{fill:#8885;fill-opacity:.25}\n"
    for (name, light, dark) in colors {
      let first = ground == .dark ? dark : light
      rules += ".chart .f-\(name){fill:\(first)\(ground == .either ? ";fill:var(--\(name),\(light))" : "")}"
      rules += ".chart .s-\(name){stroke:\(first)\(ground == .either ? ";stroke:var(--\(name),\(light))" : "")}\n"
    }
    guard ground == .either else { return rules }
    rules += "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;"
    rules += colors.map { "--\($0.name):\($0.dark)" }.joined(separator: ";")
    return rules + "}}\n"
  }
}
