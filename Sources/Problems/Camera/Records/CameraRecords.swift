import StreamIO

/// Kinds of records that the camera's stages write and that charts may be of.
public let cameraRecords = [RecordSchema(of: Scenario.self), RecordSchema(of: Run.self), RecordSchema(of: Trace.self)]
