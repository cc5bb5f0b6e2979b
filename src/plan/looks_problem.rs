use crate::stats::SequentialError;
use crate::words::Message;

/// Why looks do not make a test, and how to mend it.
#[must_use]
pub fn looks_problem(error: &SequentialError) -> (Message, Message) {
    let look = |message: Message, look: usize| message.count("look", look as u64);
    match *error {
        SequentialError::NoLooks => (Message::new("looks-none"), Message::new("looks-none-mend")),
        SequentialError::TooManyLooks { looks, most } => (
            Message::new("looks-too-many").count("looks", looks as u64).count("most", most as u64),
            Message::new("looks-too-many-mend").count("most", most as u64),
        ),
        SequentialError::NotAShareOfInformation { look: number, information } => (
            look(Message::new("looks-no-share"), number).number("information", information, 3),
            Message::new("looks-no-share-mend"),
        ),
        SequentialError::InformationDoesNotGrow { look: number, before, information } => (
            look(Message::new("looks-not-growing"), number).percent("before", before, 1).percent(
                "information",
                information,
                1,
            ),
            Message::new("looks-not-growing-mend"),
        ),
        SequentialError::LastLookIncomplete { information } => (
            Message::new("looks-last-incomplete").percent("information", information, 1),
            Message::new("looks-last-incomplete-mend"),
        ),
        SequentialError::RiskTooLarge => (Message::new("looks-risk"), Message::new("looks-risk-mend")),
        SequentialError::PowerBelowRisk => (Message::new("looks-power"), Message::new("looks-power-mend")),
        SequentialError::ParameterOutOfRange { value } => {
            (Message::new("looks-parameter").number("value", value, 3), Message::new("looks-parameter-mend"))
        }
        SequentialError::WrongNumberOfValues { given, expected } => (
            Message::new("looks-values").count("given", given as u64).count("expected", expected as u64),
            Message::new("looks-values-mend"),
        ),
        SequentialError::NotASpentRisk { look: number, spent } => (
            look(Message::new("looks-not-spent"), number).percent("spent", spent, 2),
            Message::new("looks-not-spent-mend"),
        ),
        SequentialError::AlphaUsedUp { look: number } => {
            (look(Message::new("looks-used-up"), number), Message::new("looks-used-up-mend"))
        }
        SequentialError::FutilityCrossesEfficacy { look: number } => {
            (look(Message::new("looks-crossing"), number), Message::new("looks-crossing-mend"))
        }
        SequentialError::BindingNeedsOneSide => {
            (Message::new("looks-binding-sides"), Message::new("looks-binding-sides-mend"))
        }
        SequentialError::Search(_) => (Message::new("size-search-failed"), Message::new("size-search-failed-mend")),
    }
}
