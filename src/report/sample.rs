//! Pages the tests of every renderer show: a rich one in both languages, and a hostile one.

use super::{Blocks, Callout, Cell, Column, Compose, Document, Facts, Figure, Prose, Table, Tone};
use crate::words::{Language, Words};

const CHART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 240" width="720" height="240" font-family="system-ui, sans-serif" font-size="14"><rect width="720" height="240" fill="#ffffff"/><line x1="240" y1="30" x2="240" y2="190" stroke="#8a9099" stroke-dasharray="4 4"/><line x1="270" y1="80" x2="420" y2="80" stroke="#0072b2" stroke-width="3"/><circle cx="345" cy="80" r="6" fill="#0072b2"/><line x1="180" y1="140" x2="360" y2="140" stroke="#d55e00" stroke-width="3"/><rect x="264" y="134" width="12" height="12" fill="#d55e00"/><text x="20" y="85" fill="#1a1c20">E003</text><text x="20" y="145" fill="#1a1c20">E004</text><text x="240" y="215" text-anchor="middle" fill="#565b64">0%</text></svg>"##;

/// A page with a block of each kind.
pub(super) fn rich(language: Language) -> Document {
    let words = Words::new(language);
    let french = language == Language::French;
    let say = |english: &str, other: &str| if french { other.to_owned() } else { english.to_owned() };
    Document::new(say("Review of May 2025", "Revue de mai 2025"))
        .subtitle(say("Online shop · as of 31 May 2025", "Boutique en ligne · au 31 mai 2025"))
        .generator("jalon 0.1.0")
        .key_figures(
            Facts::new()
                .detailed(
                    say("Conversion", "Conversion"),
                    Cell::number(words.percent(0.0321, 1), 0.0321).good(),
                    say("3.0% to 3.4%, April 2.9%", "3,0 % à 3,4 %, avril 2,9 %"),
                )
                .detailed(
                    "NPS",
                    Cell::number(words.signed(31.0, 0), 31.0).watch(),
                    say("27 to 35, April 34", "27 à 35, avril 34"),
                )
                .fact(say("Tests ended", "Tests terminés"), Cell::count("2", 2)),
        )
        .heading(say("What ended", "Ce qui s’est terminé"))
        .paragraph(
            Prose::new()
                .plain(say("Two tests ended. ", "Deux tests se sont terminés. "))
                .strong(say("Guest checkout ", "L’achat sans compte "))
                .plain(say("raised conversion by ", "a augmenté la conversion de "))
                .emphasis(words.signed_percent(0.113, 1))
                .plain(say(
                    "; the free-delivery banner showed no effect the test could see, and its sample was large enough to see one of five percent. Details with ",
                    " ; le bandeau de livraison gratuite n’a pas montré d’effet visible, et l’échantillon suffisait pour en voir un de cinq pour cent. Détails avec ",
                ))
                .code("jalon analyse E003")
                .plain("."),
        )
        .subheading(say("E003: guest checkout", "E003 : achat sans compte"))
        .callout(
            Callout::good(say("Ship guest checkout", "Déployer l’achat sans compte"))
                .text(say(
                    "The whole interval lies above zero and no guardrail fell.",
                    "Tout l’intervalle est au-dessus de zéro et aucun garde-fou n’est tombé.",
                ))
                .hint(say("Roll out to half of the visitors first.", "Déployer d’abord à la moitié des visiteurs.")),
        )
        .figure(Figure::new(
            CHART,
            say("Lift in conversion, with 95% intervals", "Gain de conversion, intervalles à 95 %"),
            say(
                "E003 lies above zero with its whole interval; E004 reaches over zero.",
                "E003 est au-dessus de zéro avec tout son intervalle ; E004 passe par zéro.",
            ),
        ).file("charts/lift.svg").table(arms(&words)))
        .table(ranking(&words))
        .heading(say("What was said", "Ce qui s’est dit"))
        .quote_from(
            say("Why do I need an account to buy one lamp?", "Pourquoi un compte pour acheter une lampe ?"),
            say("Customer survey, March 2025", "Enquête clients, mars 2025"),
        )
        .callout(
            Callout::bad(say("Sample ratio mismatch in E005", "Répartition déséquilibrée dans E005"))
                .text(say("6,012 visitors against 5,400.", "6 012 visiteurs contre 5 400.")),
        )
        .callout(Callout::watch(say("NPS fell by 3 points", "Le NPS a baissé de 3 points")))
        .callout(Callout::note(say("The survey changed its scale", "L’enquête a changé d’échelle")))
        .heading(say("What starts next", "Ce qui commence"))
        .numbered([
            say("E006: shorter address form, from 5 June", "E006 : formulaire d’adresse plus court, dès le 5 juin"),
            say("E007: search by photo, from 23 June", "E007 : recherche par photo, dès le 23 juin"),
        ])
        .bullets([
            say("Camille writes the survey by 10 June.", "Camille écrit l’enquête avant le 10 juin."),
            say("The map of the returns journey is older than six months.", "La carte des retours a plus de six mois."),
        ])
        .page_break()
        .collapsible(
            say("How the numbers were made", "Comment les chiffres ont été faits"),
            Blocks::new()
                .topic(say("Method", "Méthode"))
                .facts(
                    Facts::new()
                        .fact(say("Test", "Test"), say("Score test, two-sided", "Test du score, bilatéral"))
                        .fact("α", words.percent(0.05, 0))
                        .fact(say("Health", "Contrôles"), Cell::text(say("All passed", "Tous réussis")).good()),
                )
                .paragraph(say("Rates are per visitor.", "Les taux sont par visiteur.")),
        )
        .footer(say("Written by jalon 0.1.0 from 7 files.", "Écrit par jalon 0.1.0 à partir de 7 fichiers."))
}

