//! Numbers as people may type them, and messages with any argument.

use jalon::number;
use jalon::words::{Argument, Language, Message, Words, catalogue_sources};
use proptest::prelude::*;

#[test]
fn any_text_is_a_finite_number_or_refused() {
    let typed = prop_oneof![".{0,24}", "[-+−]?[0-9 _.,\u{202f}]{0,12}(e[-+]?[0-9]{1,4})? ?%?"];
    super::runner(5_000)
        .run(&typed, |text| {
            prop_assert!(number::number(&text).is_ok_and(f64::is_finite) || number::number(&text).is_err());
            prop_assert!(number::fraction(&text).is_ok_and(f64::is_finite) || number::fraction(&text).is_err());
            if let Ok(count) = number::count(&text) {
                prop_assert!(count < 1 << 53, "counts are exact as floating-point numbers");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_is_written_reads_back() {
    super::runner(2_000)
        .run(&prop::num::f64::NORMAL, |value| {
            prop_assert_eq!(number::number(&value.to_string()), Ok(value));
            let kept = number::kept(value);
            prop_assert!((kept / value - 1.0).abs() < 1e-11);
            prop_assert_eq!(number::kept(kept), kept);
            Ok(())
        })
        .unwrap();
}

/// The keys of the catalogue with the variables of each.
fn entries() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut entries: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for (_, text) in catalogue_sources(Language::English) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                entries.push((key, Vec::new()));
            }
            let Some((_, variables)) = entries.last_mut() else { continue };
            for after in line.split('$').skip(1) {
                let end =
                    after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(after.len());
                let name = &after[..end];
                variables.push(name.strip_suffix("-n").unwrap_or(name));
            }
        }
    }
    entries
}

fn argument() -> impl Strategy<Value = Argument> {
    prop_oneof![
        ".{0,40}".prop_map(Argument::Text),
        any::<u64>().prop_map(Argument::Count),
        (prop::num::f64::ANY, 0..12_usize).prop_map(|(value, decimals)| Argument::Number(value, decimals)),
        (prop::num::f64::ANY, 0..12_usize).prop_map(|(value, decimals)| Argument::Percent(value, decimals)),
        (prop::num::f64::ANY, 0..12_usize).prop_map(|(value, decimals)| Argument::SignedPercent(value, decimals)),
        prop::num::f64::ANY.prop_map(Argument::PValue),
        prop::collection::vec(".{0,8}".prop_map(Argument::Text), 0..3).prop_map(Argument::List),
    ]
}

#[test]
fn any_message_is_said_with_any_arguments() {
    let entries = entries();
    assert!(entries.len() > 500, "the catalogue was read");
    super::runner(5_000)
        .run(&(0..entries.len(), argument(), argument()), |(place, odd, even)| {
            let (key, variables) = &entries[place];
            let message = variables.iter().enumerate().fold(Message::new(key), |message, (place, name)| {
                message.with(name, if place % 2 == 0 { even.clone() } else { odd.clone() })
            });
            for language in Language::ALL {
                let said = Words::new(language).say(&message);
                prop_assert!(!said.starts_with('⟨'), "{}: {}", key, said);
            }
            Ok(())
        })
        .unwrap();
}
