//! The answer of the survey calculator: how many answers, or what margin.

use serde::Serialize;

use super::metric_values::{Scale, chance};
use super::{Cell, Column, Compose, Document, Facts, Figure, Prose, Table};
use crate::chart::{Caption, ChartError, EffectUnit, MarginOfError};
use crate::plan::survey::{PlannedGroup, SurveyGoal, SurveyPlan};
use crate::quantity::Positive;
use crate::stats::{Allocation, Survey, SurveyError, SurveyMeasure};
use crate::words::{Message, Words};

/// The object `jalon.survey.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SurveyAnswer<'a> {
    kind: &'static str,
    measure: &'static str,
    confidence: f64,
    population: Option<u64>,
    n: u64,
    n_exact: f64,
    margin: f64,
    response_rate: Option<f64>,
    invitations: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allocation: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    groups: &'a [PlannedGroup],
}

impl<'a> SurveyAnswer<'a> {
    /// What programs are told.
    #[must_use]
    pub fn new(plan: &'a SurveyPlan) -> Self {
        Self {
            kind: "survey",
            measure: match plan.measure {
                SurveyMeasure::Share(_) => "share",
                SurveyMeasure::Mean(_) => "mean",
                SurveyMeasure::NetPromoterScore { .. } => "nps",
            },
            confidence: 1.0 - plan.alpha.get(),
            population: plan.population,
            n: plan.answers,
            n_exact: plan.answers_exact,
            margin: plan.margin,
            response_rate: plan.response_rate.map(crate::quantity::Proportion::get),
            invitations: plan.invitations(),
            allocation: plan.allocation.map(|allocation| match allocation {
                Allocation::Proportional => "proportional",
                Allocation::Neyman => "neyman",
            }),
            groups: &plan.groups,
        }
    }
}

/// The page of a survey.
#[must_use]
pub fn document(plan: &SurveyPlan, figures: &[Figure], words: &Words) -> Document {
    let mut document =
        Document::new(words.key("size-survey-title")).paragraph(Prose::new().strong(answer(plan, words)));
    if !plan.groups.is_empty() {
        document = document.table(groups(plan, words));
    } else if let Some(table) = other_margins(plan, words) {
        document = document.table(table);
    }
    document = figures.iter().fold(document, |document, figure| document.figure(figure.clone()));
    document = document.facts(facts(plan, words));
    let mut mind = vec![words.key("size-survey-assume-random")];
    if plan.groups.is_empty() && matches!(plan.measure, SurveyMeasure::Share(share) if share.get() == 0.5) {
        mind.push(words.key("size-survey-assume-half"));
    }
    mind.push(words.key("estimate-mind-who-answers"));
    document.heading(words.key("size-assumptions")).bullets(mind)
}

/// The chart of a survey: the margin against the number of answers. None by group, where the margin also depends on how
/// answers are spread over the groups; nor where everybody is to answer and no margin is left.
///
/// # Errors
///
/// [`ChartError`] when a number cannot be drawn.
pub fn figures(plan: &SurveyPlan, words: &Words) -> Result<Vec<crate::chart::Figure>, ChartError> {
    let points = margins(plan);
    if !plan.groups.is_empty() || points.is_empty() {
        return Ok(Vec::new());
    }
    let chart = MarginOfError {
        caption: Caption { subtitle: answer(plan, words), ..Caption::new("margin", words.key("size-survey-chart")) },
        unit: match scale(plan.measure) {
            Scale::Rate => EffectUnit::Points,
            Scale::Mean { decimals } => EffectUnit::Amount { unit: String::new(), decimals },
        },
        points,
        planned: Some((plan.answers as f64, plan.margin)),
        goal: match plan.goal {
            SurveyGoal::Margin(margin) => Some(margin.get()),
            SurveyGoal::Answers(_) => None,
        },
        level: 1.0 - plan.alpha.get(),
        population: plan.population,
    };
    Ok(vec![chart.draw(words)?])
}

/// Answers with the margin they give, from a tenth of those planned to twice and a half as many, or to everybody.
fn margins(plan: &SurveyPlan) -> Vec<(f64, f64)> {
    const STEPS: u32 = 120;
    let survey = Survey { measure: plan.measure, alpha: plan.alpha, population: plan.population };
    let planned = plan.answers as f64;
    let (fewest, most) =
        ((planned / 10.0).max(2.0), plan.population.map_or(2.5 * planned, |all| (2.5 * planned).min(all as f64)));
    if most <= fewest {
        return Vec::new();
    }
    let answers = (0..=STEPS).map(|step| fewest + (most - fewest) * f64::from(step) / f64::from(STEPS));
    answers.filter_map(|answers| Some((answers, survey.margin(answers).ok()?))).collect()
}

fn answer(plan: &SurveyPlan, words: &Words) -> String {
    let invited = match (plan.invitations(), plan.response_rate) {
        (Some(count), Some(rate)) => words
            .say(&Message::new("size-survey-invited").count("count", count).text("rate", chance(words, rate.get()))),
        _ => words.key("size-tail-none"),
    };
    let key = match plan.goal {
        SurveyGoal::Margin(_) => "size-survey-needs",
        SurveyGoal::Answers(_) => "size-survey-gives",
    };
    let margin = match plan.goal {
        SurveyGoal::Margin(margin) => margin.get(),
        SurveyGoal::Answers(_) => plan.margin,
    };
    let answers = words.say(&Message::new("size-answers").count("units", plan.answers));
    words.say(
        &Message::new(key)
            .text("answers", answers)
            .text("margin", margin_text(plan, margin, words))
            .text("confidence", chance(words, 1.0 - plan.alpha.get()))
            .text("invitations", invited),
    )
}

