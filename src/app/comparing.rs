//! Is one creator really better than another? From what both brought, and from what is forecast of both.

use super::model::Model;
use crate::domain::{Booking, Metric, Outcome};
use crate::forecast::{Counted, OfferForecast, better_forecast, better_result, more_needed};
use crate::report::results::{ComparedBy, Comparison};

/// From here on one is known to be better.
const SURE: f64 = 0.95;

impl Model {
    /// Everybody who was ever booked, by name.
    pub fn booked_creators(&self) -> Vec<String> {
        let mut names: Vec<String> = self.bookings.iter().map(|booking| booking.creator.clone()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Compares two booked creators over all their bookings.
    pub fn compare(&self, one: &str, other: &str) -> Comparison {
        let of = |name: &str| self.bookings.iter().filter(|booking| booking.creator == name).collect::<Vec<_>>();
        let (a, b) = (of(one), of(other));
        let orders = self.by_count("orders", &a, &b, |outcome| outcome.orders);
        let clicks = self.by_count("clicks", &a, &b, |outcome| outcome.clicks);
        let lines = orders.into_iter().chain(clicks).chain(self.by_forecast(&a, &b)).collect();
        Comparison { one: one.to_owned(), other: other.to_owned(), lines }
    }

    /// By single events, for the money spent where both were paid in one currency, else by booking.
    fn by_count(
        &self,
        word: &'static str,
        a: &[&Booking],
        b: &[&Booking],
        count: fn(&Outcome) -> Option<u64>,
    ) -> Option<ComparedBy> {
        let numbers = self.settings.numbers;
        let counted = |bookings: &[&Booking]| {
            let known = bookings.iter().filter_map(|one| Some((count(one.result.as_ref()?)?, one.fee)));
            known.collect::<Vec<_>>()
        };
        let (a, b) = (counted(a), counted(b));
        let currency = a.first()?.1.currency;
        let paid = !b.is_empty()
            && a.iter().chain(&b).all(|(_, fee)| fee.currency == currency)
            && [&a, &b].into_iter().all(|side| side.iter().any(|(_, fee)| fee.minor > 0));
        let side = |known: &[(u64, crate::domain::Money)]| {
            let minor: i64 = known.iter().map(|(_, fee)| fee.minor).fold(0, i64::saturating_add);
            let exposure = if paid { minor as f64 } else { known.len() as f64 };
            let events = known.iter().map(|(count, _)| *count).fold(0, u64::saturating_add);
            let money = crate::domain::Money::from_minor(minor, currency);
            let words = match paid {
                true => format!("{} for {}", numbers.count(events as f64), numbers.money(money)),
                false => format!("{} from {}", numbers.count(events as f64), known.len()),
            };
            (Counted { events, exposure }, words)
        };
        let ((first, first_words), (second, second_words)) = (side(&a), side(&b));
        let chance = better_result(first, second)?;
        Some(ComparedBy {
            what: if paid { format!("More {word} for the money") } else { format!("More {word} from a booking") },
            numbers: format!("{first_words} against {second_words}"),
            chance,
            more: more_needed(first, second, SURE).filter(|more| *more > 0).map(|more| (more, word)),
        })
    }

    /// By what the offers booked last are forecast to bring today.
    fn by_forecast(&self, a: &[&Booking], b: &[&Booking]) -> Option<ComparedBy> {
        let metric = a.last()?.projected.metric;
        let (first, second) = (self.forecast_again(a.last()?, metric)?, self.forecast_again(b.last()?, metric)?);
        let numbers = self.settings.numbers;
        let words = |forecast: &OfferForecast| {
            let (low, high) = forecast.band(0.8);
            format!("{}–{}", numbers.count(low), numbers.count(high))
        };
        Some(ComparedBy {
            what: format!("More {} next time", metric.label().to_lowercase()),
            numbers: format!("8 in 10: {} against {}", words(&first), words(&second)),
            chance: better_forecast(&first, &second),
            more: None,
        })
    }

    fn forecast_again(&self, booking: &Booking, metric: Metric) -> Option<OfferForecast> {
        let wanted = booking.offer?;
        let mut entries = self.roster.cards.iter().map(|card| &card.entry);
        let found = entries.find_map(|entry| Some((entry, entry.offers.iter().find(|offer| offer.id == wanted)?)));
        let (entry, offer) = found?;
        Some(self.projector(&[], None).posts(entry, offer, metric))
    }
}
