//! Reads the values of options as people type them, and says in the reader's language what is wrong with one.

use jalon::number;
use jalon::quantity::{Positive, Proportion, Share};
use jalon::words::Message;

use super::failure::Failure;

/// A number, such as a mean.
pub fn number(option: &str, text: &str) -> Result<f64, Failure> {
    number::number(text).map_err(|_| refused(Message::new("option-not-a-number"), option, text, "25.4"))
}

/// A fraction, which may be written as a percentage: a lift, a difference of rates.
pub fn fraction(option: &str, text: &str) -> Result<f64, Failure> {
    number::fraction(text).map_err(|_| refused(Message::new("option-not-a-number"), option, text, "10%"))
}

/// A rate, strictly between 0 and 1.
pub fn rate(option: &str, text: &str) -> Result<Proportion, Failure> {
    let value = fraction(option, text)?;
    Proportion::new(value).map_err(|_| {
        let what = said(Message::new("option-not-a-rate"), option, text);
        // `--baseline 10` most likely meant 10 %.
        let mend = if (1.0..100.0).contains(&value) && !text.contains('%') {
            Message::new("option-rate-mend-percent").text("given", text)
        } else {
            Message::new("option-rate-mend")
        };
        Failure::command_line(what, mend)
    })
}

/// A part of a whole, 0 and 1 included.
pub fn share(option: &str, text: &str) -> Result<Share, Failure> {
    let value = fraction(option, text)?;
    Share::new(value).map_err(|_| {
        Failure::command_line(said(Message::new("option-not-a-share"), option, text), Message::new("option-rate-mend"))
    })
}

/// Fractions parted by commas; a decimal comma has no place among them.
pub fn fractions(option: &str, text: &str) -> Result<Vec<f64>, Failure> {
    text.split([',', ';', ':']).map(|part| fraction(option, part)).collect()
}

/// A number of 0 or more.
pub fn zero_or_more(option: &str, text: &str) -> Result<f64, Failure> {
    let value = number(option, text)?;
    let refusal = || refused(Message::new("option-below-zero"), option, text, "0");
    Some(value).filter(|value| *value >= 0.0).ok_or_else(refusal)
}

/// A number above 0.
pub fn positive(option: &str, text: &str) -> Result<Positive, Failure> {
    let value = number(option, text)?;
    Positive::new(value).map_err(|_| refused(Message::new("option-not-positive"), option, text, "40"))
}

/// A whole number of 0 or more.
pub fn count(option: &str, text: &str) -> Result<u64, Failure> {
    number::count(text).map_err(|_| refused(Message::new("option-not-a-count"), option, text, "12000"))
}

/// A whole number of 1 or more, small enough for a number of weeks or arms.
pub fn small_count(option: &str, text: &str) -> Result<u32, Failure> {
    number::count(text)
        .ok()
        .and_then(|value| u32::try_from(value).ok())
        .filter(|value| (1..=10_000).contains(value))
        .ok_or_else(|| refused(Message::new("option-not-a-small-count"), option, text, "2"))
}

/// One of a few words.
pub fn choice<T: Copy>(option: &str, text: &str, choices: &[(&str, T)]) -> Result<T, Failure> {
    let wanted = text.trim().to_lowercase();
    choices.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value).ok_or_else(|| {
        let names = choices.iter().map(|(name, _)| *name);
        Failure::command_line(
            said(Message::new("option-not-a-choice"), option, text),
            Message::new("option-choices").texts("choices", names),
        )
    })
}

fn refused(what: Message, option: &str, text: &str, example: &str) -> Failure {
    Failure::command_line(
        said(what, option, text),
        Message::new("option-mend").text("option", option).text("example", example),
    )
}

fn said(what: Message, option: &str, text: &str) -> Message {
    what.text("option", option).text("given", text)
}
