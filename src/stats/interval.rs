//! What an analysis hands back: the set of values the data allow, the test, and the names of the cases without either.

use super::Alternative;
use super::root::RootError;
use crate::quantity::Proportion;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// The interval ends here.
    At(f64),
    /// The data, or a one-sided question, set no end on this side.
    Unbounded,
}

impl Bound {
    /// An end so far out that no double holds it (the exponential of a very uncertain logarithm) is none.
    pub(super) fn within_reach(end: f64) -> Self {
        if end.is_infinite() { Self::Unbounded } else { Self::At(end) }
    }

    /// The end, where there is one.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::At(value) => Some(value),
            Self::Unbounded => None,
        }
    }

    /// The same end on a scale moved by `shift`: ratios become lifts by −1.
    #[must_use]
    pub fn moved(self, shift: f64) -> Self {
        match self {
            Self::At(value) => Self::At(value + shift),
            Self::Unbounded => Self::Unbounded,
        }
    }
}

/// The set of values that the data do not reject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Everything from `low` to `high`, ends included; either may be unbounded.
    Between {
        /// Lower end.
        low: Bound,
        /// Upper end.
        high: Bound,
    },
    /// Everything up to one value and everything from another on, but nothing between: Fieller's answer when the control mean
    /// is too uncertain to divide by, yet the data still exclude a middle.
    Outside {
        /// Upper end of the left part.
        up_to: f64,
        /// Lower end of the right part.
        from: f64,
    },
    /// Every value: the data exclude nothing at this level.
    WholeLine,
}

impl Shape {
    /// Both limits, or the one that a one-sided question asks for.
    pub(super) fn sided(low: f64, high: f64, alternative: Alternative) -> Self {
        Self::with_bounds(Bound::within_reach(low), Bound::within_reach(high), alternative)
    }

    /// The same where an end may be missing.
    pub(super) fn with_bounds(low: Bound, high: Bound, alternative: Alternative) -> Self {
        match alternative {
            Alternative::TwoSided => Self::Between { low, high },
            Alternative::Greater => Self::Between { low, high: Bound::Unbounded },
            Alternative::Less => Self::Between { low: Bound::Unbounded, high },
        }
    }
}

