import CommandSupport
import StreamIO

/// What GET /health answers.
struct Health: Record {
  var status = "ok"
  var version = ""
  var recordFormat = 0

  /// Of this server. `suiteVersion` is one line for people: "optimal-charge 0.2.0 (record format 1)".
  init() {
    let words = suiteVersion.split(whereSeparator: " ()".contains)
    if words.count == 5 { (version, recordFormat) = (String(words[1]), Int(words[4]) ?? 0) }
  }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("health")
    try visitor.field("status", &status, "ok: the server answers")
    try visitor.field("version", &version, "of the suite")
    try visitor.field("record_format", &recordFormat, .positive, "version of the record format")
  }
}
