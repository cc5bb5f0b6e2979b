//! Every kind of metric from its data file to the verdict: plan, lock, unit data, analysis, in both languages.

use super::run::Sandbox;

/// Splitmix64: the same draws on every machine.
struct Draws(u64);

impl Draws {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) as f64 / 2.0_f64.powi(64)
    }

    fn chance(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.share()).ln()
    }

    /// A place in a list of shares.
    fn place(&mut self, shares: &[f64]) -> usize {
        let drawn = self.share();
        let mut sum = 0.0;
        let below = |share: &f64| {
            sum += share;
            sum < drawn
        };
        shares
            .iter()
            .take_while({
                let mut below = below;
                move |share| below(share)
            })
            .count()
            .min(shares.len() - 1)
    }
}

/// What one kind needs: its settings, its design, the columns of its data, and what a unit of each arm does.
struct Kind {
    name: &'static str,
    settings: &'static str,
    design: &'static str,
    columns: &'static str,
    /// The cells of one unit of the control (0) or the variant (1).
    unit: fn(&mut Draws, usize) -> String,
}

const UNITS_PER_ARM: usize = 420;

impl Kind {
    /// Rows of both arms over a fortnight: first day, arm, segment, then the cells of the metric.
    fn rows(&self) -> Vec<(usize, String)> {
        let mut draws = Draws(20_260_706);
        let mut rows = Vec::new();
        for number in 0..UNITS_PER_ARM {
            for arm in [0, 1] {
                let day = 6 + number % 14;
                let (name, segment) = (["control", "variant"][arm], ["new", "returning"][number % 2]);
                let cells = (self.unit)(&mut draws, arm);
                rows.push((arm, format!("u{number}-{arm},2026-07-{day:02},{name},{segment},{cells}")));
            }
        }
        rows
    }

    fn data(&self) -> String {
        let rows: Vec<String> = self.rows().into_iter().map(|(_, row)| row).collect();
        format!("unit,date,arm,segment,{}\n{}\n", self.columns, rows.join("\n"))
    }

    /// The numbers of one column of an arm; empty cells left out.
    fn column(&self, arm: usize, column: usize) -> Vec<f64> {
        let rows = self.rows();
        let cells =
            rows.iter().filter(|(other, _)| *other == arm).filter_map(|(_, row)| row.split(',').nth(4 + column));
        cells.filter_map(|cell| cell.parse().ok()).collect()
    }

    fn workspace(&self) -> Sandbox {
        let sandbox = Sandbox::empty();
        let settings = format!("schema = 1\n[[metric]]\nid = \"m\"\nname = \"{}\"\n{}\n", self.name, self.settings);
        let plan = format!(
            "title = \"A test of {}\"\nprimary = \"m\"\nstart = 2026-07-06\nend = 2026-07-19\nsegments = [\"new\"]\n\
             [hypothesis]\nchange = \"something\"\n\
             [[arm]]\nname = \"control\"\nshare = 0.5\n[[arm]]\nname = \"variant\"\nshare = 0.5\n\
             [design]\nunits = 800\n{}\n[data]\nkind = \"units\"\n",
            self.name, self.design
        );
        sandbox.write("jalon.toml", &settings).write("E001-kind/plan.toml", &plan);
        sandbox.write("E001-kind/data.csv", &self.data());
        sandbox
    }
}

fn yes(flag: bool) -> &'static str {
    if flag { "1" } else { "0" }
}

