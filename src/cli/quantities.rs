//! Reads the values of options as people type them, and says in the reader's language what is wrong with one.

use jalon::number;
use jalon::quantity::{Positive, Proportion, Share};
use jalon::words::Message;

use super::failure::Failure;

/// A number, such as a mean.
pub fn number(option: &str, text: &str) -> Result<f64, Failure> {
    let usual = example(option, &NUMBERS, "25.4");
    number::number(text).map_err(|_| no_number(option, text, example(option, &SIGNED, usual)))
}

/// A fraction, which may be written as a percentage: a lift, a difference of rates.
pub fn fraction(option: &str, text: &str) -> Result<f64, Failure> {
    number::fraction(text).map_err(|_| no_number(option, text, example(option, &FRACTIONS, "10%")))
}

/// A rate, strictly between 0 and 1.
pub fn rate(option: &str, text: &str) -> Result<Proportion, Failure> {
    let value = number::fraction(text).map_err(|_| no_number(option, text, example(option, &RATES, "10%")))?;
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
    let refusal = || refused(Message::new("option-below-zero"), option, text, example(option, &NUMBERS, "0"));
    Some(value).filter(|value| *value >= 0.0).ok_or_else(refusal)
}

/// A number above 0.
pub fn positive(option: &str, text: &str) -> Result<Positive, Failure> {
    let usual = example(option, &NUMBERS, "40");
    let value = number::number(text).map_err(|_| no_number(option, text, usual))?;
    Positive::new(value).map_err(|_| refused(Message::new("option-not-positive"), option, text, usual))
}

/// A whole number of 0 or more.
pub fn count(option: &str, text: &str) -> Result<u64, Failure> {
    number::count(text)
        .map_err(|_| refused(Message::new("option-not-a-count"), option, text, example(option, &NUMBERS, "12000")))
}

/// A whole number of 1 or more, small enough for a number of weeks or arms.
pub fn small_count(option: &str, text: &str) -> Result<u32, Failure> {
    number::count(text)
        .ok()
        .and_then(|value| u32::try_from(value).ok())
        .filter(|value| (1..=10_000).contains(value))
        .ok_or_else(|| refused(Message::new("option-not-a-small-count"), option, text, example(option, &NUMBERS, "2")))
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

fn no_number(option: &str, text: &str, example: &str) -> Failure {
    refused(Message::new("option-not-a-number"), option, text, example)
}

/// The example that fits an option, else one that fits what it is read as.
fn example(option: &str, own: &[(&str, &'static str)], usual: &'static str) -> &'static str {
    own.iter().find(|(name, _)| *name == option).map_or(usual, |(_, example)| example)
}

/// Examples of options that are read as numbers.
const NUMBERS: [(&str, &str); 32] = [
    ("--accrual", "4"),
    ("--around", "0.2"),
    ("--cluster-cv", "0.5"),
    ("--cluster-size", "20"),
    ("--correlation", "0.3"),
    ("--denominator-mean", "3"),
    ("--denominator-sd", "2"),
    ("--density", "0.4"),
    ("--difference", "2.5"),
    ("--dispersion", "0.5"),
    ("--draws", "10000"),
    ("--exposure", "1"),
    ("--follow-up", "12"),
    ("--hazard-ratio", "0.8"),
    ("--horizon", "12"),
    ("--looks", "4"),
    ("--lowest", "1"),
    ("--max-weeks", "8"),
    ("--min-weeks", "2"),
    ("--n", "30000"),
    ("--numerator-sd", "40"),
    ("--odds-ratio", "1.2"),
    ("--population", "5000"),
    ("--rate", "0.4"),
    ("--sd", "40"),
    ("--simulate", "1000"),
    ("--target", "27"),
    ("--units", "12000"),
    ("--units-per-week", "6000"),
    ("--value", "2.4"),
    ("--variant-sd", "45"),
    ("--baseline", "25.4"),
];

/// Examples of numbers that may have either sign.
const SIGNED: [(&str, &str); 1] = [("--margin", "-2")];

/// Examples of rates, which lie between 0 and 1.
const RATES: [(&str, &str); 8] = [
    ("--alpha", "5%"),
    ("--cap", "99%"),
    ("--confidence", "95%"),
    ("--level", "90%"),
    ("--power", "80%"),
    ("--response-rate", "20%"),
    ("--retention", "60%"),
    ("--share", "30%"),
];

/// Examples of options that are read as fractions.
const FRACTIONS: [(&str, &str); 13] = [
    ("--allocation", "1:1"),
    ("--around", "5%"),
    ("--correlation", "0.3"),
    ("--covariate-correlation", "0.5"),
    ("--difference", "1%"),
    ("--icc", "0.02"),
    ("--information", "25%,50%,100%"),
    ("--lift", "+10%"),
    ("--margin", "-1%"),
    ("--margin-lift", "-5%"),
    ("--return-rate", "20%"),
    ("--shares", "10%,20%,30%,40%"),
    ("--target", "12%"),
];

fn refused(what: Message, option: &str, text: &str, example: &str) -> Failure {
    Failure::command_line(
        said(what, option, text),
        Message::new("option-mend").text("option", option).text("example", example),
    )
}

fn said(what: Message, option: &str, text: &str) -> Message {
    what.text("option", option).text("given", text)
}
