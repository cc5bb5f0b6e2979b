//! Distribution and quantile functions.

use crate::table::{Row, check_rows, close};
use jalon::stats::{beta, binomial, chi_squared, noncentral_t, normal, student_t};

/// The two tails, each asked for directly.
fn tails(row: &Row) -> (f64, f64) {
    let x = row.number("x");
    let (p1, p2) = (row.optional("p1").unwrap_or(f64::NAN), row.optional("p2").unwrap_or(f64::NAN));
    match row.text("dist") {
        "normal" => (normal::cdf(x), normal::upper_tail(x)),
        "t" => (student_t::cdf(x, p1), student_t::upper_tail(x, p1)),
        "chi2" => (chi_squared::cdf(x, p1), chi_squared::upper_tail(x, p1)),
        "beta" => (beta::cdf(x, p1, p2), beta::upper_tail(x, p1, p2)),
        "nct" => (noncentral_t::cdf(x, p1, p2), noncentral_t::upper_tail(x, p1, p2)),
        "binomial" => (binomial::cdf(x as u64, p1 as u64, p2), binomial::upper_tail(x as u64, p1 as u64, p2)),
        other => panic!("{other} is not built"),
    }
}

fn built(row: &Row) -> bool {
    ["normal", "t", "chi2", "beta", "nct", "binomial"].contains(&row.text("dist"))
}

#[test]
fn both_tails_of_every_distribution_built() {
    check_rows("distributions.csv", 107, built, |row| {
        let (cdf, upper) = tails(row);
        // Below 1e-308 doubles themselves have fewer digits.
        let tolerance = if row.number("cdf") < 1e-308 { 1e-7 } else { 1e-12 };
        row.expect("cdf", cdf, tolerance);
        row.expect("sf", upper, 1e-12);
    });
}

#[test]
fn densities_where_they_are_public() {
    check_rows(
        "distributions.csv",
        55,
        |row| ["normal", "t", "binomial"].contains(&row.text("dist")),
        |row| {
            let x = row.number("x");
            let density = match row.text("dist") {
                "normal" => normal::density(x),
                "t" => student_t::density(x, row.number("p1")),
                _ => binomial::probability(x as u64, row.count("p1"), row.number("p2")),
            };
            let tolerance = if row.number("pdf") < 1e-308 { 1e-7 } else { 1e-11 };
            row.expect("pdf", density, tolerance);
        },
    );
}

#[test]
fn quantiles_from_both_ends() {
    let has_quantile = |row: &Row| ["normal", "t", "chi2", "beta", "nct"].contains(&row.text("dist"));
    check_rows("quantiles.csv", 103, has_quantile, |row| {
        let p = row.number("p");
        let (p1, p2) = (row.optional("p1").unwrap_or(f64::NAN), row.optional("p2").unwrap_or(f64::NAN));
        let (lower, upper) = match row.text("dist") {
            "normal" => (normal::quantile(p), normal::upper_quantile(p)),
            "t" => (student_t::quantile(p, p1), student_t::upper_quantile(p, p1)),
            "chi2" => (chi_squared::quantile(p, p1).unwrap(), chi_squared::upper_quantile(p, p1).unwrap()),
            "beta" => (beta::quantile(p, p1, p2).unwrap(), beta::upper_quantile(p, p1, p2).unwrap()),
            _ => (noncentral_t::quantile(p, p1, p2).unwrap(), noncentral_t::upper_quantile(p, p1, p2).unwrap()),
        };
        // Near p = 1 a quantile magnifies the last bit of p itself; the reference took p as the same double.
        row.expect("x", lower, 1e-12);
        row.expect("x_upper", upper, 1e-12);
    });
}

#[test]
fn the_usual_critical_value_is_published_too() {
    assert!(close(normal::upper_quantile(0.05), 1.644_853_626_95, 1e-11));
}
