/// One self-contained page: the answer, then the pictures it rests on, then how they were made.
public struct ReportPage: Sendable {
  public var title: String
  /// The answer, before anything else; its first paragraph above the key numbers, the others as points under them.
  public var lead: [String] = []
  /// What a reader must not miss: that the data are modelled.
  public var banner = ""
  public var keyNumbers: [KeyNumber] = []
  /// The picture that explains the answer, before its other points.
  public var opening: ReportFigure?
  public var sections: [ReportSection] = []

  public init(_ title: String) { self.title = title }

  /// The page as HTML 5, which is also well-formed XML; the same bytes for the same content.
  public func html() -> String {
    var writer = MarkupWriter()
    writer.raw("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n")
    writer.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
    writer.escaped(title)
    writer.raw("</title>\n<style>\n")
    writer.raw(trusted: Theme.css())
    writer.raw(trusted: ReportStyle.css)
    writer.raw("</style>\n</head>\n<body>\n<main>\n<header>\n")
    writer.element("h1", title)
    if !banner.isEmpty {
      writer.raw("<p class=\"banner\" role=\"note\">")
      writer.escaped(banner)
      writer.raw("</p>\n")
    }
    if let answer = lead.first {
      writer.raw("<p class=\"lead\">")
      writer.escaped(answer)
      writer.raw("</p>\n")
    }
    if !keyNumbers.isEmpty {
      writer.raw("<dl class=\"keys\">\n")
      for keyNumber in keyNumbers { keyNumber.write(to: &writer) }
      writer.raw("</dl>\n")
    }
    opening?.write(to: &writer, name: "s0-f1")
    if lead.count > 1 {
      writer.raw("<ul class=\"points\">\n")
      for paragraph in lead.dropFirst() { writer.element("li", paragraph) }
      writer.raw("</ul>\n")
    }
    writer.raw("</header>\n")
    if sections.count > 1 { contents(in: &writer) }
    for (index, section) in sections.enumerated() { section.write(to: &writer, index: index + 1) }
    writer.raw("</main>\n<script>\n//<![CDATA[\n")
    writer.raw(trusted: String(decoding: PackageResources.report_js, as: UTF8.self))
    writer.raw("//]]>\n</script>\n</body>\n</html>\n")
    return writer.text
  }

  private func contents(in writer: inout MarkupWriter) {
    writer.raw("<nav aria-label=\"Contents\"><ul>\n")
    for (index, section) in sections.enumerated() {
      writer.raw("<li><a")
      writer.attribute("href", "#s\(index + 1)")
      writer.raw(">")
      writer.escaped(section.title)
      writer.raw("</a></li>\n")
    }
    writer.raw("</ul></nav>\n")
  }
}

/// One number a reader takes home.
public struct KeyNumber: Sendable, Hashable {
  public var label: String
  public var value: String
  /// Its interval, its comparison, its unit in words.
  public var detail: String

  public init(_ label: String, _ value: String, detail: String = "") {
    (self.label, self.value, self.detail) = (label, value, detail)
  }

  fileprivate func write(to writer: inout MarkupWriter) {
    writer.raw("<div>")
    writer.element("dt", label)
    writer.element("dd", value)
    if !detail.isEmpty {
      writer.raw("<dd class=\"detail\">")
      writer.escaped(detail)
      writer.raw("</dd>")
    }
    writer.raw("</div>\n")
  }
}

extension MarkupWriter {
  mutating func element(_ tag: StaticString, _ text: String) {
    raw("<")
    raw(tag)
    raw(">")
    escaped(text)
    raw("</")
    raw(tag)
    raw(">\n")
  }
}
