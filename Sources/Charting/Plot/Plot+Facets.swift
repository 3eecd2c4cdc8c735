extension Plot {
  /// A panel for each facet, in rows of one to three that share their axes: labels stand at the left and at the foot.
  mutating func place(facets: [String], _ panel: (String) -> Panel) {
    let facets = facets.isEmpty ? [""] : facets
    let columnCount = facets.count == 1 ? 1 : facets.count == 3 ? 3 : 2
    let panels = facets.enumerated().map { index, facet in
      var panel = panel(facet)
      panel.title = facet
      panel.x.showsLabels = index + columnCount >= facets.count && panel.message.isEmpty
      panel.y.showsLabels = index % columnCount == 0
      if index % columnCount != 0 { panel.y.title = "" }
      // One label at the head of each column names the line in all panels below it.
      if index >= columnCount { panel.references = panel.references.map { Reference($0.value, "") } }
      return panel
    }
    rows = stride(from: 0, to: panels.count, by: columnCount).map {
      Array(panels[$0..<min($0 + columnCount, panels.count)])
    }
  }

  /// What tells the series apart, where there are several.
  mutating func explain(series: [String], _ styles: SeriesStyles, _ key: (SeriesStyle) -> LegendEntry.Key) {
    guard series.count > 1 else { return }
    legend = series.enumerated().map { LegendEntry($1.isEmpty ? "(none)" : $1, key(styles.style($1, at: $0))) }
  }
}
