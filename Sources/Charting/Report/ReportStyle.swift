/// The look of a report: `report.css`, with the pictures' colours and type under names of its own.
enum ReportStyle {
  static var css: String {
    let colors = Theme.inks.map { "--page-\($0.name):var(--\($0.name),\($0.light))" }.joined(separator: ";")
    return ":root{\(colors);--page-font:\(Theme.fontFamily)}\n" + String(decoding: PackageResources.report_css, as: UTF8.self)
  }
}
