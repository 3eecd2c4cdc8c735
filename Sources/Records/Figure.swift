import StreamIO

/// A file that plot wrote (DESIGN §4).
public struct Figure: Record {
  public var name = ""
  public var title = ""
  public var file = ""
  public var format = ""
  public var bytes = 0
  public var data = ""

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("figure")
    try visitor.field("name", &name, "which figure")
    try visitor.field("title", &title, "what it says")
    try visitor.field("file", &file, "its file's name, without the folder")
    try visitor.field("format", &format, "svg, png, pdf, txt or html")
    try visitor.field("bytes", &bytes, .nonNegative, "its size, before compression")
    try visitor.field("data", &data, "names of the files of the records behind it")
  }
}
