import Camera
import StreamIO

/// Records of each problem, for messages that say which kind has a field. No other part of plot names a problem.
let recordsOfProblems: [RecordSchema] = cameraRecords