/// How a test or an interval was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Score statistic with the factor N/(N − 1) of Miettinen & Nurminen 1985.
    MiettinenNurminen,
    /// Score statistic without that factor: pooled z at no difference, Mee 1984 and Koopman 1984 otherwise.
    Score,
    /// Pooled z, continuity-corrected.
    ScoreCorrected,
    /// Normal with each arm's own variance.
    Wald,
    /// Wald after adding ¾ promoter, 1½ passives and ¾ detractor to a score.
    AdjustedWald,
    /// Wald with a continuity correction, cut at ±1.
    WaldCorrected,
    /// Newcombe 1998, method 10: from the two Wilson intervals.
    Newcombe,
    /// Agresti & Caffo 2000: one success and one failure added to each arm.
    AgrestiCaffo,
    /// Normal on the logarithm of the ratio, Katz and others 1978.
    LogRatio,
    /// The same with ½ added to successes and sizes.
    LogRatioAdjusted,
    /// Wilson 1927.
    Wilson,
    /// Clopper & Pearson 1934, exact.
    ClopperPearson,
    /// Quantiles of the posterior under Jeffreys' prior.
    Jeffreys,
    /// Agresti & Coull 1998: z²/2 successes and failures added.
    AgrestiCoull,
    /// Student's t with the degrees of freedom of Welch and Satterthwaite.
    Welch,
    /// Student's t with a common variance.
    PooledT,
    /// Student's t of one mean.
    StudentT,
    /// Normal, variances taken as known.
    Z,
    /// Fieller 1954, with Welch's degrees of freedom.
    FiellerWelch,
    /// Fieller 1954, with a common variance.
    FiellerPooled,
    /// Fieller 1954, with the normal quantile.
    FiellerZ,
    /// Brunner & Munzel 2000, Student's t on the win probability.
    BrunnerMunzel,
    /// The same on the logit of the win probability.
    BrunnerMunzelLogit,
    /// Mann & Whitney 1947, normal with the variance that ties leave.
    MannWhitney,
    /// The same, continuity-corrected.
    MannWhitneyCorrected,
    /// Mann & Whitney 1947, every way to deal the units to the arms counted.
    MannWhitneyExact,
    /// Normal on the log odds ratio of the proportional-odds model, McCullagh 1980.
    ProportionalOdds,
    /// Twice the gain in log-likelihood, χ²: one degree of freedom for two arms, one more for each further group (G).
    LikelihoodRatio,
    /// Log-rank test, Mantel 1966, and the score interval of the hazard ratio that goes with it.
    LogRank,
    /// Log-rank weighted by the share of both arms still there, Peto & Peto 1972.
    PetoPeto,
    /// Cox 1972 with Efron's likelihood of ties, Wald.
    CoxEfron,
    /// Cox 1972 with Breslow's likelihood of ties, Wald.
    CoxBreslow,
    /// Kaplan–Meier with Greenwood's variance, normal on the scale log(−log S).
    SurvivalLogLog,
    /// Kaplan–Meier with Greenwood's variance, normal on the scale log S.
    SurvivalLog,
    /// Kaplan–Meier with Greenwood's variance, normal, cut at 0 and 1.
    SurvivalPlain,
    /// Times whose survival is not rejected, Brookmeyer & Crowley 1982.
    BrookmeyerCrowley,
    /// Delta method on the ratio, symmetric, with Welch's degrees of freedom of the difference.
    DeltaWelch,
    /// Delta method on the ratio, symmetric, with a common variance.
    DeltaPooled,
    /// Delta method on the ratio, symmetric, with the normal quantile.
    DeltaZ,
    /// Student's t on the logarithm of the ratio, with Welch's degrees of freedom on that scale.
    LogRatioWelch,
    /// Student's t on the logarithm of the ratio, with a common relative variance.
    LogRatioPooled,
    /// Bias-corrected and accelerated bootstrap, Efron 1987.
    BootstrapBca,
    /// Percentiles of a bootstrap with Poisson weights.
    BootstrapPoisson,
    /// From one order statistic to another, by the binomial distribution.
    OrderStatistics,
    /// Wald with ½ added to the counts in the variance only.
    WaldAdjusted,
    /// Difference of square roots, which makes the variance of counts constant.
    SquareRoot,
    /// Exact, given the number of events in both arms together: Przyborowski & Wilenski 1940.
    ConditionalExact,
    /// The same less half the probability of what was observed.
    ConditionalMidP,
    /// Krishnamoorthy & Thomson 2004: all outcomes at least as far out, at the rates the hypothesis allows.
    ETest,
    /// Limits of each arm put together: Donner & Zou 2012, from score limits.
    Mover,
    /// The same from Jeffreys' limits.
    MoverJeffreys,
    /// Garwood 1936, exact limits of one event rate.
    Garwood,
    /// Exact limits that count half the probability of what was observed.
    MidP,
    /// Score statistic of counts that vary more than Poisson's, with a negative binomial variance.
    NegativeBinomialScore,
    /// Normal on the logarithm of a ratio of rates, with a negative binomial variance.
    NegativeBinomialLog,
    /// Pearson's χ² of several rates.
    PearsonChiSquared,
    /// Trend of rates along scores, Cochran 1954 and Armitage 1955.
    CochranArmitage,
    /// Fisher's F of several means with a common variance.
    AnalysisOfVariance,
    /// F of several means, each with its own variance, Welch 1951.
    WelchAnalysisOfVariance,
    /// Ranks of several groups, Kruskal & Wallis 1952.
    KruskalWallis,
    /// Shares of several categories together, Goodman 1965.
    Goodman,
    /// Shares of several categories together, Sison & Glaz 1995.
    SisonGlaz,
    /// Fisher's exact test, and the odds ratios that it does not reject; conditional on the total of conversions.
    Fisher,
    /// The same with half the observed probability taken off (Lancaster 1961).
    FisherMidP,
    /// Fisher's exact test, its two-sided p-value twice the smaller one-sided one.
    FisherCentral,
    /// The mid-p form of the same.
    FisherMidPCentral,
    /// Barnard 1947 by the pooled z: exact for the worst common rate.
    BarnardPooled,
    /// The same by the z with each arm's own variance.
    BarnardUnpooled,
    /// Boschloo 1970: Fisher's p-value as the statistic, exact for the worst common rate.
    Boschloo,
    /// Chan & Zhang 1999: the score statistic, exact for the worst pair of rates under each hypothesis.
    ExactScore,
    /// Normal on the logarithm of the odds ratio (Woolf 1955).
    LogOdds,
    /// The same with ½ added to each count (Gart 1966).
    LogOddsAdjusted,
    /// The same with two visitors added, spread as if arms and outcomes had nothing to do with each other (Agresti 1999).
    LogOddsSmoothed,
    /// From the Wilson intervals of the two arms, Donner & Zou 2012; Fagerland & Newcombe 2013 for odds.
    MoverWilson,
    /// Wilson with a continuity correction.
    WilsonCorrected,
    /// Blaker 2000, exact and inside Clopper and Pearson's.
    Blaker,
    /// Newcombe 1998, method 11: from the two continuity-corrected Wilson intervals.
    NewcombeCorrected,
    /// Beal 1987 with the observed rates as the middle.
    Haldane,
    /// Beal 1987 with rates drawn in by half a success and half a failure.
    JeffreysPerks,
    /// Hauck & Anderson 1986.
    HauckAnderson,
    /// Wald after adding half a success and half a failure to each arm (Brown & Li 2005).
    BrownLiJeffreys,
    /// Exact binomial.
    Binomial,
    /// McNemar 1947.
    McNemar,
    /// McNemar with Edwards' continuity correction.
    McNemarCorrected,
    /// Tango 1998: score statistic of a difference of paired rates.
    Tango,
    /// Newcombe 1998 for paired rates: two Wilson intervals and their correlation.
    NewcombePaired,
    /// The same with the correlation drawn towards 0 by a continuity correction.
    NewcombePairedCorrected,
}

