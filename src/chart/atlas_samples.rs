//! Maps, rankings and roadmaps for the tests of their charts, with texts as long as people write them.

use jiff::civil::date;

use super::*;
use crate::words::{Language, Words};

pub(super) fn both_languages() -> [Words; 2] {
    Language::ALL.map(Words::new)
}

fn caption(slug: &str, title: &str, subtitle: &str) -> Caption {
    Caption { subtitle: subtitle.to_owned(), as_of: Some(date(2025, 5, 5)), ..Caption::new(slug, title) }
}

/// Titles of French improvements; the number of each is its place in this list.
const TITLES: [&str; 10] = [
    "Commander sans créer de compte, y compris sur mobile",
    "Afficher les frais de livraison dès la fiche produit",
    "Écran de confirmation de paiement",
    "Réassurance sur les délais de livraison avant le paiement",
    "Rappel du panier abandonné par courriel, avec réponse humaine aux questions",
    "Retours gratuits en point relais",
    "Formulaire d’adresse en trois champs",
    "Comparateur de tailles fondé sur les achats précédents",
    "Suivi de commande en temps réel et prévenance par SMS",
    "Refonte du programme de fidélité",
];

pub(super) fn title(place: usize) -> String {
    TITLES[place % TITLES.len()].to_owned()
}

/// An impact × effort chart of so many items, on the points given (effort, impact, both between 0 and 1).
pub(super) fn matrix(points: &[(f64, f64)]) -> ImpactEffort {
    let axis = |title: &str, border: f64, text: &str| MatrixAxis {
        title: title.to_owned(),
        border,
        border_text: text.to_owned(),
        log: true,
    };
    let item = |(place, &(across, up)): (usize, &(f64, f64))| {
        let (effort, impact) = (2.0 * 40_f64.powf(across), 800.0 * 120_f64.powf(up));
        let wide = 1.25 + (place % 4) as f64 * 0.25;
        let range = |likely: f64, wide: f64| MatrixRange { low: likely / wide, likely, high: likely * wide };
        MatrixItem {
            id: format!("I-{:03}", place + 1),
            title: title(place),
            effort: if place % 5 == 0 { MatrixRange::point(effort) } else { range(effort, wide) },
            impact: range(impact, wide * 1.3),
            reach: (place % 7 != 3).then_some(500.0 + (place * place % 23) as f64 * 700.0),
        }
    };
    ImpactEffort {
        caption: caption(
            "impact-effort",
            "Par où commencer : impact et effort des améliorations proposées",
            "Boutique en ligne, 5 mai 2025, 4 évaluateurs",
        ),
        effort: axis("Effort (jours-personne)", 12.0, "médiane : 12 jours"),
        impact: axis("Impact (€ par an)", 9_000.0, "seuil : 9 000 €"),
        reach_unit: "visiteurs par semaine".to_owned(),
        items: points.iter().enumerate().map(item).collect(),
    }
}

/// Points that look drawn by lot and are the same every time.
pub(super) fn scattered(count: usize) -> Vec<(f64, f64)> {
    let share = |place: usize, step: f64| (place as f64 * step).fract();
    (1..=count).map(|place| (share(place, 0.754_877_666_246_7), share(place, 0.569_840_290_998_1))).collect()
}

pub(super) fn votes() -> ImpactEffort {
    let item = |place: usize| MatrixItem {
        id: format!("I-{:03}", place + 1),
        title: title(place),
        effort: MatrixRange::point([2.0, 2.0, 3.0, 2.0, 5.0, 4.0, 2.0, 1.0, 4.0][place % 9]),
        impact: MatrixRange::point([4.0, 4.0, 3.0, 4.0, 5.0, 2.0, 4.0, 2.0, 2.0][place % 9]),
        reach: None,
    };
    let mut chart = matrix(&[]);
    chart.effort =
        MatrixAxis { title: "Effort (1–5)".into(), border: 3.0, border_text: "milieu : 3".into(), log: false };
    chart.impact =
        MatrixAxis { title: "Impact (1–5)".into(), border: 3.0, border_text: "milieu : 3".into(), log: false };
    chart.items = (0..18).map(item).collect();
    chart
}

