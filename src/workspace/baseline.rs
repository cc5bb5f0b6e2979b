//! Today's value of a metric, in `jalon.toml` and in the design of a plan: each kind has its own fields.

use super::table::Table;
use crate::metric::{AnswerScale, Baseline, MetricDetail, MetricKind, Watched};
use crate::quantity::{Positive, Proportion, Share};
use crate::words::Message;

/// Reads what a kind of metric needs beside its name: the scale of its answers, a cap, a level, a horizon.
pub(super) fn detail(table: &Table<'_>, kind: Option<MetricKind>) -> MetricDetail {
    let given = MetricDetail {
        scale: scale(table),
        cap: table.quantity("cap", Proportion::new),
        level: table.quantity("level", Proportion::new),
        horizon: table.quantity("horizon", Positive::new),
    };
    match kind {
        Some(MetricKind::Nps) => MetricDetail { scale: Some(AnswerScale::RECOMMENDATION), ..given },
        Some(MetricKind::Csat) if !table.has("scale") => {
            MetricDetail { scale: Some(AnswerScale::ONE_TO_FIVE), ..given }
        }
        Some(MetricKind::Quantile) => {
            table.required("level", given.level);
            given
        }
        _ => given,
    }
}

fn scale(table: &Table<'_>) -> Option<AnswerScale> {
    let ends = table.fractions("scale")?;
    let scale = match ends.as_slice() {
        &[low, high] if (0.0..=255.0).contains(&low) && (0.0..=255.0).contains(&high) => {
            let whole = low.fract() == 0.0 && high.fract() == 0.0;
            AnswerScale::new(low as u8, high as u8).filter(|_| whole)
        }
        _ => None,
    };
    if scale.is_none() {
        table.refuse("scale", Message::new("settings-scale"), Message::new("settings-scale-mend"));
    }
    scale
}

/// Reads today's value; `known` is the metric's own, of which a plan may change a part.
pub(super) fn baseline(
    table: &Table<'_>,
    kind: Option<MetricKind>,
    detail: MetricDetail,
    known: Option<&Baseline>,
) -> Option<Baseline> {
    // Every field is asked for, so that one that does not belong to the kind is passed over and not called unknown.
    let given = Given {
        sd: table.quantity("sd", Positive::new),
        exposure: table.quantity("exposure", Positive::new),
        dispersion: table.number("dispersion"),
        promoters: table.quantity("promoters", Share::new),
        detractors: table.quantity("detractors", Share::new),
        shares: table.fractions("shares"),
        density: table.quantity("density", Positive::new),
        accrual: table.number("accrual"),
        follow_up: table.quantity("follow_up", Positive::new),
        dropout: table.quantity("dropout", Share::new),
    };
    match kind? {
        MetricKind::Proportion => table.quantity("baseline", Proportion::new).map(Baseline::Rate),
        MetricKind::Mean => given.mean(table, known, true),
        MetricKind::LifetimeValue | MetricKind::Duration | MetricKind::Ratio => given.mean(table, known, false),
        MetricKind::Count => given.count(table, known),
        MetricKind::Nps => {
            // The score itself may stand there for people; the size needs both shares.
            table.number("baseline");
            given.recommendation(table)
        }
        MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => {
            table.number("baseline");
            given.answers(table, detail)
        }
        MetricKind::Retention => given.retention(table, detail, known),
        MetricKind::Quantile => {
            let value = table.number("baseline");
            let density = given.density.or(match known {
                Some(Baseline::Quantile { density, .. }) => Some(*density),
                _ => None,
            });
            value.zip(density).map(|(value, density)| Baseline::Quantile { value, density })
        }
    }
}

/// The fields that stand beside `baseline`.
struct Given {
    sd: Option<Positive>,
    exposure: Option<Positive>,
    dispersion: Option<f64>,
    promoters: Option<Share>,
    detractors: Option<Share>,
    shares: Option<Vec<f64>>,
    density: Option<Positive>,
    accrual: Option<f64>,
    follow_up: Option<Positive>,
    dropout: Option<Share>,
}

impl Given {
    fn mean(&self, table: &Table<'_>, known: Option<&Baseline>, demanded: bool) -> Option<Baseline> {
        let mean = table.number("baseline")?;
        let of_metric = match known {
            Some(Baseline::Mean { standard_deviation, .. }) => Some(*standard_deviation),
            _ => None,
        };
        let spread = self.sd.or(of_metric);
        let standard_deviation = if demanded { table.required("sd", spread) } else { spread };
        Some(Baseline::Mean { mean, standard_deviation: standard_deviation? })
    }

    fn count(&self, table: &Table<'_>, known: Option<&Baseline>) -> Option<Baseline> {
        let rate = table.quantity("baseline", Positive::new)?;
        let (exposure, dispersion) = match known {
            Some(Baseline::Count { exposure, dispersion, .. }) => (*exposure, *dispersion),
            _ => (Positive::ONE, 0.0),
        };
        let dispersion = self.dispersion.unwrap_or(dispersion);
        if dispersion < 0.0 {
            table.refuse("dispersion", Message::new("settings-below-zero"), Message::new("settings-below-zero-mend"));
            return None;
        }
        Some(Baseline::Count { rate, exposure: self.exposure.unwrap_or(exposure), dispersion })
    }

    fn recommendation(&self, table: &Table<'_>) -> Option<Baseline> {
        let (promoters, detractors) = (self.promoters?, self.detractors?);
        if promoters.get() + detractors.get() > 1.0 + 1e-9 {
            table.refuse("detractors", Message::new("settings-shares-whole"), Message::new("settings-nps-mend"));
            return None;
        }
        Some(Baseline::Recommendation { promoters, detractors })
    }

    fn answers(&self, table: &Table<'_>, detail: MetricDetail) -> Option<Baseline> {
        let shares = self.shares.clone()?;
        let whole: f64 = shares.iter().sum();
        let fits = detail.scale.is_none_or(|scale| scale.answers() == shares.len());
        let are_shares = shares.iter().all(|share| (0.0..=1.0).contains(share)) && (whole - 1.0).abs() <= 0.005;
        if !(fits && are_shares && shares.len() >= 2) {
            let what = Message::new("settings-shares-whole");
            table.refuse("shares", what, Message::new("settings-shares-mend"));
            return None;
        }
        Some(Baseline::Answers(shares.iter().map(|share| share / whole).collect()))
    }

    fn retention(&self, table: &Table<'_>, detail: MetricDetail, known: Option<&Baseline>) -> Option<Baseline> {
        let share = table.quantity("baseline", Proportion::new);
        let known = match known {
            Some(Baseline::Retention { watched, .. }) => Some(*watched),
            _ => None,
        };
        let horizon = detail.horizon.or(known.map(|known| known.horizon))?;
        let watched = Watched {
            horizon,
            accrual: self.accrual.or(known.map(|known| known.accrual)).unwrap_or(0.0),
            follow_up: self.follow_up.or(known.map(|known| known.follow_up)).unwrap_or(horizon),
            dropout: self.dropout.or(known.map(|known| known.dropout)).unwrap_or(Share::ZERO),
        };
        if watched.accrual < 0.0 {
            table.refuse("accrual", Message::new("settings-below-zero"), Message::new("settings-below-zero-mend"));
            return None;
        }
        Some(Baseline::Retention { share: share?, watched })
    }
}