impl Method {
    /// The stable name programs read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::MiettinenNurminen => "miettinen_nurminen",
            Self::Score => "score",
            Self::ScoreCorrected => "score_corrected",
            Self::Wald => "wald",
            Self::AdjustedWald => "adjusted_wald",
            Self::WaldCorrected => "wald_corrected",
            Self::Newcombe => "newcombe",
            Self::AgrestiCaffo => "agresti_caffo",
            Self::LogRatio => "log_ratio",
            Self::LogRatioAdjusted => "log_ratio_adjusted",
            Self::Wilson => "wilson",
            Self::ClopperPearson => "clopper_pearson",
            Self::Jeffreys => "jeffreys",
            Self::AgrestiCoull => "agresti_coull",
            Self::Welch => "welch",
            Self::PooledT => "pooled_t",
            Self::StudentT => "student_t",
            Self::Z => "z",
            Self::FiellerWelch => "fieller_welch",
            Self::FiellerPooled => "fieller_pooled",
            Self::FiellerZ => "fieller_z",
            Self::BrunnerMunzel => "brunner_munzel",
            Self::BrunnerMunzelLogit => "brunner_munzel_logit",
            Self::MannWhitney => "mann_whitney",
            Self::MannWhitneyCorrected => "mann_whitney_corrected",
            Self::MannWhitneyExact => "mann_whitney_exact",
            Self::ProportionalOdds => "proportional_odds",
            Self::LikelihoodRatio => "likelihood_ratio",
            Self::LogRank => "log_rank",
            Self::PetoPeto => "peto_peto",
            Self::CoxEfron => "cox_efron",
            Self::CoxBreslow => "cox_breslow",
            Self::SurvivalLogLog => "survival_log_log",
            Self::SurvivalLog => "survival_log",
            Self::SurvivalPlain => "survival_plain",
            Self::BrookmeyerCrowley => "brookmeyer_crowley",
            Self::DeltaWelch => "delta_welch",
            Self::DeltaPooled => "delta_pooled",
            Self::DeltaZ => "delta_z",
            Self::LogRatioWelch => "log_ratio_welch",
            Self::LogRatioPooled => "log_ratio_pooled",
            Self::BootstrapBca => "bootstrap_bca",
            Self::BootstrapPoisson => "bootstrap_poisson",
            Self::OrderStatistics => "order_statistics",
            Self::WaldAdjusted => "wald_adjusted",
            Self::SquareRoot => "square_root",
            Self::ConditionalExact => "conditional_exact",
            Self::ConditionalMidP => "conditional_mid_p",
            Self::ETest => "e_test",
            Self::Mover => "mover",
            Self::MoverJeffreys => "mover_jeffreys",
            Self::Garwood => "garwood",
            Self::MidP => "mid_p",
            Self::NegativeBinomialScore => "negative_binomial_score",
            Self::NegativeBinomialLog => "negative_binomial_log",
            Self::PearsonChiSquared => "pearson_chi_squared",
            Self::CochranArmitage => "cochran_armitage",
            Self::AnalysisOfVariance => "analysis_of_variance",
            Self::WelchAnalysisOfVariance => "welch_analysis_of_variance",
            Self::KruskalWallis => "kruskal_wallis",
            Self::Goodman => "goodman",
            Self::SisonGlaz => "sison_glaz",
            Self::Fisher => "fisher",
            Self::FisherMidP => "fisher_mid_p",
            Self::FisherCentral => "fisher_central",
            Self::FisherMidPCentral => "fisher_mid_p_central",
            Self::BarnardPooled => "barnard_pooled",
            Self::BarnardUnpooled => "barnard_unpooled",
            Self::Boschloo => "boschloo",
            Self::ExactScore => "exact_score",
            Self::LogOdds => "log_odds",
            Self::LogOddsAdjusted => "log_odds_adjusted",
            Self::LogOddsSmoothed => "log_odds_smoothed",
            Self::MoverWilson => "mover_wilson",
            Self::WilsonCorrected => "wilson_corrected",
            Self::Blaker => "blaker",
            Self::NewcombeCorrected => "newcombe_corrected",
            Self::Haldane => "haldane",
            Self::JeffreysPerks => "jeffreys_perks",
            Self::HauckAnderson => "hauck_anderson",
            Self::BrownLiJeffreys => "brown_li_jeffreys",
            Self::Binomial => "binomial",
            Self::McNemar => "mcnemar",
            Self::McNemarCorrected => "mcnemar_corrected",
            Self::Tango => "tango",
            Self::NewcombePaired => "newcombe_paired",
            Self::NewcombePairedCorrected => "newcombe_paired_corrected",
        }
    }
}