const KINDS: &[Kind] = &[
    Kind {
        name: "proportion",
        settings: "kind = \"proportion\"\nbaseline = 0.2",
        design: "lift = 0.4",
        columns: "m",
        unit: |draws, arm| yes(draws.chance([0.2, 0.32][arm])).to_owned(),
    },
    Kind {
        name: "count",
        settings: "kind = \"count\"\ndirection = \"lower\"\nbaseline = 0.8\ndispersion = 0.5",
        design: "lift = -0.3",
        columns: "m_events,m_exposure",
        unit: |draws, arm| {
            let exposure = [1.0, 2.0][draws.place(&[0.5, 0.5])];
            let pace = draws.exponential([0.8, 0.5][arm]) * exposure;
            // Events of a Poisson process: gaps add up until the time is over.
            let (mut events, mut time) = (0, draws.exponential(1.0));
            while time < pace {
                events += 1;
                time += draws.exponential(1.0);
            }
            format!("{events},{exposure}")
        },
    },
    Kind {
        name: "nps",
        settings: "kind = \"nps\"\npromoters = 0.42\ndetractors = 0.27",
        design: "difference = 15",
        columns: "m",
        unit: |draws, arm| {
            if draws.chance(0.3) {
                return String::new();
            }
            let shares = [
                [0.04, 0.02, 0.02, 0.03, 0.04, 0.06, 0.08, 0.14, 0.17, 0.2, 0.2],
                [0.02, 0.01, 0.01, 0.02, 0.03, 0.05, 0.06, 0.14, 0.16, 0.25, 0.25],
            ];
            draws.place(&shares[arm]).to_string()
        },
    },
    Kind {
        name: "csat",
        settings: "kind = \"csat\"\nshares = [0.1, 0.2, 0.3, 0.25, 0.15]",
        design: "odds_ratio = 1.6",
        columns: "m",
        unit: |draws, arm| {
            let shares = [[0.1, 0.2, 0.3, 0.25, 0.15], [0.06, 0.14, 0.28, 0.3, 0.22]];
            (draws.place(&shares[arm]) + 1).to_string()
        },
    },
    Kind {
        name: "ces",
        settings: "kind = \"ces\"\ndirection = \"lower\"\nscale = [1, 7]\nshares = [0.1, 0.15, 0.15, 0.2, 0.2, 0.1, 0.1]",
        design: "difference = -0.08",
        columns: "m",
        unit: |draws, arm| {
            let shares = [[0.1, 0.15, 0.15, 0.2, 0.2, 0.1, 0.1], [0.18, 0.2, 0.2, 0.17, 0.13, 0.07, 0.05]];
            (draws.place(&shares[arm]) + 1).to_string()
        },
    },
    Kind {
        name: "rating",
        settings: "kind = \"rating\"\nscale = [0, 4]\nshares = [0.1, 0.2, 0.3, 0.25, 0.15]",
        design: "difference = 0.06",
        columns: "m",
        unit: |draws, _| draws.place(&[0.1, 0.2, 0.3, 0.25, 0.15]).to_string(),
    },
    Kind {
        name: "retention",
        settings: "kind = \"retention\"\nhorizon = 30\nbaseline = 0.5",
        design: "difference = 0.12",
        columns: "m_time,m_left",
        unit: |draws, arm| {
            let (left, seen) = (draws.exponential([43.0, 70.0][arm]), 35.0 + 20.0 * draws.share());
            format!("{:.1},{}", left.min(seen), yes(left < seen))
        },
    },
    Kind {
        name: "mean",
        settings: "kind = \"mean\"\ncap = 0.98\nbaseline = 10\nsd = 20\nunit = \"€\"",
        design: "lift = 0.5",
        columns: "m",
        unit: |draws, arm| {
            let spent = if draws.chance([0.3, 0.4][arm]) { 5.0 + draws.exponential([25.0, 30.0][arm]) } else { 0.0 };
            format!("{spent:.2}")
        },
    },
    Kind {
        name: "ltv",
        settings: "kind = \"ltv\"\nbaseline = 10\nsd = 10\nunit = \"€\"",
        design: "lift = 0.2\ncovariate_correlation = 0.7",
        columns: "m,m_before",
        unit: |draws, arm| {
            let before = draws.exponential(10.0);
            let after = 0.7 * before + 4.0 * draws.share() + [1.0, 2.5][arm];
            format!("{after:.2},{before:.2}")
        },
    },
    Kind {
        name: "ratio",
        settings: "kind = \"ratio\"\nbaseline = 0.5\nsd = 0.6",
        design: "lift = 0.3",
        columns: "m_numerator,m_denominator",
        unit: |draws, arm| {
            let sessions = 1 + draws.place(&[0.4, 0.3, 0.2, 0.1]);
            let orders = (0..sessions).filter(|_| draws.chance([0.4, 0.55][arm])).count();
            format!("{orders},{sessions}")
        },
    },
    Kind {
        name: "quantile",
        settings: "kind = \"quantile\"\ndirection = \"lower\"\nlevel = 0.9\nbaseline = 4.6\ndensity = 0.05\nunit = \"s\"",
        design: "difference = -1.5",
        columns: "m",
        unit: |draws, arm| format!("{:.3}", draws.exponential([2.0, 1.3][arm])),
    },
    Kind {
        name: "duration",
        settings: "kind = \"duration\"\ndirection = \"lower\"\nbaseline = 12\nsd = 12\nunit = \"min\"",
        design: "difference = -3",
        columns: "m",
        unit: |draws, arm| {
            if draws.chance(0.05) {
                return String::new();
            }
            format!("{:.2}", draws.exponential([12.0, 9.0][arm]))
        },
    },
];

