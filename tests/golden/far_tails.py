"""p-values far out in the tails, from about 1e-2 to 1e-300: writes far_tails.csv beside this file.

Python 3 with mpmath, 60 digits; whole numbers stay whole. Nothing here is shared with the program: normal, t, chi-squared and F
tails come from mpmath's erfc, betainc and gammainc, exact tests from sums of whole numbers.

Columns: `control` and `variant` hold conversions;visitors, events;exposure, or mean;standard deviation;units; `other` holds a
margin, planned shares, a given rate or further groups, parted by |.
"""

import csv
import os
from fractions import Fraction
from math import comb

from mpmath import betainc, erfc, findroot, gammainc, log, mp, mpf, nstr, sqrt

mp.dps = 60


def two_sided(z):
    return erfc(abs(z) / sqrt(mpf(2)))


def upper(z):
    return erfc(z / sqrt(mpf(2))) / 2


def chi_squared(statistic, df):
    return gammainc(mpf(df) / 2, a=statistic / 2, regularized=True)


def student(t, df):
    return betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)


def fisher_f(f, df1, df2):
    return betainc(df2 / 2, df1 / 2, 0, df2 / (df2 + df1 * f), regularized=True)


def pooled_z(x1, n1, x2, n2):
    common = mpf(x1 + x2) / (n1 + n2)
    difference = mpf(x2 * n1 - x1 * n2) / (n1 * n2)
    return difference / sqrt(common * (1 - common) * (mpf(1) / n1 + mpf(1) / n2))


def factor(n1, n2):
    """Miettinen and Nurminen's."""
    return sqrt(mpf(n1 + n2 - 1) / (n1 + n2))


def margin_z(x1, n1, x2, n2, margin):
    """Score statistic of a difference: the control rate at which the likelihood is largest solves its derivative."""
    def slope(p):
        q = p + margin
        return x1 / p - (n1 - x1) / (1 - p) + x2 / q - (n2 - x2) / (1 - q)

    low, high = max(mpf(0), -margin), min(mpf(1), 1 - margin)
    p = findroot(slope, (low + mpf(10) ** -40, high - mpf(10) ** -40), solver="anderson", tol=1e-90, maxsteps=2000)
    q = p + margin
    variance = p * (1 - p) / n1 + q * (1 - q) / n2
    return (mpf(x2) / n2 - mpf(x1) / n1 - margin) / sqrt(variance) * factor(n1, n2)


def ratio_z(x1, n1, x2, n2, ratio):
    """The same for a ratio: the control rate is the smaller root of a quadratic (Miettinen and Nurminen 1985)."""
    # The derivative of x1 ln p + (n1-x1) ln(1-p) + x2 ln(Rp) + (n2-x2) ln(1-Rp) is 0; cleared of fractions:
    # (x1+x2)(1-p)(1-Rp) - (n1-x1) p (1-Rp) - R (n2-x2) p (1-p) = 0.
    a, b, c = (n1 + n2) * ratio, -(n1 + ratio * n2 + ratio * x1 + x2), x1 + x2
    p = (-b - sqrt(b * b - 4 * a * c)) / (2 * a)
    q = ratio * p
    variance = q * (1 - q) / n2 + ratio**2 * p * (1 - p) / n1
    return (mpf(x2) / n2 - ratio * mpf(x1) / n1) / sqrt(variance) * factor(n1, n2)


def welch(one, other):
    (m1, s1, n1), (m2, s2, n2) = one, other
    v1, v2 = s1**2 / n1, s2**2 / n2
    df = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    return (m2 - m1) / sqrt(v1 + v2), df


def whole(fraction):
    return mpf(fraction.numerator) / mpf(fraction.denominator)


