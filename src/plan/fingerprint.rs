use std::fmt::Write as _;
use std::io::Read;

use sha2::{Digest, Sha256};

use super::protocol::{Change, DataKind, Plan, PowerOf, RuleKind};
use super::{Correction, EventLogs, FamilyCorrection, Looks, NullHypothesis};
use crate::metric::{Baseline, Direction, Metric, MetricKind};
use crate::quantity::{Positive, Proportion};
use crate::stats::{Binding, Efficacy, Futility, Sides, Spending};

/// The fingerprint of everything in a plan that could change its result: `sha256:` and 64 hexadecimal digits.
///
/// It is taken over a canonical text of the plan's meaning, not over the file, so that comments, the order of keys and
/// the way a number is written do not matter. Title and owner may change; hypothesis, metrics, margins, arms, design,
/// dates, data, prediction and rule may not.
#[must_use]
pub fn fingerprint(plan: &Plan) -> String {
    format!("sha256:{}", hexadecimal(&Sha256::digest(canonical(plan).as_bytes())))
}

/// The SHA-256 of a text's bytes, written like a fingerprint.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hexadecimal(&Sha256::digest(bytes)))
}

/// The SHA-256 of a file's bytes, read bit by bit, written like a fingerprint.
///
/// # Errors
///
/// What the system says where the file cannot be read.
pub fn digest_of(mut bytes: impl Read) -> std::io::Result<String> {
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        match bytes.read(&mut buffer)? {
            0 => break,
            read => hash.update(&buffer[..read]),
        }
    }
    Ok(format!("sha256:{}", hexadecimal(&hash.finalize())))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One line per fact, `name=value`; texts are quoted with their escapes, so that no text can pose as another line.
