/// The look of a report on a desk, a phone and paper; colours are the pictures' own.
enum ReportStyle {
  static let css = """
    :root{\(Theme.inks.map { "--page-\($0.name):var(--\($0.name),\($0.light))" }.joined(separator: ";"))}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page-surface);color:var(--page-ink);font:16px/1.55 \(Theme.fontFamily)}
    main{max-width:960px;margin:0 auto;padding:24px 16px 64px}
    h1{font-size:1.75rem;line-height:1.2;margin:16px 0;text-wrap:balance}
    h2{font-size:1.25rem;line-height:1.3;margin:56px 0 12px;padding-top:16px;border-top:1px solid var(--page-grid)}
    p,ul{margin:12px 0;max-width:68ch}
    a{color:inherit}
    .lead{font-size:1.1875rem;line-height:1.5}
    .points{padding-left:1.2em}
    .points li{margin:6px 0}
    .banner{max-width:none;padding:10px 14px;border:1px solid #a87400;border-left-width:6px;border-radius:4px;background:#e6a81722;font-weight:600}
    .keys{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin:24px 0}
    .keys div{border:1px solid var(--page-grid);border-radius:6px;padding:12px 14px}
    .keys dt,.keys .detail{color:var(--page-muted);font-size:.875rem;line-height:1.35}
    .keys dd{margin:4px 0 0;font-size:1.625rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
    .keys .detail{font-weight:400}
    nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;list-style:none;max-width:none;font-size:.9375rem}
    figure{margin:20px 0 32px}
    .scroll{overflow-x:auto}
    figure>.scroll{margin:0 -16px}
    figure h3{font-size:1.0625rem;line-height:1.35;margin:0}
    figure>p{margin:2px 0 0;color:var(--page-muted);font-size:.9375rem}
    figure svg{display:block;width:100%;max-width:860px;min-width:620px;height:auto}
    figcaption{color:var(--page-muted);font-size:.875rem}
    figcaption p{margin:4px 0}
    figcaption p:first-child{color:var(--page-ink);font-size:.9375rem}
    details{margin-top:8px;font-size:.9375rem}
    summary{cursor:pointer;color:var(--page-muted)}
    details .scroll,.long{max-height:480px;overflow:auto}
    table{border-collapse:collapse;font-size:.875rem;line-height:1.4;margin:8px 0;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding:4px 0 6px}
    th,td{padding:5px 14px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--page-grid)}
    tbody th{font-weight:400}
    thead th{vertical-align:bottom;border-bottom-color:var(--page-muted);position:sticky;top:0;background:var(--page-surface)}
    th button{all:unset;cursor:pointer;font-weight:600}
    th button:focus-visible{outline:2px solid var(--c0,#0072b2);outline-offset:2px}
    th button::after{content:"\\2195";margin-left:4px;color:var(--page-muted);font-weight:400}
    th[aria-sort=ascending] button::after{content:"\\2191"}
    th[aria-sort=descending] button::after{content:"\\2193"}
    .controls{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;margin:16px 0 4px;font-size:.875rem}
    .controls input,.controls select,.controls button{font:inherit;color:inherit;max-width:100%;padding:5px 10px;background:var(--page-surface);border:1px solid var(--page-muted);border-radius:4px}
    .controls button{cursor:pointer}
    .controls output{color:var(--page-muted)}
    .tip{display:none;position:fixed;z-index:1;max-width:min(360px,90vw);padding:6px 10px;border-radius:4px;background:var(--page-ink);color:var(--page-surface);font-size:.8125rem;line-height:1.4;white-space:pre-line;pointer-events:none}
    .chosen{outline:2px solid var(--c1,#d55e00);outline-offset:2px}
    .number{text-align:right}
    tbody th{min-width:8.5em}
    pre{overflow-x:auto;padding:12px 14px;border:1px solid var(--page-grid);border-radius:6px;font-size:.8125rem;line-height:1.5}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    :focus-visible{outline:2px solid var(--c0,#0072b2);outline-offset:2px}
    @media (max-width:640px){h1{font-size:1.375rem}.lead{font-size:1rem}main{padding-top:8px}.keys{grid-template-columns:1fr 1fr}.keys dd{font-size:1.25rem}
    .stackable thead{display:none}.stackable,.stackable tbody,.stackable tr,.stackable th,.stackable td,.stackable caption{display:block}
    .stackable tr{padding:8px 0;border-bottom:1px solid var(--page-grid)}.stackable tr[hidden]{display:none}.stackable th,.stackable td{border:0;padding:1px 0}.stackable tbody th{font-weight:600}
    .stackable td{display:flex;justify-content:space-between;gap:16px}.stackable td::before{content:attr(data-label);text-align:left;color:var(--page-muted)}}
    @media print{main{max-width:none;padding:0}nav,details,.controls,.tip{display:none}th button::after{content:none}thead th{position:static}table{width:100%;font-size:.75rem}th,td{padding-right:8px}pre{white-space:pre-wrap;overflow-wrap:anywhere}.long{max-height:none}figure,.keys div,tr{break-inside:avoid}h2{break-after:avoid}figure svg{min-width:0}.scroll{overflow:visible}}

    """
}