/// The values that the data do not reject, at which level and by which method.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, Bound, Conversions, RateInterval};
/// let alpha = Proportion::new(0.05).unwrap();
/// let rate = Conversions::new(0, 20).unwrap().interval(alpha, Alternative::TwoSided, RateInterval::Wilson).unwrap();
/// assert_eq!(rate.low(), Bound::At(0.0));
/// assert!(rate.contains(0.16) && !rate.contains(0.17));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The set itself.
    pub shape: Shape,
    /// The risk that such a set misses the true value; its level is `1 − alpha`.
    pub alpha: Proportion,
    /// How it was computed.
    pub method: Method,
}

impl Interval {
    /// The same set without the values a scale does not have: an interval of a Net Promoter Score ends at 100.
    #[must_use]
    pub fn cut(self, lowest: f64, highest: f64) -> Self {
        let clamped = |bound: Bound| match bound {
            Bound::At(value) => Bound::At(value.clamp(lowest, highest)),
            Bound::Unbounded => Bound::Unbounded,
        };
        match self.shape {
            Shape::Between { low, high } => {
                Self { shape: Shape::Between { low: clamped(low), high: clamped(high) }, ..self }
            }
            Shape::Outside { .. } | Shape::WholeLine => self,
        }
    }

    /// The level: the chance that such a set holds the true value.
    #[must_use]
    pub fn level(&self) -> f64 {
        1.0 - self.alpha.get()
    }

    /// The lower end; unbounded too where the set is not one interval.
    #[must_use]
    pub fn low(&self) -> Bound {
        match self.shape {
            Shape::Between { low, .. } => low,
            Shape::Outside { .. } | Shape::WholeLine => Bound::Unbounded,
        }
    }

    /// The upper end; unbounded too where the set is not one interval.
    #[must_use]
    pub fn high(&self) -> Bound {
        match self.shape {
            Shape::Between { high, .. } => high,
            Shape::Outside { .. } | Shape::WholeLine => Bound::Unbounded,
        }
    }

    /// Whether the set has both ends.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.low() != Bound::Unbounded && self.high() != Bound::Unbounded
    }

    /// Whether the data allow `value` at this level.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        match self.shape {
            Shape::Between { low, high } => {
                low.value().is_none_or(|low| low <= value) && high.value().is_none_or(|high| value <= high)
            }
            Shape::Outside { up_to, from } => value <= up_to || from <= value,
            Shape::WholeLine => true,
        }
    }
}

/// The outcome of a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// How far the data lie from the hypothesis, in standard errors; above 0 where the variant is larger than hypothesised.
    pub statistic: f64,
    /// Degrees of freedom of Student's t; none for a normal statistic.
    pub degrees_of_freedom: Option<f64>,
    /// Chance of data at least this far from the hypothesis if it held.
    pub p_value: f64,
    /// How it was computed.
    pub method: Method,
}

/// An effect as the data show it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The observed value; none where it does not exist, such as a lift over a control that converted nobody.
    pub estimate: Option<f64>,
    /// The values that the data do not reject.
    pub interval: Interval,
}

/// Difference, lift and test of one comparison, all from the same statistic: they never disagree on significance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Variant minus control.
    pub difference: Effect,
    /// Variant over control, minus 1; or why there is none.
    pub lift: Result<Effect, NoAnswer>,
    /// The test of the hypothesis; or why there is none.
    pub test: Result<Test, NoAnswer>,
}

