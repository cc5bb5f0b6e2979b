//! Looks at the data before the end of a test, which may decide.

use clap::Args;
use jalon::plan::{BoundFamily, BoundFamilyProblem, Looks, looks_problem};
use jalon::quantity::Proportion;
use jalon::stats::{Binding, Efficacy, Futility, InformationRates, SequentialError, Spending};
use jalon::words::Message;

use super::test::refused;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, fraction, number, small_count};

/// When the data are looked at, and what a look may decide.
#[derive(Debug, Args)]
#[command(next_help_heading = "Looks")]
pub(super) struct LooksArguments {
    /// Looks at the data that may decide, the last one included, at equal distances
    #[arg(long, value_name = "COUNT", conflicts_with = "information")]
    looks: Option<String>,
    /// When the looks are, as parts of all units, the last one 100%: 25%,50%,100%
    #[arg(long, value_name = "SHARES")]
    information: Option<String>,
    /// Bounds past which the effect is shown: obrien-fleming, pocock, kim-demets, hwang-shih-decani (spent as the units come);
    /// obrien-fleming-classical, pocock-classical, wang-tsiatis, haybittle-peto (for the planned looks alone)
    /// [default: obrien-fleming]
    #[arg(long, value_name = "NAME")]
    bounds: Option<String>,
    /// Parameter of the bounds: the power of kim-demets (above 0), gamma of hwang-shih-decani (-4 spends late, 1 early), the
    /// shape of wang-tsiatis (0 to 0.5), the early bound of haybittle-peto (3)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, requires = "bounds")]
    bounds_parameter: Option<String>,
    /// Give up early where the effect is out of reach: obrien-fleming, pocock, kim-demets or hwang-shih-decani [default: never]
    #[arg(long, value_name = "NAME")]
    futility: Option<String>,
    /// Parameter of the bounds for futility
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, requires = "futility")]
    futility_parameter: Option<String>,
    /// Count on giving up where futility says so: smaller bounds, but going on past one breaks the risk
    #[arg(long, requires = "futility")]
    binding: bool,
}

impl LooksArguments {
    /// Whether looks are asked for.
    pub fn are_given(&self) -> bool {
        self.looks.is_some() || self.information.is_some()
    }

    /// The looks of a test with this power; none where nothing is said of looks.
    pub fn read(&self, power: Proportion) -> Result<Option<Looks>, Failure> {
        let Some(information) = self.information_rates()? else { return self.nothing_else() };
        let (efficacy, futility) = (self.efficacy()?, self.futility()?);
        Ok(Some(Looks { information, efficacy, futility, power }))
    }

    fn information_rates(&self) -> Result<Option<InformationRates>, Failure> {
        let rates = match (&self.looks, &self.information) {
            (Some(text), _) => InformationRates::equal(small_count("--looks", text)? as usize),
            (None, Some(text)) => {
                let shares = text.split([',', ';']).map(|part| fraction("--information", part.trim()));
                InformationRates::new(&shares.collect::<Result<Vec<_>, _>>()?)
            }
            (None, None) => return Ok(None),
        };
        rates.map(Some).map_err(|error| impossible(&error))
    }

    /// Without looks there is nothing for the other options to speak of.
    fn nothing_else(&self) -> Result<Option<Looks>, Failure> {
        let given = [("--bounds", &self.bounds), ("--futility", &self.futility)];
        match given.into_iter().find(|(_, text)| text.is_some()) {
            Some((option, _)) => Err(Failure::command_line(
                Message::new("size-looks-missing").text("option", option),
                Message::new("size-looks-missing-mend"),
            )),
            None => Ok(None),
        }
    }

    fn efficacy(&self) -> Result<Efficacy, Failure> {
        let Some(text) = &self.bounds else { return Ok(Efficacy::Spending(Spending::OBrienFleming)) };
        let family = choice("--bounds", text, &FAMILIES)?;
        let parameter = parameter("--bounds-parameter", self.bounds_parameter.as_deref())?;
        family.efficacy(parameter).map_err(|problem| misfit(problem, "--bounds", text, "--bounds-parameter"))
    }

    fn futility(&self) -> Result<Futility, Failure> {
        let Some(text) = &self.futility else { return Ok(Futility::None) };
        let family = choice("--futility", text, &FAMILIES)?;
        let parameter = parameter("--futility-parameter", self.futility_parameter.as_deref())?;
        let spending = family.spending(parameter);
        let spending = spending.map_err(|problem| misfit(problem, "--futility", text, "--futility-parameter"))?;
        let binding = if self.binding { Binding::Binding } else { Binding::NonBinding };
        Ok(Futility::Spending { spending, binding })
    }
}

fn parameter(option: &str, text: Option<&str>) -> Result<Option<f64>, Failure> {
    text.map(|text| number(option, text)).transpose()
}

fn impossible(error: &SequentialError) -> Failure {
    refused(looks_problem(error))
}

fn misfit(problem: BoundFamilyProblem, option: &str, name: &str, parameter: &str) -> Failure {
    let key = match problem {
        BoundFamilyProblem::NeedsParameter => "size-bounds-need-parameter",
        BoundFamilyProblem::HasNoParameter => "size-bounds-have-no-parameter",
        BoundFamilyProblem::NotPositive => "size-bounds-parameter-positive",
        BoundFamilyProblem::DoesNotSpend => "size-futility-does-not-spend",
    };
    let what = Message::new(key).text("option", option).text("name", name).text("parameter", parameter);
    Failure::command_line(what, Message::new("size-bounds-mend"))
}

/// The families of bounds by their names.
pub const FAMILIES: [(&str, BoundFamily); 8] = [
    ("obrien-fleming", BoundFamily::OBrienFleming),
    ("pocock", BoundFamily::Pocock),
    ("kim-demets", BoundFamily::KimDeMets),
    ("hwang-shih-decani", BoundFamily::HwangShihDeCani),
    ("obrien-fleming-classical", BoundFamily::OBrienFlemingClassical),
    ("pocock-classical", BoundFamily::PocockClassical),
    ("wang-tsiatis", BoundFamily::WangTsiatis),
    ("haybittle-peto", BoundFamily::HaybittlePeto),
];