fn canonical(plan: &Plan) -> String {
    let mut lines = Lines::default();
    lines.text("experiment", plan.id.as_str());
    lines.optional("improvement", plan.improvement.as_ref().map(|id| id.as_str()));
    lines.text("hypothesis.change", &plan.hypothesis.change);
    lines.optional("hypothesis.audience", plan.hypothesis.audience.as_deref());
    lines.optional("hypothesis.outcome", plan.hypothesis.outcome.as_deref());
    lines.optional("hypothesis.because", plan.hypothesis.because.as_deref());
    for arm in &plan.arms {
        lines.text("arm", &arm.name);
        lines.number("arm.share", arm.share.get());
        lines.optional("arm.code", arm.code.as_deref());
    }
    lines.metric("primary", &plan.primary);
    lines.baseline(&plan.baseline);
    // The first decides no more than the others, but charts, segments and predictions speak of it.
    let mut also: Vec<_> = plan.also_primary.iter().collect();
    also.sort_by(|one, other| one.metric.id.cmp(&other.metric.id));
    for success in also {
        lines.metric("also_primary", &success.metric);
        lines.baseline(&success.baseline);
        lines.change("effect", success.effect);
        lines.aim(success.null);
    }
    // The order of secondary metrics, guardrails and segments says nothing.
    let mut secondary: Vec<&Metric> = plan.secondary.iter().collect();
    secondary.sort_by(|one, other| one.id.cmp(&other.id));
    secondary.into_iter().for_each(|metric| lines.metric("secondary", metric));
    let mut guardrails: Vec<_> = plan.guardrails.iter().collect();
    guardrails.sort_by(|one, other| one.metric.id.cmp(&other.metric.id));
    for guardrail in guardrails {
        lines.metric("guardrail", &guardrail.metric);
        lines.change("guardrail.margin", guardrail.margin);
    }
    lines.change("effect", plan.effect);
    lines.design(plan);
    let mut segments = plan.segments.clone();
    segments.sort();
    segments.iter().for_each(|segment| lines.text("segment", segment));
    lines.data(plan);
    if let Some(prediction) = &plan.prediction {
        for bound in [prediction.lift.low(), prediction.lift.likely(), prediction.lift.high()] {
            lines.number("prediction.lift", bound);
        }
        if let Some(chance) = prediction.p_win {
            lines.number("prediction.p_win", chance.get());
        }
        lines.optional("prediction.by", prediction.by.as_deref());
    }
    lines.rule(plan);
    lines.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn word(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!("{name}={value}\n"));
    }

    fn text(&mut self, name: &str, value: &str) {
        self.word(name, &format!("{value:?}"));
    }

    fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// Rust writes the shortest decimal that reads back as the same number, whatever the machine.
    fn number(&mut self, name: &str, value: f64) {
        self.word(name, &value.to_string());
    }

    fn change(&mut self, name: &str, change: Change) {
        match change {
            Change::Lift(lift) => self.word(name, &format!("lift {lift}")),
            Change::Difference(difference) => self.word(name, &format!("difference {difference}")),
        }
    }

    fn metric(&mut self, role: &str, metric: &Metric) {
        let kind = metric.kind.name();
        let direction = match metric.direction {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
        };
        self.word(role, &format!("{:?} {kind} {direction}", metric.id.as_str()));
        let detail = metric.detail;
        if let Some(scale) = detail.scale.filter(|_| metric.kind != MetricKind::Nps) {
            self.word("scale", &format!("{} {}", scale.low(), scale.high()));
        }
        let numbers = [
            ("cap", detail.cap.map(Proportion::get)),
            ("level", detail.level.map(Proportion::get)),
            ("horizon", detail.horizon.map(Positive::get)),
        ];
        for (name, value) in numbers {
            if let Some(value) = value {
                self.number(name, value);
            }
        }
    }

    fn baseline(&mut self, baseline: &Baseline) {
        match baseline {
            Baseline::Rate(rate) => self.number("baseline", rate.get()),
            Baseline::Mean { mean, standard_deviation } => {
                self.number("baseline", *mean);
                self.number("baseline.sd", standard_deviation.get());
            }
            Baseline::Count { rate, exposure, dispersion } => {
                self.number("baseline", rate.get());
                self.number("baseline.exposure", exposure.get());
                self.number("baseline.dispersion", *dispersion);
            }
            Baseline::Recommendation { promoters, detractors } => {
                self.number("baseline.promoters", promoters.get());
                self.number("baseline.detractors", detractors.get());
            }
            Baseline::Answers(shares) => shares.iter().for_each(|share| self.number("baseline.share", *share)),
            Baseline::Retention { share, watched } => {
                self.number("baseline", share.get());
                self.number("baseline.horizon", watched.horizon.get());
                self.number("baseline.accrual", watched.accrual);
                self.number("baseline.follow_up", watched.follow_up.get());
                self.number("baseline.dropout", watched.dropout.get());
            }
            Baseline::Quantile { value, density } => {
                self.number("baseline", *value);
                self.number("baseline.density", density.get());
            }
        }
    }

    fn aim(&mut self, null: NullHypothesis) {
        match null {
            NullHypothesis::Equal => self.word("aim", "superiority"),
            NullHypothesis::Difference { margin } => self.change("aim.margin", Change::Difference(margin)),
            NullHypothesis::Lift { margin } => self.change("aim.margin", Change::Lift(margin)),
            NullHypothesis::DifferenceBeyond { margin } => self.change("aim.within", Change::Difference(margin)),
            NullHypothesis::LiftBeyond { margin } => self.change("aim.within", Change::Lift(margin)),
        }
    }

    fn design(&mut self, plan: &Plan) {
        let design = &plan.design;
        self.aim(plan.null);
        self.number("alpha", design.alpha.get());
        self.number("power", design.power.get());
        self.word(
            "sides",
            match design.sides {
                Sides::One => "1",
                Sides::Two => "2",
            },
        );
        let correction = match design.correction {
            Correction::None => "none",
            Correction::Bonferroni => "bonferroni",
            Correction::Holm => "holm",
            Correction::Hochberg => "hochberg",
            Correction::Hommel => "hommel",
            Correction::BenjaminiHochberg => "benjamini_hochberg",
            Correction::Dunnett => "dunnett",
        };
        // With one variant there is nothing to correct.
        if plan.variants().len() > 1 {
            self.word("correction", correction);
        }
        // Plans locked before there was a choice were made with the usual one.
        if design.secondary_correction != FamilyCorrection::default() {
            self.word("secondary_correction", design.secondary_correction.name());
        }
        self.word("weeks", &format!("{} {}", design.min_weeks, design.max_weeks));
        if let Some(units) = design.units {
            self.word("units", &units.to_string());
        }
        // What older plans do not know leaves their fingerprints alone.
        if let Some(correlation) = design.efficiency.covariate_correlation() {
            self.number("covariate_correlation", correlation);
        }
        if let Some(clusters) = design.efficiency.clusters() {
            self.number("cluster_size", clusters.size().get());
            self.number("cluster_cv", clusters.size_variation());
            self.number("icc", clusters.correlation().get());
        }
        if design.power_of == PowerOf::Decision {
            self.word("power_of", "decision");
        }
        self.word("days", &format!("{} {}", plan.start, plan.end));
        self.optional("lane", plan.lane.as_ref().map(|lane| lane.as_str()));
    }

    fn data(&mut self, plan: &Plan) {
        match plan.data.kind {
            DataKind::Summary => self.word("data", "summary"),
            DataKind::Units => self.word("data", "units"),
            DataKind::Events => self.word("data", "events"),
        }
        self.text("data.file", &plan.data.file);
        let mut columns = plan.data.columns.clone();
        columns.sort();
        for (role, column) in columns {
            self.text(&format!("data.column {role:?}"), &column);
        }
        if let Some(logs) = &plan.data.events {
            self.events(logs);
        }
    }

    fn events(&mut self, logs: &EventLogs) {
        logs.files.iter().for_each(|file| self.text("data.events", file));
        self.text("data.time_zone", &logs.time_zone);
        let days = |days: Option<u32>| days.map(|days| days.to_string());
        self.optional("data.window_days", days(logs.window_days).as_deref());
        self.optional("data.before_days", days(logs.before_days).as_deref());
        self.optional("data.most_events", logs.most_events.map(|most| most.to_string()).as_deref());
        let mut metrics: Vec<_> = logs.metrics.iter().collect();
        metrics.sort_by(|one, other| one.metric.cmp(&other.metric));
        for made_of in metrics {
            self.text("data.metric", made_of.metric.as_str());
            self.text("data.metric.event", &made_of.event);
            self.optional("data.metric.value", made_of.value.as_deref());
            self.optional("data.metric.denominator", made_of.denominator.as_deref());
            self.optional("data.metric.denominator_value", made_of.denominator_value.as_deref());
            self.optional("data.metric.window_days", days(made_of.window_days).as_deref());
        }
    }

    fn rule(&mut self, plan: &Plan) {
        match &plan.rule.kind {
            RuleKind::FixedHorizon => self.word("rule", "fixed_horizon"),
            RuleKind::AnyTime => self.word("rule", "any_time"),
            RuleKind::Looks(looks) => self.looks(looks),
        }
        if !plan.also_primary.is_empty() {
            self.word("rule.success", plan.rule.success.name());
        }
        self.optional("rule.text", plan.rule_text.as_deref());
    }

    fn looks(&mut self, looks: &Looks) {
        self.word("rule", "looks");
        for share in looks.information.rates() {
            self.number("rule.information", *share);
        }
        match &looks.efficacy {
            Efficacy::OBrienFleming => self.word("rule.bounds", "obrien_fleming_classical"),
            Efficacy::Pocock => self.word("rule.bounds", "pocock_classical"),
            Efficacy::WangTsiatis { shape } => self.word("rule.bounds", &format!("wang_tsiatis {shape}")),
            Efficacy::HaybittlePeto { early } => self.word("rule.bounds", &format!("haybittle_peto {early}")),
            Efficacy::Spending(spending) => self.word("rule.bounds", &spent_by(*spending)),
            Efficacy::Cumulative(spent) => spent.iter().for_each(|spent| self.number("rule.alpha_spent", *spent)),
        }
        let (futility, binding) = match &looks.futility {
            Futility::None => return,
            Futility::Spending { spending, binding } => (spent_by(*spending), binding),
            Futility::Given { bounds, binding } => {
                (format!("{:?}", bounds.iter().map(|bound| bound.value()).collect::<Vec<_>>()), binding)
            }
        };
        self.word("rule.futility", &futility);
        self.word("rule.binding", if *binding == Binding::Binding { "yes" } else { "no" });
    }
}

/// A spending function with its parameter.
fn spent_by(spending: Spending) -> String {
    match spending {
        Spending::OBrienFleming => "obrien_fleming".to_owned(),
        Spending::Pocock => "pocock".to_owned(),
        Spending::KimDeMets { power } => format!("kim_demets {}", power.get()),
        Spending::HwangShihDeCani { gamma } => format!("hwang_shih_decani {gamma}"),
    }
}