pub(super) fn ranks() -> RankIntervals {
    let item = |place: usize, spread: f64| RankedItem {
        id: format!("I-{:03}", place * 7 % 40 + 1),
        title: title(place),
        median: place as f64 + 1.0,
        low: (place as f64 + 1.0 - spread).max(1.0),
        high: (place as f64 + 1.0 + spread * 1.4).min(14.0),
    };
    RankIntervals {
        caption: caption(
            "ranks",
            "Ce que le classement permet d’affirmer",
            "Impact × effort, 10 000 tirages, 5 mai 2025",
        ),
        groups: vec![
            vec![item(0, 0.4)],
            (1..4).map(|place| item(place, 2.0)).collect(),
            (4..12).map(|place| item(place, 3.5)).collect(),
            (12..14).map(|place| item(place, 1.0)).collect(),
        ],
    }
}

pub(super) fn roadmap(rows: usize) -> Gantt {
    let span = |first, days: i64, label: &str| GanttSpan {
        first,
        last: first.saturating_add(jiff::Span::new().days(days - 1)),
        label: label.to_owned(),
    };
    let row = |place: usize| {
        let start = date(2025, 4, 1).saturating_add(jiff::Span::new().days((place * 9 % 120) as i64));
        let build = 3 + (place * 5 % 17) as i64;
        let test = start.saturating_add(jiff::Span::new().days(build + 2));
        let end = test.saturating_add(jiff::Span::new().days(21));
        GanttRow {
            id: format!("I-{:03}", place + 1),
            title: title(place),
            build: Some(span(start, build, &format!("{build} j"))),
            test: (place % 4 != 3).then(|| span(test, 21, "3 semaines")),
            decision: (place % 4 != 3).then_some(end),
        }
    };
    let lane = |name: Option<&str>, rows: std::ops::Range<usize>| GanttLane {
        name: name.map(str::to_owned),
        rows: rows.map(row).collect(),
    };
    let (third, two_thirds) = (rows / 3, rows * 2 / 3);
    Gantt {
        caption: caption("roadmap", "Feuille de route du deuxième trimestre", "Du 1er avril au 30 septembre 2025"),
        today: Some(date(2025, 5, 5)),
        teams: vec![
            GanttTeam {
                name: "Équipe web".to_owned(),
                lanes: vec![lane(Some("Tunnel de commande"), 0..third), lane(None, third..two_thirds)],
            },
            GanttTeam { name: "Relation client".to_owned(), lanes: vec![lane(Some("Page produit"), two_thirds..rows)] },
        ],
        unscheduled: vec![
            GanttUnscheduled {
                id: "I-041".to_owned(),
                title: title(9),
                reason: "La page produit n’a que 1 200 visiteurs par semaine : il faudrait 31 semaines de test, \
                         plus que les 8 semaines permises."
                    .to_owned(),
            },
            GanttUnscheduled {
                id: "I-042".to_owned(),
                title: title(7),
                reason: "Attend I-012, qui n’est pas planifié.".to_owned(),
            },
        ],
    }
}

