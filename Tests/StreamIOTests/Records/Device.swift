import StreamIO

/// A record with a field of every sort, for the tests of the codec.
struct Device: Record, Blank, Equatable {
  enum Colour: String, Choice {
    case red, green
    init() { self = .red }
  }

  struct Part: Record, Blank, Equatable {
    var name = ""
    var levels: [Double] = []

    init() {}
    init(name: String, levels: [Double]) { (self.name, self.levels) = (name, levels) }

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("name", &name, "what it is")
      try visitor.field("levels", &levels, .fraction, "how full")
    }
  }

  var name = ""
  var capacityWh = 0.0
  var cells = 0
  var isOn = false
  var colour = Colour.red
  var score: Double?
  var note: String?
  var efficiency = 1.0
  var part: Part?
  var parts: [Part] = []
  var tasks: [NamedCount] = []

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("device")
    try visitor.field("name", &name, "its name")
    try visitor.field("capacity_wh", &capacityWh, .positive, "usable energy")
    try visitor.field("cells", &cells, .range(0, 96), "cells in series")
    try visitor.field("on", &isOn, "whether it is on")
    try visitor.field("colour", &colour, "of its case")
    try visitor.field("score", &score, "null when nobody rated it")
    try visitor.field("note", &note, default: nil, "left out when there is none")
    try visitor.field("efficiency", &efficiency, .efficiency, default: 1, "used over stored energy")
    try visitor.field("part", &part, default: nil, "a part")
    try visitor.field("parts", &parts, default: [], "more parts")
    try visitor.fields(prefix: "tasks_", &tasks, "tasks of a model")
  }

  static let line =
    #"{"kind":"device","name":"a \"b\" 😀","capacity_wh":5,"cells":4,"on":true,"colour":"green","score":null,"#
    + #""note":"é","efficiency":0.95,"part":{"name":"p","levels":[0,0.5,1]},"parts":[],"tasks_N":3,"tasks_M":0}"#

  static var example: Device {
    var device = Device()
    device.name = "a \"b\" 😀"
    device.capacityWh = 5
    device.cells = 4
    device.isOn = true
    device.colour = .green
    device.note = "é"
    device.efficiency = 0.95
    device.part = Part(name: "p", levels: [0, 0.5, 1])
    device.tasks = [NamedCount(name: "N", count: 3), NamedCount(name: "M", count: 0)]
    return device
  }
}

/// Reads one line as line 7 of the file "f".
func read(_ line: String, into start: Device = Device()) throws(Failure) -> Device {
  var device = start
  var spans: [FieldSpan] = []
  try Array(line.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
    try decodeLine(bytes, file: "f", number: 7, into: &device, spans: &spans)
  }
  return device
}

func text<R: Record>(_ record: R) -> String {
  var record = record
  var writer = JSONWriter()
  writer.write(record: &record)
  return writer.text
}

/// What reading this line says is wrong.
func complaint(_ line: String) -> String {
  do throws(Failure) {
    _ = try read(line)
    return "nothing"
  } catch { return error.description }
}
