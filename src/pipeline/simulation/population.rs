//! What the units of one arm do, as far as a plan knows: the distributions that simulated data are drawn from.

use crate::data::Measure;
use crate::plan::sizing::Measured;
use crate::quantity::{Positive, Proportion};
use crate::stats::draws::Stream;
use crate::stats::{CategoryShares, CrossMoments, Enrolment, Moments, PlannedHazards, UnitCounts};

/// How the analysis will read a metric: the same units make different measures.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Reading {
    /// Whether every unit is known, and not only sums over them.
    pub per_unit: bool,
    /// How far the metric goes together with the covariate it is adjusted for; none where it is adjusted for nothing.
    pub covariate_correlation: Option<f64>,
}

/// The distribution of one metric in one arm.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Population {
    Conversions(Proportion),
    Means { mean: f64, sd: Positive },
    Adjusted { mean: f64, sd: Positive, correlation: f64 },
    Ratios { ratio: f64, sd: Positive },
    Events { rate: Positive, exposure: Positive },
    Counts { expected: f64, exposure: Positive, dispersion: Positive },
    Answers(Vec<f64>),
    Times { hazard: Positive, dropout: Option<Positive>, enrolment: Enrolment },
    Values { value: f64, level: Proportion, density: Positive },
}

impl Population {
    /// The units of an arm in which the metric has this value; none where it can have no such value.
    pub fn of(measured: &Measured, value: f64, reading: Reading) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let adjusted = |mean, sd| reading.covariate_correlation.map(|r| Self::Adjusted { mean, sd, correlation: r });
        Some(match measured {
            Measured::Proportion { .. } => {
                let rate = Proportion::new(value).ok()?;
                let sd = Positive::new((value * (1.0 - value)).sqrt()).ok()?;
                adjusted(value, sd).unwrap_or(Self::Conversions(rate))
            }
            Measured::Mean { control_sd, .. } => {
                adjusted(value, *control_sd).unwrap_or(Self::Means { mean: value, sd: *control_sd })
            }
            Measured::Ratio { sd, .. } => Self::Ratios { ratio: value, sd: *sd },
            Measured::Count { exposure, dispersion, .. } => {
                let rate = Positive::new(value).ok()?;
                match Positive::new(*dispersion) {
                    Err(_) if !reading.per_unit => Self::Events { rate, exposure: *exposure },
                    // A dispersion of nearly nothing is none.
                    spread => Self::Counts {
                        expected: value * exposure.get(),
                        exposure: *exposure,
                        dispersion: spread.or_else(|_| Positive::new(1e-9)).ok()?,
                    },
                }
            }
            Measured::Recommendation(planned) => {
                let same = value == planned.control.score();
                let shares = if same { planned.control } else { planned.reaching(value).ok()? };
                let (promoters, detractors) = (shares.promoters(), shares.detractors());
                Self::Answers(vec![detractors, (1.0 - promoters - detractors).max(0.0), promoters])
            }
            Measured::Answers { shares } => Self::Answers(shifted(shares, value)?),
            Measured::Retention { watched, .. } => {
                let enrolment = match Positive::new(watched.accrual) {
                    Ok(accrual) => Enrolment::Uniform { accrual, follow_up: Some(watched.follow_up) },
                    Err(_) => Enrolment::AtOnce { follow_up: watched.follow_up },
                };
                let hazard = |kept: f64| {
                    let kept = Proportion::new(kept).ok()?;
                    let plan = PlannedHazards::of_retention(kept, watched.horizon, Positive::ONE, enrolment).ok()?;
                    Some(plan.control_hazard)
                };
                Self::Times { hazard: hazard(value)?, dropout: hazard(1.0 - watched.dropout.get()), enrolment }
            }
            Measured::Quantile { level, density, .. } => Self::Values { value, level: *level, density: *density },
        })
    }

    /// What so many of its units add up to; none where nothing can be said of so few.
    pub fn draw(&self, units: u64, stream: &mut Stream) -> Option<Measure> {
        Some(match self {
            Self::Conversions(rate) => Measure::Conversions(stream.binomial(units, rate.get())),
            Self::Means { mean, sd } => Measure::Moments(stream.normal_moments(units, *mean, *sd)),
            Self::Adjusted { mean, sd, correlation } => Measure::CrossMoments(stream.normal_pair_moments(
                units,
                [*mean, 0.0],
                [*sd, Positive::ONE],
                *correlation,
            )),
            // Of a ratio the plan knows what a unit contributes: its numerator where all denominators are 1.
            Self::Ratios { ratio, sd } => {
                let own = stream.normal_moments(units, *ratio, *sd);
                let (mean, variance) = (own.mean()?, own.variance().unwrap_or(0.0));
                let moments = CrossMoments::from_summary(units, [mean, 1.0], [[variance, 0.0], [0.0, 0.0]]);
                Measure::CrossMoments(moments.ok()?)
            }
            Self::Events { rate, exposure } => {
                let exposure = exposure.get() * units as f64;
                Measure::Events { events: stream.poisson(rate.get() * exposure), exposure }
            }
            Self::Counts { expected, exposure, dispersion } => {
                let counts = stream.over_dispersed_counts(units, *expected, *dispersion);
                let (mean, variance) = (counts.mean()?, counts.variance().unwrap_or(0.0));
                Measure::Counts(UnitCounts::with_equal_exposure(units, exposure.get(), mean, variance).ok()?)
            }
            Self::Answers(shares) => Measure::Answers(stream.multinomial(units, shares)),
            Self::Times { hazard, dropout, enrolment } => {
                Measure::Times(stream.times(units, *hazard, *dropout, *enrolment))
            }
            Self::Values { value, level, density } => {
                Measure::Values(stream.rising_values(units, *value, level.get(), *density))
            }
        })
    }

    /// About how long drawing and comparing so many of its units takes, in microseconds of a release build.
    pub fn microseconds(&self, units: u64) -> f64 {
        match self {
            Self::Conversions(_) | Self::Means { .. } | Self::Adjusted { .. } | Self::Ratios { .. } => 10.0,
            Self::Answers(_) => 40.0,
            Self::Events { .. } => 60.0,
            // One draw for each number of events that some unit may have.
            Self::Counts { expected, dispersion, .. } => {
                60.0 + 0.5 * (expected + 20.0 * (expected * dispersion.get().mul_add(*expected, 1.0)).sqrt())
            }
            // Many units leave at many times, and each of them is weighed.
            Self::Times { .. } if units > 50_000 => 6_000.0,
            Self::Times { .. } => 3_000.0,
            Self::Values { .. } => 0.05 * units as f64,
        }
    }
}

