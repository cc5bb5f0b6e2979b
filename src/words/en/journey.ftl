# The journey map.
journey-no-title = the map has no title
journey-no-title-mend = add `[journey]` with `title = "…"` at the top
journey-frequency-mend = the frequency is the share of passages that are hit: 8% is written 0.08
journey-no-stage = the map has no stage
journey-no-stage-mend = add a `[[stage]]` with its `id` and `name`; the title, the stages and one friction point are enough to start
journey-no-friction = the map has no friction point
journey-no-friction-mend = add a `[[friction]]` with its `id` and `title`; the title, the stages and one friction point are enough to start
journey-not-a-score = `{ $field }` is not a score from 1 to 5
journey-not-a-word = `{ $field }` is not an emotion
journey-not-a-word-mend = write a word in quotes, such as "frustrated" or "confident"
journey-no-moment = `{ $field }` belongs to a moment of truth, and this touchpoint is none
journey-no-moment-mend = add `moment_of_truth = "punctual"` or "transversal", or remove the line
journey-light-weight = a moment of truth cannot weigh { $weight }: it weighs 1 or more
journey-light-weight-mend = write 1.5, the usual weight, or another number of 1 or more
journey-two-places = the stage is already known from the touchpoint
journey-two-places-mend = keep `touchpoint` and remove `stage`
journey-many-whys = "why?" is answered { $whys } times, and five are the most
journey-many-whys-mend = keep the five answers that lead to the root cause; the last one is shown as the cause

journey-phase-before = before
journey-phase-during = during
journey-phase-after = after
journey-linear = linear
journey-cyclic = cyclic
journey-omnichannel = omnichannel
journey-as-is = today’s journey
journey-to-be = the journey wanted
journey-channel-physical = physical
journey-channel-digital = digital
journey-channel-human = human
journey-used = used
journey-avoided = avoided
journey-planned = planned
journey-moment-punctual = moment of truth
journey-moment-transversal = moment of truth across stages
journey-irritant = irritant
journey-effort = effort
journey-breakpoint = breakpoint
journey-light-good = Good
journey-light-watch = Watch
journey-light-friction = Friction
journey-proof-quote = a quote
journey-proof-behaviour = an observed behaviour
journey-proof-figure = a figure
journey-strength-none = no evidence
journey-strength-opinion = opinion only
journey-strength-one-sided = one family of evidence
journey-strength-triangulated = words and figures
journey-evidence-quote = quote
journey-evidence-interview = interview
journey-evidence-survey = survey
journey-evidence-review = review
journey-evidence-support = support
journey-evidence-analytics = analytics
journey-evidence-observation = observation
journey-evidence-replay = session replay
journey-evidence-ab-test = A/B test
journey-evidence-expert = expert
journey-cause-slow-site = slow site
journey-cause-basket = basket abandonment
journey-cause-information = missing information
journey-cause-service = failing service
journey-cause-form = form
journey-cause-payment = payment
journey-cause-other = { $cause }

