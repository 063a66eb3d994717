//! The value for money of creators: the best that each offers, and a sample that tells what money is worth.

use super::sorted::sorted;
use super::stock::Stock;
use super::work::Work;
use crate::domain::Cancelled;

/// Creators in the sample that tells the value of money, at least about, and how many of them come in a row.
const SAMPLE: usize = 2048;
const RUN: usize = 8;

/// The best value for money of some creators evenly from the whole list, falling, and what they cost up to there.
pub(super) fn sample(stock: &Stock, values: &[i64]) -> Vec<(f64, i128)> {
    let runs = stock.creators.len().div_ceil(RUN);
    let stride = runs.div_ceil(SAMPLE.max(stock.creators.len() / 256) / RUN).max(1);
    let mut sample: Vec<(f64, i64)> = Vec::new();
    for run in (0..runs).step_by(stride) {
        let to = ((run + 1) * RUN).min(stock.creators.len());
        for class in run * RUN..to {
            sample.extend(best_rate(stock, values, class as u32));
        }
    }
    sample.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut spent = 0;
    let priced = sample.into_iter().map(|(rate, price)| {
        spent += i128::from(price) * stride as i128;
        (rate, spent)
    });
    priced.collect()
}

/// The best value for money among a creator's offers that cost anything, with its price.
pub(super) fn best_rate(stock: &Stock, values: &[i64], class: u32) -> Option<(f64, i64)> {
    let offers = stock.class(class).map(|i| (stock.prices[i], values[i]));
    let rates = offers.filter(|&(w, v)| w > 0 && v > 0).map(|(w, v)| (v as f64 / w as f64, w));
    rates.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Rates by falling value for money, each with its price; of equal ones the cheapest first.
pub(super) fn steepest(rates: Vec<(f64, i64)>, work: &mut Work) -> Result<Vec<(f64, i64)>, Cancelled> {
    // Floats above 0 sort like their bits.
    let keys = rates.into_iter().map(|(rate, price)| (!rate.to_bits(), price)).collect();
    work.ask()?;
    Ok(sorted(keys, work)?.into_iter().map(|(key, price)| (f64::from_bits(!key), price)).collect())
}
