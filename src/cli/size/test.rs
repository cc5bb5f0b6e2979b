//! What every kind of metric asks of a test: the effect, the risks, the arms, the traffic.

use clap::Args;
use jalon::plan::sizing::{Aim, Design, Measured, Sizing, SizingProblem};
use jalon::plan::{CapEffect, Correction, NullHypothesis, PastUnits, Split, Traffic, WeekRule};
use jalon::quantity::Proportion;
use jalon::report::{sizing_problem, split_problem};
use jalon::stats::{Direction, Sides};
use jalon::words::Message;

use super::efficiency::EfficiencyArguments;
use super::looks::LooksArguments;
use super::past::{Past, mean_of};
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, fraction, positive, rate, small_count};

/// The effect, and the units where they are given.
#[derive(Debug, Args)]
#[command(next_help_heading = "Effect")]
struct EffectArguments {
    /// The value the variant should reach
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true, conflicts_with_all = ["lift", "difference"])]
    target: Option<String>,
    /// The relative change to detect: +10%, -5%
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true, conflicts_with = "difference")]
    lift: Option<String>,
    /// The absolute change to detect: 1% is one percentage point
    #[arg(long, value_name = "CHANGE", allow_hyphen_values = true)]
    difference: Option<String>,
    /// Units that will be there: in all arms together (30000), or arm by arm, control first (15000:15000); gives the power where
    /// an effect is given, else the detectable effect
    #[arg(long, value_name = "UNITS")]
    n: Option<String>,
    /// Which way the detectable effect is looked for: increase or decrease [default: increase]
    #[arg(long, value_name = "WAY")]
    direction: Option<String>,
}

/// The test itself.
#[derive(Debug, Args)]
#[command(next_help_heading = "Test")]
struct TestArguments {
    /// Risk of a false alarm [default: 5%; 2.5% with a margin]
    #[arg(long, value_name = "RISK")]
    alpha: Option<String>,
    /// Chance to detect the effect when it is there
    #[arg(long, value_name = "CHANCE", default_value = "80%")]
    power: String,
    /// Directions watched, 1 or 2 [default: 2; 1 with a margin]
    #[arg(long, value_name = "1|2")]
    sides: Option<String>,
    /// Shares of the arms, control first: 1:1, 1:1:2, 50:50
    #[arg(long, value_name = "SHARES")]
    allocation: Option<String>,
    /// Arms in all, control included
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["variants", "allocation"])]
    arms: Option<String>,
    /// Variants beside the control
    #[arg(long, value_name = "COUNT", conflicts_with = "allocation")]
    variants: Option<String>,
    /// How several variants share the risk: dunnett, holm, hochberg, hommel, bonferroni, benjamini-hochberg (sized as
    /// bonferroni) or none [default: dunnett; bonferroni with a margin]
    #[arg(long, value_name = "NAME")]
    correction: Option<String>,
    /// Margin in the unit of the metric: -1% for no more than one point worse
    #[arg(long, value_name = "CHANGE", allow_hyphen_values = true, conflicts_with = "margin_lift")]
    margin: Option<String>,
    /// Margin relative to the control: -5% for no more than 5% worse
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    margin_lift: Option<String>,
    /// Show that the arms are less than the margin apart, either way, instead of no worse
    #[arg(long)]
    equivalence: bool,
    /// Tests simulated to check the power, 0 for none [default: as many as take a moment]
    #[arg(long, value_name = "TESTS")]
    simulate: Option<String>,
    #[command(flatten)]
    efficiency: EfficiencyArguments,
    #[command(flatten)]
    looks: LooksArguments,
}

