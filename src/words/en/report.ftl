# Reports: the words every page shares.
report-tone-good = Good
report-tone-watch = Watch
report-tone-bad = Problem
report-tone-muted = Note
report-contents = Contents
report-skip-to-content = Skip to content
report-table-behind-chart = Table behind this chart
report-chart-without-table = A chart: `--out FILE.svg` (or .png, .html) shows it.
report-callout = { $word }: { $title }
report-quote-open = { "“" }
report-quote-close = { "”" }
report-colon = :