def fisher(x1, n1, x2, n2, mid_p=False):
    total = x1 + x2
    ways = [comb(n1, total - x) * comb(n2, x) for x in range(max(0, total - n1), min(n2, total) + 1)]
    observed = comb(n1, x1) * comb(n2, x2)
    likely = sum(way for way in ways if way * 10**7 <= observed * (10**7 + 1))
    twice = 2 * likely - (observed if mid_p else 0)
    return whole(Fraction(twice, 2 * sum(ways)))


def binomial_upper(x, n, share):
    """P(X >= x), the share a fraction; small terms are not left out."""
    a, b = share.numerator, share.denominator
    top = sum(comb(n, k) * a**k * (b - a) ** (n - k) for k in range(x, n + 1))
    return whole(Fraction(top, b**n))


rows = []


def row(test, control, variant, other, p_value):
    text = lambda numbers: ";".join(str(number) for number in numbers)
    rows.append([f"ft-{len(rows) + 1:03}", test, text(control), text(variant), other, nstr(p_value, 25)])


POOLED = [
    (1_000, 20_000, 1_100, 20_000),
    (100, 20_000, 300, 20_000),
    (1_000, 20_000, 2_000, 30_000),
    (5_000, 100_000, 7_500, 100_000),
    (2_000, 100_000, 4_700, 120_000),
    (50_000_000, 1_000_000_000, 50_150_000, 1_000_000_000),
    (1, 1_000_000_000, 700, 1_000_000_000),
    (10_000, 1_000_000, 15_800, 1_000_000),
]
for x1, n1, x2, n2 in POOLED:
    z = pooled_z(x1, n1, x2, n2)
    row("pooled_z", (x1, n1), (x2, n2), "", two_sided(z))
    row("score", (x1, n1), (x2, n2), "", two_sided(z * factor(n1, n2)))
    row("score_greater", (x1, n1), (x2, n2), "", upper(z * factor(n1, n2)))
for x1, n1, x2, n2, margin in [
    (1_000, 20_000, 1_200, 20_000, "-0.01"),
    (1_000, 20_000, 2_000, 30_000, "-0.02"),
    (5_000, 100_000, 6_000, 100_000, "-0.02"),
    (4_000, 10_000, 5_900, 10_000, "0.05"),
]:
    row("score_margin", (x1, n1), (x2, n2), margin, upper(margin_z(x1, n1, x2, n2, mpf(float(margin)))))
for x1, n1, x2, n2, ratio in [
    (1_000, 20_000, 1_200, 20_000, "0.9"),
    (5_000, 100_000, 6_000, 100_000, "0.8"),
    (5_000, 100_000, 7_500, 100_000, "1.05"),
    (2_000, 100_000, 4_700, 120_000, "0.9"),
]:
    row("score_ratio", (x1, n1), (x2, n2), ratio, upper(ratio_z(x1, n1, x2, n2, mpf(float(ratio)))))
for one, other in [
    ((10.0, 3.0, 50), (14.0, 5.0, 60)),
    ((25.0, 40.0, 12_000), (30.0, 41.0, 12_100)),
    ((25.0, 40.0, 50_000), (32.5, 60.0, 40_000)),
    ((25.0, 40.0, 500_000), (28.2, 44.0, 400_000)),
    ((1.0, 0.5, 30), (9.0, 0.25, 40)),
    ((0.0, 1.0, 6), (1e9, 1.0, 6)),
]:
    t, df = welch(*[[mpf(number) for number in arm] for arm in (one, other)])
    row("welch", one, other, "", student(t, df))
for observed, weights in [
    ((5_200, 4_800), (1, 1)),
    ((821_588, 815_482), (1, 1)),
    ((52_000, 48_000), (1, 1)),
    ((10_000, 11_900, 10_000), (1, 1, 1)),
    ((30_000, 26_500, 29_000, 31_000, 28_000), (1, 1, 1, 1, 1)),
    ((90_000, 14_000), (9, 1)),
    ((700, 0), (1, 1)),
]:
    units, share = sum(observed), sum(weights)
    expected = [mpf(units) * weight / share for weight in weights]
    pearson = sum((count - mean) ** 2 / mean for count, mean in zip(observed, expected))
    g = 2 * sum(count * log(count / mean) for count, mean in zip(observed, expected) if count)
    shares = ";".join(str(weight) for weight in weights)
    row("split", observed, (), shares, chi_squared(pearson, len(observed) - 1))
    row("split_likelihood", observed, (), shares, chi_squared(g, len(observed) - 1))