fn answer(sandbox: &Sandbox) -> serde_json::Value {
    let output = sandbox.run("analyse E001 --dry-run --as-of 2026-07-21 --format json");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn every_kind_goes_from_its_plan_to_its_verdict() {
    for kind in KINDS {
        let sandbox = kind.workspace();
        let lock = sandbox.session("lock E001 --quiet --as-of 2026-07-03");
        assert!(lock.ends_with("--- exit code 0\n"), "{}: {lock}", kind.name);
        for language in ["en", "fr"] {
            let session =
                sandbox.session(&format!("analyse E001 --dry-run --quiet --as-of 2026-07-21 --lang {language}"));
            insta::assert_snapshot!(format!("kind_{}_{language}", kind.name), session);
        }
        let answer = answer(&sandbox);
        assert_eq!(answer["metrics"][0]["kind"], kind.name);
        assert_eq!(answer["deviations"].as_array().map(Vec::len), Some(0), "{}", kind.name);
        assert!(answer["daily"].as_array().is_some_and(|daily| daily.len() > 7), "{}", kind.name);
        assert!(!answer["segments"][0]["comparisons"].as_array().unwrap().is_empty(), "{}", kind.name);
        let verdict = answer["verdict"]["decision"].as_str().unwrap();
        let expected = if kind.name == "rating" { "undecided" } else { "ship" };
        assert_eq!(verdict, expected, "{}: {}", kind.name, answer["verdict"]);
    }
}

/// The estimates by another road: sums over the rows as they were written.
#[test]
fn estimates_are_those_of_the_rows() {
    for kind in KINDS {
        let answer = answer(&kind.workspace());
        for arm in [0, 1] {
            let seen = &answer["metrics"][0]["arms"][arm];
            let first = kind.column(arm, 0);
            let units = first.len() as f64;
            let mean = first.iter().sum::<f64>() / units;
            let expected = match kind.name {
                "count" => first.iter().sum::<f64>() / kind.column(arm, 1).iter().sum::<f64>(),
                "nps" => {
                    let share =
                        |test: fn(&f64) -> bool| first.iter().filter(|answer| test(answer)).count() as f64 / units;
                    100.0 * (share(|answer| *answer >= 9.0) - share(|answer| *answer <= 6.0))
                }
                // Everybody is watched for longer than the horizon, so that no curve is needed.
                "retention" => first.iter().filter(|time| **time > 30.0).count() as f64 / units,
                "ratio" => first.iter().sum::<f64>() / kind.column(arm, 1).iter().sum::<f64>(),
                "quantile" => quantile(first.clone(), 0.9),
                "mean" => {
                    let both = [kind.column(0, 0), kind.column(1, 0)].concat();
                    let cap = quantile(both, 0.98);
                    first.iter().map(|value| value.min(cap)).sum::<f64>() / units
                }
                _ => mean,
            };
            let estimate = seen["estimate"].as_f64().unwrap();
            assert!((estimate - expected).abs() < 1e-9, "{}: {estimate} instead of {expected}", kind.name);
            assert_eq!(seen["n"].as_f64(), Some(units), "{}", kind.name);
        }
    }
}

/// Linear between neighbours: definition 7 of Hyndman and Fan.
fn quantile(mut values: Vec<f64>, level: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() - 1) as f64 * level;
    let (low, part) = (place.floor() as usize, place.fract());
    values[low] + part * (values[(low + 1).min(values.len() - 1)] - values[low])
}

