use crate::analysis::CompareError;
use crate::words::Message;

/// Why arms could not be compared, and how to mend it.
#[must_use]
pub fn problem(error: &CompareError) -> (Message, Message) {
    match error {
        CompareError::TooFewArms(arms) => (
            Message::new("compare-too-few-arms").count("arms", *arms as u64),
            Message::new("compare-too-few-arms-mend"),
        ),
        CompareError::TooFewUnits { arm, units: 0 } => {
            (Message::new("compare-no-units").text("arm", arm), Message::new("compare-too-few-units-mend"))
        }
        CompareError::TooFewUnits { arm, units } => (
            Message::new("compare-too-few-units").text("arm", arm).count("units", *units),
            Message::new("compare-too-few-units-mend"),
        ),
        CompareError::NoValue { arm, .. } => {
            (Message::new("compare-no-value").text("arm", arm), Message::new("compare-no-value-mend"))
        }
        CompareError::ImpossibleMargin(_) => {
            (Message::new("size-impossible-margin"), Message::new("size-impossible-margin-mend"))
        }
        CompareError::DifferentScale { arm, counts, answers } => (
            Message::new("compare-different-scale")
                .text("arm", arm)
                .count("counts", *counts as u64)
                .count("answers", *answers as u64),
            Message::new("compare-different-scale-mend"),
        ),
        CompareError::BeyondFollowUp { arm, followed } => (
            Message::new("compare-beyond-follow-up").text("arm", arm).text("followed", followed.to_string()),
            Message::new("compare-beyond-follow-up-mend").text("followed", followed.to_string()),
        ),
        CompareError::NoLift => (Message::new("size-no-lift"), Message::new("compare-no-lift-mend")),
        CompareError::RiskTooLarge(_) => (Message::new("compare-risk"), Message::new("compare-risk-mend")),
    }
}
