import StreamIO
import Testing

@Suite struct ConfigurationTests {
  func read(_ text: String) throws(Failure) -> Device {
    var device = Device()
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      var reader = JSONReader(bytes, file: "c.jsonc", dialect: .configuration)
      try reader.readRecord(into: &device)
      try reader.finish()
    }
    return device
  }

  func complaint(_ text: String) -> String {
    do throws(Failure) {
      _ = try read(text)
      return "nothing"
    } catch { return "\(error.cause.rawValue) \(error.description)" }
  }

  @Test func commentsAndTrailingCommasAreAllowed() throws {
    let device = try read(
      """
      // a device
      {
        "kind": "device", "name": "n", /* in watt-hours */ "capacity_wh": 5, // here
        "cells": 3, "on": true, "colour": "red", "score": 1,
        "part": {"name": "p", "levels": [0, 1, /* full */ ],},
      } // end
      """)
    #expect(device.part == Device.Part(name: "p", levels: [0, 1]))
  }

  @Test func whatIsWrongIsNamedWithLineAndNearestKey() {
    #expect(complaint("{\n  \"capacity_hw\": 5\n}") == "64 c.jsonc:2:3: unknown key \"capacity_hw\"; did you mean \"capacity_wh\"?")
    #expect(complaint("{\n\n \"zzzzzzzz\": 5}").hasPrefix("64 c.jsonc:3:2: unknown key \"zzzzzzzz\"; known here are name, capacity_wh"))
    #expect(complaint("{\"cells\": 1,\n\"cells\": 1}") == "64 c.jsonc:2:1: \"cells\" stands here a second time")
    #expect(complaint("{\"cells\": true}") == "64 c.jsonc:1:11: cells: found 't' where a whole number is expected")
    #expect(complaint("{\"cells\": /* 4") == "64 c.jsonc:1:11: this comment is never closed; write */")
    #expect(complaint("{\"part\": {\"nam\": 1}}") == "64 c.jsonc:1:11: part: unknown key \"nam\"; did you mean \"name\"?")
    #expect(complaint("") == "64 c.jsonc:1:1: the text ends where an object is expected")
  }

  @Test func numbersAreFoundAndSetByTheirPath() throws {
    struct Section: Record {
      var device = Device.example
      var share = 0.25

      mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
        try visitor.field("share", &share, .fraction, default: 0.5, "a share")
        try visitor.field("device", &device, "one")
      }
    }
    var section = Section()
    #expect(section.number(at: "share") == 0.25 && section.number(at: "device.capacity_wh") == 5)
    for path in ["", "device", "device.name", "device.cells", "device.capacity", "share.x", ".share", "device."] {
      #expect(section.number(at: path) == nil)
      #expect(throws: Failure.self) { try section.setNumber(1, at: path) }
    }
    try section.setNumber(1, at: "share")
    try section.setNumber(7.5, at: "device.capacity_wh")
    var expected = Device.example
    expected.capacityWh = 7.5
    #expect(section.share == 1 && section.device == expected)
    for (value, path) in [(1.5, "share"), (-0.1, "share"), (0, "device.capacity_wh"), (.nan, "share"), (.infinity, "device.capacity_wh")] {
      #expect(throws: Failure.self) { try section.setNumber(value, at: path) }
    }
    #expect(section.share == 1 && section.device == expected)
  }

  @Test func streamsAllowNeither() {
    #expect(throws: Failure.self) {
      try Array("{\"x\": 1,}".utf8).withUnsafeBufferPointer { bytes throws(Failure) in
        var reader = JSONReader(bytes, file: "f")
        _ = try reader.skipValue()
      }
    }
  }
}