#[test]
fn answers_from_one_to_ten_get_a_warning() {
    let nps = KINDS.iter().find(|kind| kind.name == "nps").unwrap();
    let sandbox = nps.workspace();
    let data: Vec<String> = nps
        .data()
        .lines()
        .map(|line| line.strip_suffix(",0").map_or(line.to_owned(), |row| format!("{row},1")))
        .collect();
    sandbox.write("E001-kind/data.csv", &format!("{}\n", data.join("\n")));
    let answer = answer(&sandbox);
    let check = answer["health"].as_array().unwrap().iter().find(|check| check["check"] == "answer_scale");
    assert_eq!(check.map(|check| &check["status"]), Some(&"warning".into()));
    insta::assert_snapshot!(
        "kind_nps_from_one_fr",
        sandbox.session("analyse E001 --dry-run --quiet --as-of 2026-07-21 --lang fr")
    );
}

#[test]
fn what_unit_data_cannot_be_is_said() {
    let mut sessions = String::new();
    for (name, from, to) in [
        ("csat", "new,3", "new,6"),
        ("csat", "new,3", "new,3.5"),
        ("proportion", "new,1", "new,maybe"),
        ("proportion", "new,1", "new,"),
        ("count", "m_events", "m_event"),
        ("count", ",1\n", ",0\n"),
        ("retention", "new,", "new,-"),
        ("nps", "u1-0", "u0-1"),
    ] {
        let kind = KINDS.iter().find(|kind| kind.name == name).unwrap();
        let sandbox = kind.workspace();
        sandbox.write("E001-kind/data.csv", &kind.data().replacen(from, to, 1));
        for language in ["en", "fr"] {
            sessions.push_str(
                &sandbox.session(&format!("analyse E001 --dry-run --quiet --as-of 2026-07-21 --lang {language}")),
            );
        }
    }
    insta::assert_snapshot!("kind_mistakes", sessions);
}

#[test]
fn what_a_plan_cannot_ask_of_a_kind_is_said() {
    let mut sessions = String::new();
    for (name, file, from, to) in [
        ("nps", "E001-kind/plan.toml", "difference = 15", "lift = 0.2"),
        ("nps", "E001-kind/plan.toml", "difference = 15", "odds_ratio = 1.2"),
        ("csat", "E001-kind/plan.toml", "odds_ratio", "difference = 0.1\nodds_ratio"),
        ("csat", "E001-kind/plan.toml", "[design]", "[[guardrail]]\nmetric = \"m\"\nmargin_lift = -0.02\n[design]"),
        ("csat", "E001-kind/plan.toml", "odds_ratio", "covariate_correlation = 0.5\nodds_ratio"),
        ("rating", "jalon.toml", "scale = [0, 4]\n", ""),
        ("ces", "jalon.toml", "direction = \"lower\"\n", ""),
        ("retention", "E001-kind/plan.toml", "kind = \"units\"", "kind = \"summary\""),
    ] {
        let sandbox = KINDS.iter().find(|kind| kind.name == name).unwrap().workspace();
        let changed = sandbox.read(file).replacen(from, to, 1);
        sandbox.write(file, &changed);
        for language in ["en", "fr"] {
            sessions.push_str(&sandbox.session(&format!("check --as-of 2026-07-21 --quiet --lang {language}")));
        }
    }
    insta::assert_snapshot!("kind_plan_mistakes", sessions);
}
