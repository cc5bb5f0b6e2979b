//! Distribution and quantile functions.

use crate::table::{Row, check_rows, close};
use jalon::stats::hypergeometric::Urn;
use jalon::stats::{
    beta, binomial, bivariate_normal, chi_squared, fisher_f, gamma, noncentral_chi_squared, noncentral_f, noncentral_t,
    normal, poisson, student_t,
};

/// A parameter of the row; a row of a distribution with fewer parameters has no number there.
fn parameter(row: &Row, column: &str) -> f64 {
    row.optional(column).unwrap_or(f64::NAN)
}

fn urn(row: &Row) -> Urn {
    Urn { marked: row.count("p1"), unmarked: row.count("p2"), draws: row.count("p3") }
}

/// The two tails, each asked for directly.
fn tails(row: &Row) -> (f64, f64) {
    let x = row.number("x");
    let (p1, p2, p3) = (parameter(row, "p1"), parameter(row, "p2"), parameter(row, "p3"));
    match row.text("dist") {
        "normal" => (normal::cdf(x), normal::upper_tail(x)),
        "t" => (student_t::cdf(x, p1), student_t::upper_tail(x, p1)),
        "chi2" => (chi_squared::cdf(x, p1), chi_squared::upper_tail(x, p1)),
        "gamma" => (gamma::cdf(x, p1), gamma::upper_tail(x, p1)),
        "f" => (fisher_f::cdf(x, p1, p2), fisher_f::upper_tail(x, p1, p2)),
        "beta" => (beta::cdf(x, p1, p2), beta::upper_tail(x, p1, p2)),
        "nct" => (noncentral_t::cdf(x, p1, p2), noncentral_t::upper_tail(x, p1, p2)),
        "binomial" => (binomial::cdf(x as u64, p1 as u64, p2), binomial::upper_tail(x as u64, p1 as u64, p2)),
        "poisson" => (poisson::cdf(x as u64, p1), poisson::upper_tail(x as u64, p1)),
        "hypergeometric" => (urn(row).cdf(x as u64), urn(row).upper_tail(x as u64)),
        "ncx2" => (noncentral_chi_squared::cdf(x, p1, p2), noncentral_chi_squared::upper_tail(x, p1, p2)),
        "ncf" => (noncentral_f::cdf(x, p1, p2, p3), noncentral_f::upper_tail(x, p1, p2, p3)),
        "bvn" => (bivariate_normal::cdf(x, p2, p1), bivariate_normal::upper_tail(x, p2, p1)),
        other => panic!("{other} is not built"),
    }
}

fn density(row: &Row) -> f64 {
    let x = row.number("x");
    let (p1, p2, p3) = (parameter(row, "p1"), parameter(row, "p2"), parameter(row, "p3"));
    match row.text("dist") {
        "normal" => normal::density(x),
        "t" => student_t::density(x, p1),
        "chi2" => chi_squared::density(x, p1),
        "gamma" => gamma::density(x, p1),
        "f" => fisher_f::density(x, p1, p2),
        "beta" => beta::density(x, p1, p2),
        "binomial" => binomial::probability(x as u64, p1 as u64, p2),
        "poisson" => poisson::probability(x as u64, p1),
        "hypergeometric" => urn(row).probability(x as u64),
        "nct" => noncentral_t::density(x, p1, p2),
        "ncx2" => noncentral_chi_squared::density(x, p1, p2),
        "ncf" => noncentral_f::density(x, p1, p2, p3),
        other => panic!("{other} is not built"),
    }
}

#[test]
pub fn both_tails_of_every_distribution() {
    check_rows(
        "distributions.csv",
        186,
        |_| true,
        |row| {
            let (cdf, upper) = tails(row);
            // Below 1e-308 doubles themselves have fewer digits.
            let tolerance = if row.number("cdf") < 1e-308 { 1e-7 } else { 1e-12 };
            row.expect("cdf", cdf, tolerance);
            row.expect("sf", upper, 1e-12);
        },
    );
}

#[test]
pub fn densities() {
    check_rows(
        "distributions.csv",
        164,
        |row| row.text("dist") != "bvn",
        |row| {
            let tolerance = if row.number("pdf") < 1e-308 { 1e-7 } else { 1e-12 };
            row.expect("pdf", density(row), tolerance);
        },
    );
}

#[test]
pub fn quantiles_from_both_ends() {
    check_rows(
        "quantiles.csv",
        123,
        |_| true,
        |row| {
            let p = row.number("p");
            let (p1, p2) = (parameter(row, "p1"), parameter(row, "p2"));
            let (lower, upper) = match row.text("dist") {
                "normal" => (normal::quantile(p), normal::upper_quantile(p)),
                "t" => (student_t::quantile(p, p1), student_t::upper_quantile(p, p1)),
                "chi2" => (chi_squared::quantile(p, p1).unwrap(), chi_squared::upper_quantile(p, p1).unwrap()),
                "gamma" => (gamma::quantile(p, p1).unwrap(), gamma::upper_quantile(p, p1).unwrap()),
                "f" => (fisher_f::quantile(p, p1, p2).unwrap(), fisher_f::upper_quantile(p, p1, p2).unwrap()),
                "beta" => (beta::quantile(p, p1, p2).unwrap(), beta::upper_quantile(p, p1, p2).unwrap()),
                "nct" => (noncentral_t::quantile(p, p1, p2).unwrap(), noncentral_t::upper_quantile(p, p1, p2).unwrap()),
                other => panic!("{other} is not built"),
            };
            // Near p = 1 a quantile magnifies the last bit of p itself; the reference took p as the same double.
            row.expect("x", lower, 1e-12);
            row.expect("x_upper", upper, 1e-12);
        },
    );
}

#[test]
fn the_usual_critical_value_is_published_too() {
    assert!(close(normal::upper_quantile(0.05), 1.644_853_626_95, 1e-11));
}