/// The traffic, for the duration.
#[derive(Debug, Args)]
#[command(next_help_heading = "Traffic")]
struct TrafficArguments {
    /// Distinct units in a week, all arms together
    #[arg(long, value_name = "UNITS")]
    units_per_week: Option<String>,
    /// Chance that a unit is there again in a given later week
    #[arg(long, value_name = "SHARE", default_value = "0", requires = "units_per_week")]
    return_rate: String,
    /// Weeks a test runs at least
    #[arg(long, value_name = "WEEKS", default_value = "2", requires = "units_per_week")]
    min_weeks: String,
    /// Weeks past which it is called too long
    #[arg(long, value_name = "WEEKS", default_value = "8", requires = "units_per_week")]
    max_weeks: String,
}

/// What every kind asks of its test.
#[derive(Debug, Args)]
pub(super) struct PlanArguments {
    #[command(flatten)]
    effect: EffectArguments,
    #[command(flatten)]
    test: TestArguments,
    #[command(flatten)]
    traffic: TrafficArguments,
}

/// What is asked, whatever is measured.
pub(super) struct Asked<'a> {
    measured: Measured,
    /// Reads a change in the unit of the metric.
    read: fn(&str, &str) -> Result<f64, Failure>,
    /// The effect, where the kind has a way of its own to say it.
    aim: Option<Aim>,
    /// What was measured on past units, where a file was given.
    past: Option<Past>,
    effect: &'a EffectArguments,
    test: &'a TestArguments,
    traffic: &'a TrafficArguments,
}

impl<'a> Asked<'a> {
    /// The plan of a metric; a kind that has more to say adds it.
    pub fn of(measured: Measured, read: fn(&str, &str) -> Result<f64, Failure>, plan: &'a PlanArguments) -> Self {
        Self { measured, read, aim: None, past: None, effect: &plan.effect, test: &plan.test, traffic: &plan.traffic }
    }

    /// With the effect, where the kind has a way of its own to say it.
    pub fn aimed(self, aim: Option<Aim>) -> Self {
        Self { aim, ..self }
    }

    /// With what was measured on past units, where a file was given.
    pub fn with_past(self, past: Option<Past>) -> Self {
        Self { past, ..self }
    }

    /// Whether past answers on a scale from 0 to 10 hold no 0, as if the scale began at 1.
    pub fn lacks_zero(&self) -> bool {
        self.past.as_ref().is_some_and(|past| past.no_zero)
    }

    /// The power asked for, as it was typed.
    pub fn power(&self) -> &str {
        &self.test.power
    }

    /// How many tests to simulate; none for as many as take a moment.
    pub fn simulated_tests(&self) -> Result<Option<u32>, Failure> {
        self.test.simulate.as_ref().map(|text| simulated_tests(text)).transpose()
    }

    pub fn design(&self) -> Result<Design, Failure> {
        let null = self.null()?;
        let margin = null.has_margin();
        let sides = match &self.test.sides {
            Some(text) => choice("--sides", text, &[("1", Sides::One), ("2", Sides::Two)])?,
            None if margin => Sides::One,
            None => Sides::Two,
        };
        // A margin is by custom judged on one side at half the usual risk (ICH E9), so that its interval is the usual one.
        // Equivalence is judged at 5 % on each side, so that its interval is the one at 90 % (Schuirmann 1987).
        let usual = if margin && sides == Sides::One && !null.is_equivalence() { "2.5%" } else { "5%" };
        let alpha = rate("--alpha", self.test.alpha.as_deref().unwrap_or(usual))?;
        let correction = match &self.test.correction {
            Some(text) => choice("--correction", text, &CORRECTIONS)?,
            None if margin || self.test.looks.are_given() => Correction::Bonferroni,
            None => Correction::Dunnett,
        };
        let looks = self.test.looks.read(rate("--power", &self.test.power)?)?;
        if looks.is_some() && !correction.holds_at_looks() {
            return Err(Failure::command_line(
                Message::new("size-looks-correction"),
                Message::new("size-looks-correction-mend"),
            ));
        }
        let (split, efficiency) =
            (self.split()?, self.test.efficiency.read(self.past.as_ref().and_then(|past| past.correlation))?);
        Ok(Design { measured: self.measured.clone(), null, alpha, sides, split, correction, efficiency, looks })
    }