/// Why the data give no test or no interval.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NoAnswer {
    /// An arm has too few units to estimate a variance.
    #[error("an arm has fewer than two units")]
    TooFewUnits,
    /// Within each arm all units are alike: there is no variance to judge a difference by.
    #[error("within each arm all units are alike")]
    NoVariation,
    /// The control is 0: nothing to express a change as a share of.
    #[error("the control is zero, so a relative change has no meaning")]
    ZeroBaseline,
    /// A score without a zero that means "nothing": a relative change has no meaning, whatever its value.
    #[error("a score that may be zero or below has no relative change")]
    NoRatioScale,
    /// The denominators of an arm sum to 0: there is nothing to divide by.
    #[error("the denominators of an arm sum to zero")]
    ZeroDenominator,
    /// What is divided by lies within chance of 0, so the ratio may be anything.
    #[error("the denominator may as well be zero, so the ratio is unbounded")]
    UncertainDenominator,
    /// The logarithm of a ratio needs two numbers of the same sign.
    #[error("the two arms do not have the same sign, so their ratio has no logarithm")]
    OppositeSigns,
    /// This interval is for two independent arms, not for an effect whose arms were adjusted together.
    #[error("this interval needs two independent arms")]
    DependentArms,
    /// The covariate is the same for every unit: it explains nothing.
    #[error("the covariate is the same for all units")]
    ConstantCovariate,
    /// So far out in the tail these values tell nothing of the quantile.
    #[error("the quantile is too extreme for so few values")]
    QuantileTooExtreme,
    /// The hypothesis leads out of what a rate or a ratio can be.
    #[error("no rates can differ by this margin")]
    ImpossibleMargin,
    /// This method has no form for this hypothesis.
    #[error("this method has no form with a margin")]
    MethodWithoutMargin,
    /// Every unit of one arm lies at or beyond every unit of the other: the data set no end to the effect.
    #[error("every unit of one arm lies at or beyond every unit of the other")]
    Separated,
    /// Too many outcomes to count one by one; the methods for large samples are good at such sizes.
    #[error("too many outcomes to count one by one")]
    TooManyOutcomes,
    /// Nobody had the event while both arms were followed.
    #[error("nobody had the event while both arms were followed")]
    NoEvents,
    /// An arm had no event while both were followed: the ratio of hazards or rates is 0 or without limit.
    #[error("an arm had no event while both were followed")]
    ArmWithoutEvents,
    /// The time asked for lies beyond what was observed.
    #[error("the time lies beyond the last one observed")]
    BeyondFollowUp,
    /// Two one-sided tests at a risk of one half or more leave no interval between them.
    #[error("two one-sided tests need a risk below one half")]
    RiskTooHigh,
    /// Nobody of an arm converted, or everybody did, and this method takes the logarithm of each count.
    #[error("an arm has no conversions or nothing but conversions")]
    EmptyCell,
    /// More visitors than this method can go through one outcome at a time.
    #[error("more than {most} visitors are too many to go through outcome by outcome")]
    TooManyToEnumerate {
        /// The most there may be.
        most: u64,
    },
    /// Only a relative change of this metric has a meaning.
    #[error("only a relative change of this metric has a meaning")]
    NoDifferenceScale,
    /// The numerical search failed.
    #[error(transparent)]
    Search(#[from] RootError),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(shape: Shape) -> Interval {
        Interval { shape, alpha: Proportion::new(0.05).unwrap(), method: Method::FiellerWelch }
    }

    #[test]
    fn an_end_out_of_reach_is_no_end() {
        let shape = Shape::sided(-1.0, 800.0_f64.exp(), Alternative::TwoSided);
        assert_eq!(shape, Shape::Between { low: Bound::At(-1.0), high: Bound::Unbounded });
    }

    #[test]
    fn each_shape_knows_what_it_contains() {
        let between = interval(Shape::Between { low: Bound::At(1.0), high: Bound::Unbounded });
        assert!(between.contains(1.0) && between.contains(1e300) && !between.contains(0.999));
        assert!(!between.is_bounded());
        let outside = interval(Shape::Outside { up_to: -1.0, from: 2.0 });
        assert!(outside.contains(-1.0) && outside.contains(2.0) && !outside.contains(0.0));
        assert_eq!(outside.low(), Bound::Unbounded);
        assert!(interval(Shape::WholeLine).contains(0.0));
    }
}
