//! Writes the first `plan.toml` of an experiment, with remarks in the workspace's language; people go on from there.

use std::fmt::Write as _;

use super::record::{number, quoted};
use crate::metric::{Baseline, Metric};
use crate::plan::{Change, DataKind, Draft, RuleKind};
use crate::stats::{Futility, Sides, Spending};
use crate::words::{Message, Words};

/// The text of a drafted plan.
#[must_use]
pub fn plan_text(draft: &Draft, metrics: &[Metric], words: &Words) -> String {
    let plan = &draft.plan;
    let mut text = Text { text: String::new(), words };
    text.remark(&Message::new("draft-head").text("id", plan.id.as_str()));
    text.remark(&draft.said_traffic());
    if !draft.ways_out.is_empty() {
        text.remark(&Message::new("draft-ways"));
    }
    for way in &draft.ways_out {
        text.item(&way.said());
    }
    text.line("schema", "1");
    text.line("title", &quoted(&plan.title));
    text.optional("improvement", plan.improvement.as_ref().map(|id| id.as_str()));
    text.optional("lane", plan.lane.as_ref().map(|id| id.as_str()));
    text.line("start", &plan.start.to_string());
    text.line("end", &plan.end.to_string());
    text.line("primary", &quoted(plan.primary.id.as_str()));
    text.remark(&Message::new("draft-segments"));
    text.line("segments", "[]");
    text.section("[hypothesis]");
    text.line("change", &quoted(&plan.hypothesis.change));
    text.optional("audience", plan.hypothesis.audience.as_deref());
    text.optional("outcome", plan.hypothesis.outcome.as_deref());
    text.optional("because", plan.hypothesis.because.as_deref());
    for arm in &plan.arms {
        text.section("[[arm]]");
        text.line("name", &quoted(&arm.name));
        text.line("share", &number(arm.share.get()));
    }
    guardrails(&mut text, draft, metrics);
    design(&mut text, draft);
    text.section("[data]");
    let metric = plan.primary.id.as_str();
    match plan.data.kind {
        DataKind::Summary => {
            text.remark(&Message::new("draft-data").text("metric", metric));
            text.line("kind", "\"summary\"");
        }
        DataKind::Units => {
            text.remark(&Message::new("draft-data-units").text("metric", metric));
            text.line("kind", "\"units\"");
        }
        DataKind::Events => text.line("kind", "\"events\""),
    }
    text.line("file", &quoted(&plan.data.file));
    prediction(&mut text, draft);
    rule(&mut text, &plan.rule.kind);
    text.text
}

/// When the test decides. A draft has looks at equal distances, with the usual bounds.
fn rule(text: &mut Text<'_>, rule: &RuleKind) {
    text.section("[rule]");
    match rule {
        RuleKind::FixedHorizon => {
            text.remark(&Message::new("draft-rule"));
            text.line("kind", "\"fixed_horizon\"");
        }
        RuleKind::AnyTime => {
            text.remark(&Message::new("draft-rule-any-time"));
            text.line("kind", "\"any_time\"");
        }
        RuleKind::Looks(looks) => {
            text.remark(&Message::new("draft-rule-looks"));
            text.line("kind", "\"group_sequential\"");
            text.line("looks", &looks.count().to_string());
            match looks.futility {
                Futility::Spending { spending: Spending::OBrienFleming, .. } => {
                    text.line("futility", "\"obrien_fleming\"");
                }
                Futility::Spending { spending: Spending::Pocock, .. } => text.line("futility", "\"pocock\""),
                _ => {}
            }
        }
    }
}

/// A guardrail to choose, written as a remark: its margin is the team's own.
fn guardrails(text: &mut Text<'_>, draft: &Draft, metrics: &[Metric]) {
    text.text.push('\n');
    text.remark(&Message::new("draft-guardrail"));
    let other = metrics.iter().find(|metric| metric.id != draft.plan.primary.id && metric.kind.has_lift());
    let id = other.map_or("…", |metric| metric.id.as_str());
    let margin = -0.02 * other.map_or(1.0, |metric| metric.direction.sign());
    let _ = write!(text.text, "# [[guardrail]]\n# metric = {}\n# margin_lift = {}\n", quoted(id), number(margin));
}

fn design(text: &mut Text<'_>, draft: &Draft) {
    let plan = &draft.plan;
    text.section("[design]");
    baseline(text, &plan.baseline);
    text.remark(&Message::new("draft-effect"));
    match plan.effect {
        Change::Lift(lift) => text.line("lift", &number(lift)),
        Change::Difference(difference) => text.line("difference", &number(difference)),
    }
    text.line("alpha", &number(plan.design.alpha.get()));
    text.line("power", &number(plan.design.power.get()));
    text.line(
        "sides",
        match plan.design.sides {
            Sides::One => "1",
            Sides::Two => "2",
        },
    );
    text.line("min_weeks", &plan.design.min_weeks.to_string());
    text.line("max_weeks", &plan.design.max_weeks.to_string());
}

/// What the size depends on. Kinds whose baseline is more than one number take it from the metric in `jalon.toml`.
fn baseline(text: &mut Text<'_>, baseline: &Baseline) {
    match baseline {
        Baseline::Recommendation { .. } | Baseline::Answers(_) => {}
        Baseline::Mean { mean, standard_deviation } => {
            text.line("baseline", &number(*mean));
            text.line("sd", &number(standard_deviation.get()));
        }
        other => text.line("baseline", &number(other.value())),
    }
}

fn prediction(text: &mut Text<'_>, draft: &Draft) {
    let Some(prediction) = &draft.plan.prediction else { return };
    text.section("[prediction]");
    text.remark(&Message::new("draft-prediction"));
    let bounds = [prediction.lift.low(), prediction.lift.likely(), prediction.lift.high()].map(number).join(", ");
    text.line("lift", &format!("[{bounds}]"));
    if let Some(chance) = prediction.p_win {
        text.line("p_win", &number(chance.get()));
    }
    text.optional("by", prediction.by.as_deref());
}

struct Text<'a> {
    text: String,
    words: &'a Words,
}

impl Text<'_> {
    fn remark(&mut self, message: &Message) {
        // A line end in a name must not end the remark.
        let said = self.words.say(message).replace(['\n', '\r'], " ");
        let _ = writeln!(self.text, "# {said}");
    }

    fn item(&mut self, message: &Message) {
        let said = self.words.say(message).replace(['\n', '\r'], " ");
        let _ = writeln!(self.text, "# - {said}");
    }

    fn section(&mut self, header: &str) {
        let _ = writeln!(self.text, "\n{header}");
    }

    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{key} = {value}");
    }

    fn optional(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(key, &quoted(value));
        }
    }
}

/// The name of an experiment's folder: its id and the first words of its title, `E007-guest-checkout`.
#[must_use]
pub fn folder_name(id: &str, title: &str) -> String {
    const MOST_WORDS: usize = 4;
    let lower = title.to_lowercase();
    let parts = lower.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty());
    let name: Vec<&str> = parts.take(MOST_WORDS).collect();
    // Folder names of every system hold 255 bytes at least; a title may be longer.
    let name: String = name.join("-").chars().take(48).collect();
    if name.is_empty() { id.to_owned() } else { format!("{id}-{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_names_are_short_and_safe() {
        assert_eq!(folder_name("E007", "Tracking in real time, at last!"), "E007-tracking-in-real-time");
        assert_eq!(folder_name("E007", "../../étage n° 2"), "E007-étage-n-2");
        assert_eq!(folder_name("E007", "!?"), "E007");
    }
}