fn margin_text(plan: &SurveyPlan, margin: f64, words: &Words) -> String {
    format!("±{}", scale(plan.measure).distance(words, margin))
}

fn scale(measure: SurveyMeasure) -> Scale {
    match measure {
        SurveyMeasure::Share(_) => Scale::Rate,
        SurveyMeasure::Mean(sd) => Scale::of_means(sd.get()),
        SurveyMeasure::NetPromoterScore { .. } => Scale::Mean { decimals: 1 },
    }
}

fn groups(plan: &SurveyPlan, words: &Words) -> Table {
    let rows = plan.groups.iter().map(|group| {
        vec![
            Cell::text(group.name.clone()),
            Cell::count(words.count(group.population), group.population),
            Cell::number(chance(words, group.share), group.share),
            Cell::count(words.count(group.answers), group.answers),
        ]
    });
    Table::new(words.key("size-survey-groups"))
        .column(Column::text(words.key("size-survey-group")))
        .column(Column::number(words.key("size-survey-people")))
        .column(Column::number(words.key("size-survey-share")))
        .column(Column::number(words.key("size-answers-title")))
        .rows(rows)
}

/// What half, the same and twice the margin need.
fn other_margins(plan: &SurveyPlan, words: &Words) -> Option<Table> {
    let survey = Survey { measure: plan.measure, alpha: plan.alpha, population: plan.population };
    let rows = [0.5, 0.75, 1.0, 1.5, 2.0].into_iter().filter_map(|factor| {
        let margin = Positive::new(plan.margin * factor).ok()?;
        let other = SurveyPlan::of_sample(survey, SurveyGoal::Margin(margin), plan.response_rate).ok()?;
        let mut cells = vec![
            Cell::number(margin_text(plan, margin.get(), words), margin.get()),
            Cell::count(words.count(other.answers), other.answers),
        ];
        cells.extend(other.invitations().map(|count| Cell::count(words.count(count), count)));
        Some(cells)
    });
    let rows: Vec<_> = rows.collect();
    let mut table = Table::new(words.key("size-survey-other-margins"))
        .column(Column::number(words.key("estimate-margin")))
        .column(Column::number(words.key("size-answers-title")));
    if plan.response_rate.is_some() {
        table = table.column(Column::number(words.key("size-survey-invitations")));
    }
    (!rows.is_empty()).then(|| table.rows(rows))
}

fn facts(plan: &SurveyPlan, words: &Words) -> Facts {
    let share = |value: f64| words.percent(value, 1);
    let mut facts = Facts::new()
        .detailed(
            words.key("estimate-margin"),
            margin_text(plan, plan.margin, words),
            words.key("size-survey-margin-is"),
        )
        .fact(words.key("estimate-confidence"), chance(words, 1.0 - plan.alpha.get()));
    facts = match plan.measure {
        SurveyMeasure::Share(expected) => facts.fact(words.key("size-survey-share"), share(expected.get())),
        SurveyMeasure::Mean(sd) => facts.fact(words.key("size-fact-sd"), words.number(sd.get(), 2)),
        SurveyMeasure::NetPromoterScore { promoters, detractors } => facts
            .fact(words.key("size-fact-promoters"), share(promoters.get()))
            .fact(words.key("size-fact-detractors"), share(detractors.get())),
    };
    if let Some(people) = plan.population {
        facts = facts.fact(words.key("estimate-population"), Cell::count(words.count(people), people));
    }
    if let Some(rate) = plan.response_rate {
        facts = facts.fact(words.key("size-survey-response-rate"), chance(words, rate.get()));
    }
    match plan.allocation {
        Some(Allocation::Proportional) => {
            facts.fact(words.key("size-survey-allocation"), words.key("size-survey-proportional"))
        }
        Some(Allocation::Neyman) => facts.fact(words.key("size-survey-allocation"), words.key("size-survey-neyman")),
        None => facts,
    }
}

/// Why a survey cannot be planned, and how to mend it.
#[must_use]
pub fn problem(error: &SurveyError) -> (Message, Message) {
    match error {
        SurveyError::SharesAboveWhole(_) => {
            (Message::new("size-nps-more-than-all"), Message::new("size-nps-more-than-all-mend"))
        }
        SurveyError::MoreThanPopulation { answers, population } => (
            Message::new("size-survey-more-than-population")
                .count("answers", *answers as u64)
                .count("people", *population),
            Message::new("size-survey-more-than-population-mend"),
        ),
        SurveyError::TooFewRespond { .. } => {
            (Message::new("size-survey-response"), Message::new("size-survey-response-mend"))
        }
        SurveyError::Nobody | SurveyError::OutOfReach | SurveyError::NoVariation => {
            (Message::new("size-survey-cannot"), Message::new("size-survey-cannot-mend"))
        }
    }
}