    fn null(&self) -> Result<NullHypothesis, Failure> {
        let margin = match (&self.test.margin, &self.test.margin_lift) {
            (Some(text), _) => NullHypothesis::Difference { margin: (self.read)("--margin", text)? },
            (None, Some(text)) => NullHypothesis::Lift { margin: fraction("--margin-lift", text)? },
            (None, None) => NullHypothesis::Equal,
        };
        if self.test.equivalence { equivalence(margin) } else { Ok(margin) }
    }

    fn split(&self) -> Result<Split, Failure> {
        let split = if let Some(sizes) = self.sizes_arm_by_arm()? {
            let shared = [&self.test.allocation, &self.test.arms, &self.test.variants];
            if shared.iter().any(|given| given.is_some()) {
                return Err(Failure::command_line(
                    Message::new("size-shares-twice"),
                    Message::new("size-shares-twice-mend"),
                ));
            }
            Split::new(&sizes.iter().map(|&size| size as f64).collect::<Vec<_>>())
        } else if let Some(text) = &self.test.allocation {
            Split::new(
                &text.split([':', '/']).map(|part| fraction("--allocation", part)).collect::<Result<Vec<_>, _>>()?,
            )
        } else if let Some(text) = &self.test.arms {
            Split::equal(small_count("--arms", text)? as usize)
        } else if let Some(text) = &self.test.variants {
            Split::equal(small_count("--variants", text)? as usize + 1)
        } else {
            Ok(Split::halves())
        };
        split.map_err(|problem| refused(split_problem(&problem)))
    }

    /// The sizes in `--n 15000:15000`; none where one total is given, or nothing.
    fn sizes_arm_by_arm(&self) -> Result<Option<Vec<u64>>, Failure> {
        match &self.effect.n {
            Some(text) if text.contains(':') => {
                text.split(':').map(|part| count("--n", part)).collect::<Result<_, _>>().map(Some)
            }
            _ => Ok(None),
        }
    }

    fn units(&self, design: &Design) -> Result<Option<Vec<u64>>, Failure> {
        match (&self.effect.n, self.sizes_arm_by_arm()?) {
            (_, Some(sizes)) => Ok(Some(sizes)),
            (Some(text), None) => Ok(Some(design.divide(count("--n", text)? as f64))),
            (None, None) => Ok(None),
        }
    }

    fn aim(&self) -> Result<Option<Aim>, Failure> {
        let effect = self.effect;
        let has_lift = self.measured.has_lift();
        if !has_lift && (effect.lift.is_some() || self.test.margin_lift.is_some()) {
            return Err(Failure::command_line(Message::new("size-no-lift"), Message::new("size-no-lift-mend")));
        }
        let usual = [&effect.target, &effect.lift, &effect.difference];
        if self.aim.is_some() && usual.iter().any(|given| given.is_some()) {
            return Err(Failure::command_line(
                Message::new("size-effect-twice"),
                Message::new("size-effect-twice-mend"),
            ));
        }
        if self.aim.is_some() {
            return Ok(self.aim);
        }
        Ok(match (&effect.target, &effect.lift, &effect.difference) {
            (Some(text), _, _) => Some(Aim::Target((self.read)("--target", text)?)),
            (_, Some(text), _) => Some(Aim::Lift(fraction("--lift", text)?)),
            (_, _, Some(text)) => Some(Aim::Difference((self.read)("--difference", text)?)),
            _ => None,
        })
    }

    fn direction(&self) -> Result<Direction, Failure> {
        match &self.effect.direction {
            Some(text) => choice("--direction", text, &DIRECTIONS),
            None => Ok(Direction::Increase),
        }
    }

