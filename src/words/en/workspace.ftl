# What can be wrong in a file, and how to mend it.
kind-persona = persona
kind-channel = channel
kind-stage = stage
kind-touchpoint = touchpoint
kind-evidence = evidence
kind-friction = friction point
kind-gain = gain
kind-improvement = improvement
kind-metric = metric
kind-goal = goal
kind-team = team
kind-lane = lane
kind-experiment = experiment

type-text = a text
type-number = a number
type-count = a whole number of 0 or more
type-flag = true or false
type-date = a date
type-range = a number or a range of three numbers
type-list = a list
type-numbers = a list of numbers
type-table = a table

example-text = "between quotes"
example-number = 0.05
example-cluster-size = 20
example-odds-ratio = 1.5
example-count = 12_000
example-flag = true
example-date = 2025-04-07
example-range = [2, 4, 9]
example-list = ["one", "two"]
example-numbers = [0.1, 0.2, 0.7]
example-table = { "{" } key = value { "}" }

workspace-broken-toml = this is not TOML ({ $detail })
workspace-broken-toml-mend = mend the line; everything after it was left unread
workspace-unknown-key = `{ $field }` is not a known key
workspace-known-keys = known keys here: { $keys }
workspace-nearest = did you mean `{ $name }`?
workspace-missing = `{ $field }` is missing
workspace-missing-mend = add a line `{ $field } = …`
workspace-blank = `{ $field }` is empty
workspace-blank-mend = write a text or remove the line
workspace-wrong-type = `{ $field }` should be { $expected }, not { $found }
workspace-wrong-type-mend = write it like this: { $field } = { $example }
workspace-not-a-choice = `{ $field }` cannot be "{ $given }"
workspace-choices = choose one of: { $choices }
workspace-invalid-id = "{ $id }" cannot be an id
workspace-invalid-id-mend = use letters, digits, "-", "_" and ".", starting with a letter or digit, 64 at most
workspace-duplicate = { $kind } `{ $id }` is defined twice
workspace-duplicate-mend = it is first defined in { $file }, line { $line }; rename one of the two
workspace-dangling = there is no { $kind } `{ $id }`
workspace-dangling-mend = define { $kind } `{ $id }`, or remove the reference

quantity-not-finite = `{ $field }` is { $value }, not a number
quantity-not-finite-mend = write a plain number
quantity-not-a-proportion = `{ $field }` is { $value }, but a rate lies between 0 and 1, neither included
quantity-not-a-share = `{ $field }` is { $value }, but a share lies between 0 and 1
quantity-percent-mend = { $value }% is written { $fraction } or "{ $value }%"
quantity-proportion-mend = write a fraction such as 0.032, or a percentage in quotes such as "3.2%"
quantity-not-positive = `{ $field }` is { $value }, but must be above 0
quantity-positive-mend = write a number above 0
quantity-not-a-score = `{ $field }` is { $value }, but a score lies between 1 and 5
quantity-score-mend = write a number from 1 to 5
quantity-not-rising = `{ $field }` is { $range }, but a range rises: low, most likely, high
quantity-rising-mend = write the low, the most likely and the high value in this order; 9 cases out of 10 lie between low and high

workspace-schema = `schema` is { $given }, which this version of jalon does not know
workspace-schema-mend = write `schema = { $known }`, or use a newer jalon
settings-weeks-order = `defaults.max_weeks` is below `defaults.min_weeks`
settings-weeks-order-mend = a test needs at least min_weeks; give max_weeks more
settings-ces-direction = a CES metric needs its direction: scales run both ways
settings-ces-direction-mend = write `direction = "lower"` when 1 means little effort, `direction = "higher"` when the highest answer means easy
settings-scale = `scale` is not the lowest and the highest answer
settings-scale-mend = write two whole numbers, the lowest answer first: scale = [1, 7]
settings-below-zero = it must not be below 0
settings-below-zero-mend = write 0 or more
settings-shares-whole = the shares do not add up to the whole
settings-nps-mend = promoters and detractors are at most 1 together; all others are passives
settings-shares-mend = write one share per answer of the scale, from the lowest up, adding up to 1
settings-period-order = the period ends on { $to }, before it starts on { $from }
settings-period-order-mend = swap `from` and `to`

disk-missing = there is no such file
disk-missing-mend = check the name and the folder
disk-unreadable = this file cannot be read ({ $reason })
disk-unreadable-mend = check its permissions
disk-too-large = this file is larger than 64 MiB, which no file of this kind is
disk-too-large-mend = check that the name is right
disk-not-utf8 = this line is not UTF-8 text
disk-not-utf8-mend = save the file as UTF-8
disk-pattern = this pattern of file names is malformed
disk-pattern-mend = `*` stands for any letters, `**` for any folders, `[ab]` for one of some letters
disk-no-match = no file fits this pattern
disk-no-match-mend = check the folder; `*` stands for any letters, `**` for any folders
disk-unwritable = this file cannot be written ({ $reason })
disk-unwritable-mend = check that the folder { $folder } exists, is a folder, and may be written to; the old file, if any, is untouched
disk-reason-not-found = the system finds no such file or folder
disk-reason-permission = access is denied
disk-reason-folder = it is a folder
disk-reason-not-a-folder = a file stands where a folder is needed
disk-reason-full = the disk is full
disk-reason-read-only = the disk is read-only
disk-reason-name = the system does not take this name
disk-reason-number = system error { $number }
disk-reason-other = the system refused
disk-held = another run of jalon has been writing this record for seconds
disk-held-mend = wait until it has ended, or end it, then run this again; nothing was changed
toml-duplicate-key = a key or table stands there twice
toml-value = a value is missing, or a text stands without quotes
toml-quotes = the quotes of a text are missing or not closed
toml-brackets = a bracket is missing or not closed
toml-comma = a comma is missing, or is one too many
toml-number = this is not a number or a date as TOML writes it
toml-key = this is not a `key = value`
toml-character = a text holds a character or a `\` that TOML refuses
toml-depth = lists or tables are nested too deeply
toml-other = this line does not follow the rules of TOML
disk-output-unwritable = the answer cannot be written to standard output ({ $reason })
disk-output-unwritable-mend = make room, or name a file elsewhere with `--out`
find-not-a-workspace = this folder holds no jalon.toml
find-no-workspace = no workspace here: no jalon.toml in this folder, above it, or in ./experiments
find-mend = make one with `jalon init`, or name one with `--workspace DIR`

notes-not-a-month = the name of a review's file is its month, and "{ $name }" is not one
notes-not-a-month-mend = name it like 2026-09.toml
kpis-columns = known columns: { $columns }
kpis-unknown-column = there is no column "{ $column }" in a KPI file
kpis-missing-column = the column "{ $column }" is missing
kpis-unreadable = this row cannot be read ({ $detail })
kpis-unreadable-mend = put texts with a separator between double quotes
kpis-not-a-month = "{ $text }" is not a month
kpis-not-a-month-mend = write it like 2026-09, or as a day like 2026-09-30
kpis-empty = "{ $column }" is empty
kpis-empty-mend = fill it in or remove the row
kpis-not-a-number = "{ $text }" in column "{ $column }" is not the number it should be
kpis-not-a-number-mend = write counts as whole numbers, rates as 0.031 or 3.1%
kpis-twice = { $metric } has two values for { $month }
kpis-twice-mend = keep one row a metric and month
