import Records
import StreamIO

/// Reads the stream of any network: a header and as many layers as it announces, and nothing after them.
public func readNetwork(path: String) throws(Failure) -> (header: Network, layers: [Layer]) {
  try readNetwork(LineReader(path: path))
}

public func readNetwork(_ lines: LineReader) throws(Failure) -> (header: Network, layers: [Layer]) {
  var headers = RecordReader<Network>(lines)
  guard try headers.next() else {
    throw Failure(.data, "no network in this file; one written by trainnet is expected", at: Place(file: lines.name))
  }
  var layers: [Layer] = []
  var records = RecordReader<Layer>(lines)
  while try records.next() { layers.append(records.record) }
  guard layers.count == headers.record.layers else {
    throw Failure(
      .data, "\(layers.count) layers where the header announces \(headers.record.layers); one network a file is expected",
      at: Place(file: lines.name, line: lines.lineNumber))
  }
  return (headers.record, layers)
}

extension [Layer] {
  /// The weights of the layer `name`.
  ///
  /// - Throws: `Failure` (data) where it is missing, has another shape, or a weight is not finite.
  public func weights(_ name: String, shape: [Int]) throws(Failure) -> [Double] {
    guard let layer = first(where: { $0.name == name }) else {
      throw Failure(.data, "the network has no layer \"\(name)\", which its header promises")
    }
    guard layer.shape == shape, layer.weights.count == shape.reduce(1, *) else {
      throw Failure(
        .data, "layer \"\(name)\" has shape \(layer.shape) and \(layer.weights.count) weights; \(shape) would be right")
    }
    guard layer.weights.allSatisfy(\.isFinite) else {
      throw Failure(.data, "layer \"\(name)\" has weights that are not finite")
    }
    return layer.weights
  }
}
