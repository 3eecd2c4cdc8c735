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
    try visitor.field("file", &file, "where it was written")
    try visitor.field("format", &format, "svg or html")
    try visitor.field("bytes", &bytes, .nonNegative, "its size")
    try visitor.field("data", &data, "the file of the records behind it")
  }
}
