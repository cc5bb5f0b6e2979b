# What the commands themselves say.
out-source = { $file } is a file this workspace reads
out-source-mend = name another file; nothing was written
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
check-column-severity = Severity
check-column-file = File
check-column-line = Line
check-column-field = Field
check-column-what = Problem
check-column-mend = Remedy

usage-unknown-argument = `{ $argument }` is not an argument of this command
usage-unknown-command = `{ $command }` is not a command
usage-missing = still needed: { $arguments }
usage-missing-command = a command is needed
usage-conflict = `{ $argument }` cannot go with `{ $other }`
usage-invalid-value = `{ $value }` is not a value of `{ $argument }`
usage-missing-value = `{ $argument }` needs a value
usage-other = { $detail }
usage-nearest = did you mean `{ $name }`?
usage-choices = choose one of: { $choices }
usage-takes-date = write a day of the calendar like 2026-09-30
usage-takes-month = write a month like 2026-09
usage-takes-whole = write a whole number, such as 3
usage-takes-number = write a number above 0, such as 3
usage-see-help = the same command line with --help lists what can be asked

init-title = A new workspace
init-made = { $files-n ->
    [one] { $files } file
   *[other] { $files } files
} written to { $folder }. They are yours: change them with any editor.
init-next = What to try next
init-command = Command
init-what = What it shows
init-next-check = every problem and finding of the files
init-next-map = the journey map, with its friction points
init-next-rank = which improvements come first, and how sure that order is
init-next-roadmap = what fits the team and the traffic, and when
init-next-plan = a test plan for the first improvement, sized and dated
init-next-review = the review of September, with its charts
init-in-the-way = this file is already there
init-in-the-way-mend = name another folder; nothing was written