pub(super) fn board(stages: usize, touchpoints: usize) -> JourneyBoard {
    const STAGES: [&str; 6] =
        ["Prise de conscience", "Évaluation", "Décision d’achat", "Livraison", "Service après-vente", "Recommandation"];
    const POINTS: [(&str, &str, ChannelKind); 6] = [
        ("Publicité sur les réseaux sociaux", "Réseaux", ChannelKind::Digital),
        ("Page produit", "Site", ChannelKind::Digital),
        ("Conseil en magasin", "Magasin", ChannelKind::Human),
        ("Paiement", "Site", ChannelKind::Digital),
        ("Colis et notice", "Transporteur", ChannelKind::Physical),
        ("Appel au service client", "Téléphone", ChannelKind::Human),
    ];
    let touchpoint = |place: usize| {
        let (name, channel, kind) = POINTS[place % POINTS.len()];
        BoardTouchpoint {
            name: name.to_owned(),
            channel: channel.to_owned(),
            channel_kind: Some(kind),
            light: [Light::Good, Light::Watch, Light::Friction, Light::Unknown][place % 4],
            satisfaction: [Some(4.4), Some(3.1), Some(1.8), None][place % 4],
            moment: match place % 5 {
                2 => Some(BoardMoment::Punctual),
                4 => Some(BoardMoment::Transversal),
                _ => None,
            },
            usage: if place % 9 == 5 { BoardUsage::Avoided } else { BoardUsage::Used },
        }
    };
    let friction = |place: usize| BoardFriction {
        id: format!("F-{:03}", place + 1),
        title: ["Paiement sans confirmation", "Frais de livraison découverts au dernier écran"][place % 2].to_owned(),
        severity: Some((place % 5) as u8 + 1),
        kind: [Some(BoardFrictionKind::Breakpoint), Some(BoardFrictionKind::Irritant), Some(BoardFrictionKind::Effort)]
            [place % 3],
        touchpoint: Some("Paiement".to_owned()),
    };
    let stage = |place: usize| BoardStage {
        name: STAGES[place % STAGES.len()].to_owned(),
        phase: Some(match place * 3 / stages.max(1) {
            0 => BoardPhase::Before,
            1 => BoardPhase::During,
            _ => BoardPhase::After,
        }),
        goal: (place % 3 != 1).then(|| "savoir combien cela coûte, livraison comprise".to_owned()),
        touchpoints: (0..touchpoints).filter(|point| point % stages == place).map(touchpoint).collect(),
        frictions: (0..place % 3).map(friction).collect(),
        quotes: place
            .is_multiple_of(2)
            .then(|| BoardQuote {
                text: "Je n’ai jamais su si le paiement était passé.".to_owned(),
                source: Some("Léa, premier achat, entretien 4".to_owned()),
            })
            .into_iter()
            .collect(),
    };
    JourneyBoard {
        caption: caption("board", "Achat en ligne d’un vélo", "Parcours actuel, tous personas, 3 mars 2025"),
        cyclic: true,
        stages: (0..stages).map(stage).collect(),
    }
}

/// A curve over so many stages and touchpoints; every seventh point is missing, every fifth has no evidence.
pub(super) fn curve(stages: usize, touchpoints: usize, personas: usize) -> JourneyCurve {
    let map = board(stages, touchpoints);
    let name = |touchpoint: &BoardTouchpoint| CurveTouchpoint {
        name: touchpoint.name.clone(),
        moment_of_truth: touchpoint.moment.is_some(),
    };
    let stage = |stage: &BoardStage| CurveStage {
        name: stage.name.clone(),
        touchpoints: stage.touchpoints.iter().map(name).collect(),
    };
    let point = |person: usize, place: usize| {
        let wave = (place as f64 * 0.9 + person as f64 * 1.3).sin() + (place as f64 * 2.3).cos();
        let satisfaction = ((3.0 + wave) * 2.0).round() / 2.0;
        let evidence = ((place + person) % 5) as u32 * 3;
        ((place + 3 * person) % 7 != 6).then_some(CurvePoint { satisfaction: satisfaction.clamp(1.0, 5.0), evidence })
    };
    let persona = |person: usize| CurvePersona {
        name: ["Léa, premier achat", "Marc, client fidèle", "Inès, acheteuse pressée"][person % 3].to_owned(),
        hypothesis: person == 2,
        points: (0..touchpoints).map(|place| point(person, place)).collect(),
    };
    JourneyCurve {
        caption: caption(
            "curve",
            "La courbe émotionnelle de l’achat en ligne",
            "Satisfaction de 1 à 5, par persona, 3 mars 2025",
        ),
        stages: map.stages.iter().map(stage).collect(),
        personas: (0..personas).map(persona).collect(),
    }
}

/// A text that would leave its element if it were not escaped.
pub(super) const HOSTILE: &str = "</text><script>alert('x')</script>&\"<b>";

/// Fails unless the figure can be read: texts apart, inside the sheet and large enough.
pub(super) fn assert_legible(figure: &Figure) {
    let faults = legible::faults(figure);
    assert!(faults.is_empty(), "{}: {faults:#?}", figure.title());
}

/// Every text of a figure in the order of drawing, without spaces, so that wrapped texts can be found.
pub(super) fn all_text(figure: &Figure) -> String {
    let texts = legible::texts(figure).unwrap();
    squeezed(&texts.iter().map(|text| text.text.as_str()).collect::<Vec<&str>>().concat())
}

/// A text without its spaces.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Fails unless the hostile text is shown as text.
pub(super) fn assert_escaped(figure: &Figure) {
    assert!(!figure.svg().contains("<script") && !figure.svg().contains("<b>"));
    assert!(all_text(figure).contains(&squeezed(HOSTILE)), "{}", all_text(figure));
}