/// Shares of answers with which an answer is higher than one of the control with this chance.
fn shifted(shares: &CategoryShares, win_probability: f64) -> Option<Vec<f64>> {
    let even = (win_probability - 0.5).abs() < 1e-12;
    let chance = Proportion::new(win_probability).ok()?;
    let odds = if even { Positive::ONE } else { shares.odds_ratio_for(chance).ok()? };
    Some(shares.shifted(odds).get().to_vec())
}

impl Population {
    /// Whether units that come in clusters can be drawn: where the single values are not needed.
    pub fn can_be_clustered(&self) -> bool {
        !matches!(self, Self::Times { .. } | Self::Values { .. })
    }

    /// The same units where they come in clusters and so many of them count for one: as many as count are drawn, and told as so
    /// many units. Means and rates then vary as those of clusters do, while single values keep their spread.
    pub fn draw_clustered(&self, units: u64, design_effect: f64, stream: &mut Stream) -> Option<Measure> {
        if design_effect <= 1.0 {
            return self.draw(units, stream);
        }
        let counting = ((units as f64 / design_effect).round() as u64).max(1);
        let scaled = |count: u64| (count as f64 * units as f64 / counting as f64).round() as u64;
        Some(match self.draw(counting, stream)? {
            Measure::Conversions(converted) => Measure::Conversions(scaled(converted).min(units)),
            Measure::Answers(answers) => Measure::Answers(answers.into_iter().map(scaled).collect()),
            Measure::Moments(own) => Measure::Moments(
                Moments::from_summary(units, own.mean()?, own.standard_deviation().unwrap_or(0.0)).ok()?,
            ),
            Measure::CrossMoments(own) => {
                let of = |one, other| own.covariance(one, other).unwrap_or(0.0);
                let covariances = [[of(0, 0), of(0, 1)], [of(1, 0), of(1, 1)]];
                Measure::CrossMoments(CrossMoments::from_summary(units, own.means()?, covariances).ok()?)
            }
            Measure::Events { events, exposure } => {
                Measure::Events { events: scaled(events), exposure: exposure * units as f64 / counting as f64 }
            }
            Measure::Counts(own) => {
                let Self::Counts { exposure, .. } = self else { return None };
                let variance = own.estimate().map_or(0.0, |estimate| estimate.error.powi(2) * counting as f64);
                let rate = own.rate()? * exposure.get();
                let variance = variance * exposure.get().powi(2);
                Measure::Counts(UnitCounts::with_equal_exposure(units, exposure.get(), rate, variance).ok()?)
            }
            Measure::Times(_) | Measure::Values(_) | Measure::PairedValues(_) => return None,
        })
    }
}