    pub fn sizing(&self, design: &Design, power: Proportion) -> Result<Sizing, Failure> {
        let solved = match (self.aim()?, self.units(design)?) {
            (Some(aim), None) => design.size(aim, power),
            (Some(aim), Some(units)) => design.power(aim, &units),
            (None, Some(units)) => design.detectable(power, &units, self.direction()?),
            // With a margin and nothing else, the variant is taken to be as good as the control.
            (None, None) if design.null.has_margin() => design.size(Aim::Difference(0.0), power),
            (None, None) => {
                return Err(Failure::command_line(
                    Message::new("size-no-effect-given"),
                    Message::new("size-no-effect-given-mend"),
                ));
            }
        };
        solved.map_err(|problem: SizingProblem| refused(sizing_problem(&problem)))
    }

    /// The past units it is planned from, with what a cap does to this test.
    pub fn past_units(&self, design: &Design, sizing: &Sizing, power: Proportion) -> Option<PastUnits> {
        let past = self.past.as_ref()?;
        let cap = past.values.map(|(values, applied)| {
            let other = if applied { &values.uncapped } else { &values.capped };
            // The other reading of the values may have no size; then there is none to show.
            let other = mean_of(other).and_then(|measured| {
                let design = Design { measured, ..design.clone() };
                self.sizing(&design, power).ok()
            });
            let planned = Some(sizing.clone());
            let (uncapped, capped) = if applied { (other, planned) } else { (planned, other) };
            CapEffect { values, applied, uncapped, capped }
        });
        Some(PastUnits { cap, ..past.units.clone() })
    }

    pub fn traffic(&self) -> Result<Option<(Traffic, WeekRule)>, Failure> {
        let given = self.traffic;
        let Some(text) = &given.units_per_week else { return Ok(None) };
        let return_rate = fraction("--return-rate", &given.return_rate)?;
        let traffic = Traffic::new(positive("--units-per-week", text)?, return_rate).map_err(|_| {
            Failure::command_line(
                Message::new("size-return-rate").text("given", &given.return_rate),
                Message::new("size-return-rate-mend"),
            )
        })?;
        let rule = WeekRule {
            min_weeks: small_count("--min-weeks", &given.min_weeks)?,
            max_weeks: small_count("--max-weeks", &given.max_weeks)?,
        };
        if rule.min_weeks > rule.max_weeks {
            return Err(Failure::command_line(Message::new("size-weeks-order"), Message::new("size-weeks-order-mend")));
        }
        Ok(Some((traffic, rule)))
    }
}

/// Simulated tests: more than a million would take minutes and tell no more.
fn simulated_tests(text: &str) -> Result<u32, Failure> {
    const MOST: u64 = 1_000_000;
    let tests = count("--simulate", text)?;
    u32::try_from(tests).ok().filter(|_| tests <= MOST).ok_or_else(|| {
        Failure::command_line(
            Message::new("size-simulate-too-many").text("given", text),
            Message::new("size-simulate-too-many-mend").count("most", MOST),
        )
    })
}

/// The two-sided margin of an equivalence; it needs one.
pub(in crate::cli) fn equivalence(margin: NullHypothesis) -> Result<NullHypothesis, Failure> {
    match margin {
        NullHypothesis::Difference { margin } => Ok(NullHypothesis::DifferenceBeyond { margin: margin.abs() }),
        NullHypothesis::Lift { margin } => Ok(NullHypothesis::LiftBeyond { margin: margin.abs() }),
        _ => Err(Failure::command_line(
            Message::new("size-equivalence-margin"),
            Message::new("size-equivalence-margin-mend"),
        )),
    }
}

pub(super) fn refused((what, mend): (Message, Message)) -> Failure {
    Failure::command_line(what, mend)
}

/// The corrections by their names.
pub const CORRECTIONS: [(&str, Correction); 7] = [
    ("dunnett", Correction::Dunnett),
    ("holm", Correction::Holm),
    ("hochberg", Correction::Hochberg),
    ("hommel", Correction::Hommel),
    ("benjamini-hochberg", Correction::BenjaminiHochberg),
    ("bonferroni", Correction::Bonferroni),
    ("none", Correction::None),
];

const DIRECTIONS: [(&str, Direction); 2] = [("increase", Direction::Increase), ("decrease", Direction::Decrease)];