fn arms(words: &Words) -> Table {
    let french = words.language() == Language::French;
    let rate = |value: f64| Cell::number(words.percent(value, 2), value);
    Table::new(if french { "Conversion par variante" } else { "Conversion by arm" })
        .column(Column::text(if french { "Variante" } else { "Arm" }))
        .column(Column::number(if french { "Visiteurs" } else { "Visitors" }))
        .column(Column::number("Conversion"))
        .row([
            Cell::text(if french { "Contrôle" } else { "Control" }),
            Cell::count(words.count(12_000), 12_000),
            rate(0.0321),
        ])
        .row([
            Cell::text(if french { "Achat sans compte" } else { "Guest checkout" }),
            Cell::count(words.count(12_104), 12_104),
            rate(0.0358).good(),
        ])
}

fn ranking(words: &Words) -> Table {
    let french = words.language() == Language::French;
    let say = |english: &'static str, other: &'static str| if french { other } else { english };
    Table::new(say("The five improvements to look at", "Les cinq améliorations à regarder"))
        .column(Column::text(say("Id", "Id")).priority(8))
        .column(Column::text(say("Improvement", "Amélioration")))
        .column(Column::number(say("Value per year", "Valeur par an")))
        .column(Column::number(say("Effort (person-days)", "Effort (jours-personnes)")))
        .column(Column::centered(say("Rank, 80%", "Rang, 80 %")))
        .column(Column::text(say("Status", "État")).priority(4))
        .row([
            Cell::text("I-001"),
            Cell::text(say("Let guests pay without an account", "Payer sans créer de compte")),
            Cell::number(words.money(120_000.0, "EUR"), 120_000.0),
            Cell::number(words.number(8.0, 0), 8.0),
            Cell::text("1–2"),
            Cell::text(say("Won", "Gagné")).good(),
        ])
        .row([
            Cell::text("I-004"),
            Cell::text(say(
                "Show delivery costs on the product page before the basket is opened",
                "Afficher les frais de livraison sur la page du produit avant l’ouverture du panier",
            )),
            Cell::number(words.money(95_500.0, "EUR"), 95_500.0),
            Cell::number(words.number(3.5, 1), 3.5),
            Cell::text("1–3"),
            Cell::text(say("Undecided", "Indécis")).watch(),
        ])
        .row([
            Cell::text("I-002"),
            Cell::text(say("Search that forgives typing errors", "Recherche tolérante aux fautes")),
            Cell::number(words.money(40_000.0, "EUR"), 40_000.0),
            Cell::number(words.number(21.0, 0), 21.0),
            Cell::text("3–5"),
            Cell::text(say("Split broken", "Répartition cassée")).bad(),
        ])
        .row([
            Cell::text("I-009"),
            Cell::text(say("Gift wrapping", "Emballage cadeau")),
            Cell::text("—").muted(),
            Cell::number(words.number(2.0, 0), 2.0),
            Cell::text("4–5"),
            Cell::text(say("Not scheduled", "Non planifié")).muted(),
        ])
        .note(say(
            "Value is the median of 10,000 seeded draws.",
            "La valeur est la médiane de 10 000 tirages à graine fixe.",
        ))
}

/// Texts that try to be something else.
pub(super) const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\" onload=\"alert(1)",
    "' onmouseover='x",
    "a|b`c`*d*_e_",
    "=cmd()|' /C calc'!A0",
    "invoice\u{202e}fdp.exe",
    "two\n\n# lines\r\n- more",
    "\u{1b}[31mred\u{7}",
    "[link](javascript:alert(1)) https://evil.example www.evil.example",
    "1. not a list",
    "&lt;b&gt; &#x6a; </td></style></svg>",
    "\u{e001}\u{e012}",
];

/// A page with each hostile text in every place a text can stand, and a word of 300 characters.
pub(super) fn hostile() -> Document {
    let long = "w".repeat(300);
    let texts = HOSTILE.iter().copied().chain([long.as_str(), ""]);
    texts.fold(Document::new(HOSTILE[0]).subtitle(HOSTILE[1]).generator(HOSTILE[1]).footer(HOSTILE[0]), |page, text| {
        let prose = Prose::new().plain(text).strong(text).emphasis(text).code(text);
        let cell = Cell::text(text).tone(Tone::Watch);
        let table = Table::new(text)
            .column(Column::text(text))
            .column(Column::number(text))
            .row([Cell::text(text), Cell::number(text, f64::NAN)])
            .row([cell.clone(), Cell::text(text)])
            .note(text);
        page.heading(text)
            .subheading(text)
            .topic(text)
            .paragraph(text)
            .paragraph(prose.clone())
            .bullets([prose.clone()])
            .numbered([prose.clone()])
            .facts(Facts::new().detailed(text, cell.clone(), text))
            .key_figures(Facts::new().detailed(text, cell, text))
            .callout(Callout::bad(text).text(prose.clone()).hint(prose.clone()))
            .quote_from(prose, text)
            .figure(Figure::new(text, text, text).file(text).table(table.clone()))
            .figure(Figure::new("<svg viewBox=\"0 0 1 1\"></svg>", text, text))
            .table(table)
            .collapsible(text, Blocks::new().paragraph(text))
    })
}
