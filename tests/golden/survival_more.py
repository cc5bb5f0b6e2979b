"""Makes survival_more.csv from survival_data.csv, in 30-digit arithmetic, by roads the program does not take.

- rmst, rmst_variance: area under the curve with weighted units, and its infinitesimal jackknife: the sum of the squared derivatives with
  respect to each unit's weight (complex step), which equals the Greenwood-type variance.
- low/high of log_log, log, plain: Greenwood's variance, each scale written out.
- hazard_ratio, hr_low, hr_high (95 %): each tied time drawn one event after another, all counts enumerated; the root of
  observed = expected, and of (observed - expected)^2 = z^2 variance.
"""

import csv
import mpmath as mp

mp.mp.dps = 30
Z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
HORIZON = {"d1": mp.mpf(9), "d2": mp.mpf(12), "d3": mp.mpf(4)}
data = list(csv.DictReader(open("survival_data.csv")))


def arm(dataset, group):
    rows = [r for r in data if r["dataset"] == dataset and r["group"] == group]
    return [(mp.mpf(r["time"]), int(r["event"])) for r in rows]


def area(units, weights, horizon):
    times = sorted({t for t, e in units if e and t <= horizon})
    total, survival, last = mp.mpf(0), mp.mpf(1), mp.mpf(0)
    for time in times:
        total += survival * (time - last)
        at_risk = sum(w for (t, _), w in zip(units, weights) if t >= time)
        events = sum(w for (t, e), w in zip(units, weights) if t == time and e)
        survival, last = survival * (1 - events / at_risk), time
    return total + survival * (horizon - last)


def restricted(units, horizon):
    ones = [mp.mpf(1)] * len(units)
    step, variance = mp.mpf(10) ** -20, mp.mpf(0)
    for i in range(len(units)):
        weights = list(ones)
        weights[i] = mp.mpc(1, step)
        variance += (mp.im(area(units, weights, horizon)) / step) ** 2
    return area(units, ones, horizon), variance


def limits(units, horizon):
    survival, greenwood = mp.mpf(1), mp.mpf(0)
    for time in sorted({t for t, e in units if e and t <= horizon}):
        n = sum(1 for t, _ in units if t >= time)
        d = sum(1 for t, e in units if t == time and e)
        survival *= 1 - mp.mpf(d) / n
        greenwood += mp.mpf(d) / (n * (n - d))
    se = survival * mp.sqrt(greenwood)
    v = mp.log(-mp.log(survival))
    spread = Z * mp.sqrt(greenwood) / abs(mp.log(survival))
    yield "log_log_low", mp.exp(-mp.exp(v + spread))
    yield "log_log_high", mp.exp(-mp.exp(v - spread))
    yield "log_low", mp.exp(mp.log(survival) - Z * mp.sqrt(greenwood))
    yield "log_high", min(mp.mpf(1), mp.exp(mp.log(survival) + Z * mp.sqrt(greenwood)))
    yield "plain_low", survival - Z * se
    yield "plain_high", min(mp.mpf(1), survival + Z * se)


def drawn(control, variant, events, ratio):
    chances = {0: mp.mpf(1)}
    for done in range(events):
        following = {}
        for count, chance in chances.items():
            weight, others = (variant - count) * ratio, control - (done - count)
            for more, part in ((1, weight), (0, others)):
                if part > 0:
                    following[count + more] = following.get(count + more, 0) + chance * part / (weight + others)
        chances = following
    mean = sum(c * p for c, p in chances.items())
    return mean, sum((c - mean) ** 2 * p for c, p in chances.items())


def hazards(control, variant):
    times = sorted({t for t, e in control + variant if e})
    strata = []
    for time in times:
        at_risk = [sum(1 for t, _ in units if t >= time) for units in (control, variant)]
        events = [sum(1 for t, e in units if t == time and e) for units in (control, variant)]
        if min(at_risk) > 0:
            strata.append((*at_risk, *events))

    def statistic(log_ratio):
        excess, variance = mp.mpf(0), mp.mpf(0)
        for n1, n2, d1, d2 in strata:
            mean, spread = drawn(n1, n2, d1 + d2, mp.exp(log_ratio))
            excess, variance = excess + d2 - mean, variance + spread
        return excess / mp.sqrt(variance)

    def root(target, start):
        return mp.exp(mp.findroot(lambda b: statistic(b) - target, start))

    centre = mp.log(root(0, mp.mpf(-0.5)))
    yield "hazard_ratio", mp.exp(centre)
    yield "hr_low", root(Z, centre - 0.5)
    yield "hr_high", root(-Z, centre + 0.5)


with open("survival_more.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "dataset", "group", "time", "quantity", "value"])
    number = 0

    def write(dataset, group, time, quantity, value):
        global number
        number += 1
        writer.writerow([f"svm-{number:03}", dataset, group, time, quantity, mp.nstr(value, 20)])

    for dataset, horizon in HORIZON.items():
        for group in "01":
            mean, variance = restricted(arm(dataset, group), horizon)
            write(dataset, group, mp.nstr(horizon, 5), "rmst", mean)
            write(dataset, group, mp.nstr(horizon, 5), "rmst_variance", variance)
            for quantity, value in limits(arm(dataset, group), horizon):
                write(dataset, group, mp.nstr(horizon, 5), quantity, value)
        for quantity, value in hazards(arm(dataset, "0"), arm(dataset, "1")):
            write(dataset, "", "", quantity, value)