for groups in [
    [(100, 1_000), (130, 1_000), (150, 1_000)],
    [(500, 10_000), (900, 10_000), (700, 12_000), (1_100, 11_000)],
    [(2_000, 20_000), (2_900, 20_000), (1_500, 20_000), (2_100, 20_000), (2_800, 21_000)],
]:
    converted, visitors = sum(x for x, _ in groups), sum(n for _, n in groups)
    common = mpf(converted) / visitors
    statistic = sum((x - n * common) ** 2 / (n * common * (1 - common)) for x, n in groups)
    others = "|".join(f"{x};{n}" for x, n in groups[2:])
    row("several_rates", groups[0], groups[1], others, chi_squared(statistic, len(groups) - 1))
for one, other in [
    ((10.0, 3.0, 50), (14.0, 5.0, 60)),
    ((25.0, 40.0, 12_000), (30.0, 41.0, 12_100)),
    ((25.0, 40.0, 50_000), (32.5, 45.0, 40_000)),
]:
    third = (26.0, 42.0, 500)
    arms = [[mpf(number) for number in arm] for arm in (one, other, third)]
    n = sum(arm[2] for arm in arms)
    mean = sum(arm[0] * arm[2] for arm in arms) / n
    between = sum(arm[2] * (arm[0] - mean) ** 2 for arm in arms) / 2
    within = sum((arm[2] - 1) * arm[1] ** 2 for arm in arms) / (n - 3)
    row("several_means", one, other, ";".join(map(str, third)), fisher_f(between / within, mpf(2), n - 3))
for x1, n1, x2, n2 in [
    (8, 40, 20, 40),
    (1, 500, 60, 500),
    (100, 1_000, 250, 900),
    (10, 1_000, 390, 1_000),
    (50, 3_000, 1_080, 3_000),
    (0, 520, 500, 510),
]:
    row("fisher", (x1, n1), (x2, n2), "", fisher(x1, n1, x2, n2))
    row("fisher_mid_p", (x1, n1), (x2, n2), "", fisher(x1, n1, x2, n2, mid_p=True))
for x1, t1, x2, t2 in [
    (10, 1, 25, 1),
    (100, 2, 180, 1),
    (50, 1, 700, 2),
    (0, 1, 900, 1),
    (300, 1, 1_980, 1),
]:
    total, share = x1 + x2, Fraction(t2, t1 + t2)
    row("events_conditional_greater", (x1, t1), (x2, t2), "", binomial_upper(x2, total, share))
    pooled = mpf(total) / (t1 + t2)
    z = (mpf(x2) / t2 - mpf(x1) / t1) / sqrt(pooled * (mpf(1) / t1 + mpf(1) / t2))
    row("events_score", (x1, t1), (x2, t2), "", two_sided(z))
for x, n, given in [(40, 100, "1/4"), (300, 1_000, "1/8"), (900, 1_000, "1/2"), (480, 1_000, "1/16")]:
    row("one_rate_greater", (x, n), (), given, binomial_upper(x, n, Fraction(given)))
for control_only, variant_only in [(5, 20), (1, 60), (100, 300), (30, 900), (0, 990)]:
    twice = 2 * binomial_upper(variant_only, control_only + variant_only, Fraction(1, 2))
    row("paired_exact", (control_only,), (variant_only,), "", min(twice, mpf(1)))

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "far_tails.csv"), "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "test", "control", "variant", "other", "p_value"])
    writer.writerows(rows)
