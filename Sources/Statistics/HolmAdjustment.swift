/// Holm's step-down adjustment of the p-values of one family of tests (Holm 1979, JSTOR 4615733), in the order given:
/// adjusted values at most α are those a level-α procedure rejects, whatever the tests' dependence.
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
  let ascending = pValues.indices.sorted { pValues[$0] < pValues[$1] }
  var adjusted = pValues
  var largest = 0.0
  for (place, index) in ascending.enumerated() {
    largest = max(largest, min(1, Double(pValues.count - place) * pValues[index]))
    adjusted[index] = largest
  }
  return adjusted
}