finding-stale = the map was last updated on { $updated }, more than { $days-n ->
    [one] { $days } day
   *[other] { $days } days
} ago
finding-stale-mend = go through it with somebody who meets customers, then change `updated`
finding-undated = the map does not say when it was last updated
finding-undated-mend = add `updated = 2026-09-30` under `[journey]`
finding-no-touchpoint = the map has no touchpoint yet
finding-no-touchpoint-mend = add a `[[touchpoint]]` for each moment where customers meet you
finding-internal-view = all evidence of the map comes from inside the company
finding-internal-view-mend = add quotes, behaviour and figures of customers; three to five interviews are a start
finding-many-personas = the map has { $personas } personas; a team keeps three in mind, five at most
finding-many-personas-mend = merge those who live the same journey
finding-shares = the personas’ shares make { $sum } of customers, not 100%
finding-shares-mend = make the shares sum to 1
finding-hypothesis = persona “{ $persona }” is a hypothesis: it lacks { $missing }
finding-hypothesis-mend = name in its `evidence` at least one quote, one observed behaviour and one figure
finding-equal-scores = every satisfaction on the map is the same
finding-equal-scores-mend = score each touchpoint against the others: the curve must show where the journey hurts
finding-empty-phase = no stage lies { $phase } the purchase
finding-empty-phase-mend = what customers live then is often where opportunities hide: add a stage, or give the stages their right `phase`
finding-stage-goal = stage “{ $stage }” does not say what the customer wants there
finding-stage-goal-mend = add `customer_goal = "…"`
finding-silent-stage = stage “{ $stage }” is silent: no touchpoint in use
finding-silent-stage-mend = add a touchpoint, or accept the gap: `[[gap]]` with `stage` and `accepted = "why"`
finding-avoided = customers avoid “{ $touchpoint }”
finding-avoided-mend = find out what they do instead, and why
finding-everybody = customers
finding-who = { $persona }
finding-drop = { $who }: satisfaction falls from { $before } at “{ $from }” to { $after } at “{ $to }”
finding-drop-mend = this is a critical moment: look for the friction point behind it
finding-hand-over = { $who }: satisfaction falls from { $before } to { $after } where “{ $from }” hands over to “{ $to }” on another channel
finding-hand-over-mend = check what gets lost between the two channels: promises, data, waiting
finding-contradiction = at “{ $touchpoint }” the emotion “{ $emotion }” does not go with satisfaction { $satisfaction }
finding-contradiction-mend = correct one of the two; `intensity` says how strong an emotion is, `satisfaction` how good
finding-emotion-gap = at “{ $touchpoint }” customers feel “{ $felt }” where “{ $wanted }” is wanted
finding-emotion-gap-mend = look for what stands between the two
finding-competitor = at “{ $touchpoint }” satisfaction is { $own }, the best competitor’s { $competitor }
finding-competitor-mend = try their way as a customer and note what they do differently
finding-no-evidence = nothing shows { $id } “{ $title }”
finding-no-evidence-mend = name its `evidence`: a quote, an observation, a figure
finding-one-sided = { $id } “{ $title }” rests on one kind of evidence only
finding-one-sided-mend = triangulate: words tell why, figures tell how much
finding-unplaced = { $id } “{ $title }” is not placed on the journey
finding-unplaced-mend = name its `touchpoint`, or at least its `stage`
finding-untreated = no improvement treats { $id } “{ $title }”
finding-untreated-mend = add an `[[improvement]]` with `frictions = ["{ $id }"]`
finding-consent = quote { $id } does not say whether its author agreed to be quoted
finding-consent-mend = ask, then write `consent = true` or `consent = false`; what is refused is never shown

map-subtitle = { $state }, { $shape }
map-updated = updated { $updated }
map-owner = kept by { $owner }
map-not-measured = not measured
map-usage = { $touchpoint } ({ $usage })
map-everybody = Customers
map-personas = Personas
map-persona = Persona
map-share = Share
map-goal = Wants to
map-rests-on = Evidence
map-proven = Quote, behaviour, figure
map-missing = Hypothesis: lacks { $missing }
map-customer-goal = The customer wants to: { $goal }
map-silent = Silent stage: no touchpoint.
map-accepted = No touchpoint, accepted: { $reason }
map-touchpoint = Touchpoint
map-touchpoints = Touchpoints
map-channel = Channel
map-light = State
map-satisfaction = Satisfaction
map-stage = Stage
map-frictions = Friction points
map-friction-id = Id
map-friction = Friction point
map-friction-kind = Kind
map-friction-severity = Severity (1 to 5)
map-friction-reach = Customers a week
map-severity = severity { $severity }
map-reach = about { $passages } a week
map-details = {" "}({ $details })
map-root-cause = . Root cause: { $cause }
map-gain = Gain to keep: { $title }
map-unplaced = Not placed on the journey
map-key-scores = Satisfaction from 1 (worst) to 5 (best); friction up to 2, good from 4; the state is that of the persona worst off.
map-key-moment = ◆ moment of truth.
map-key-derived = ~ derived from the emotion and its intensity.
map-curve = Satisfaction along the journey
map-scale = 1·······5
map-scale-note = Scale from 1 to 5 in half points; & where personas meet.
map-critical = Critical moments
map-lowest = { $who }: lowest at “{ $touchpoint }” ({ $satisfaction })
map-fall = { $who }: falls from { $before } at “{ $from }” to { $after } at “{ $to }”
map-fall-hand-over = { $who }: falls from { $before } at “{ $from }” to { $after } at “{ $to }”, on another channel
map-emotions = Emotions
map-felt = { $touchpoint }: { $felt }
map-wanted = {"; "}wanted: { $wanted }

map-nothing-to-draw = nothing to draw: no satisfaction on the map
map-nothing-to-draw-mend = add `satisfaction = { "{" } persona = 3 { "}" }` to the touchpoints
map-no-map = this workspace has no journey map
map-no-map-mend = write `journey.toml` (`jalon init` makes one to start from), or name a file: `jalon map FILE.toml`
map-unknown = there is no journey “{ $name }”
map-choices = the journeys are: { $names }
map-others = { $count-n ->
    [one] One more journey: { $names }. Ask for it with --journey.
   *[other] { $count } more journeys: { $names }. Ask for one with --journey.
}
