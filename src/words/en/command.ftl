# What the commands themselves say.
out-unknown-ending = { $file } has no ending that jalon writes
out-unknown-ending-mend = end the name with .svg, .png, .html, .md, .csv, .json or .txt
out-no-figure = this answer has no chart to write to { $file }
out-no-figure-mend = end the name with .html, .md, .csv, .json or .txt
out-written = written: { $file }

check-title = Check of the workspace
check-clean = No problem found.
check-summary = { $errors-n ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings-n ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}, { $hints-n ->
    [one] { $hints } hint
   *[other] { $hints } hints
}.
