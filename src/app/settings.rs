//! What the user chose for this file: number style, currency, theme, tiers, the name on pitches.

use super::answer::{Answer, backups};
use super::planner::Planner;
use crate::domain::{Currency, Metric, Money, NumberStyle, TierTable};
use crate::forecast::EmvTable;
use crate::report::facets::facets;
use crate::storage::{Store, StoreError};

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl ThemeChoice {
    /// Every choice with the word shown and stored.
    pub const ALL: [(ThemeChoice, &'static str); 3] =
        [(ThemeChoice::System, "System"), (ThemeChoice::Light, "Light"), (ThemeChoice::Dark, "Dark")];
}

/// What the user chose. Kept in the roster file, outside undo.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// How numbers are written.
    pub numbers: NumberStyle,
    /// The currency of new fees and campaigns.
    pub currency: Currency,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Borders of the tiers.
    pub tiers: TierTable,
    /// Who sends the pitches; may be empty.
    pub agency: String,
    /// What a thousand of each are worth to the user, in units of `currency`; empty, no earned media value is shown.
    pub worth: Vec<(Metric, f64)>,
}

impl Settings {
    /// What a new file starts with on a system with this locale.
    pub fn for_locale(locale: &str) -> Settings {
        let region = locale.split(['-', '_', '.']).nth(1).unwrap_or_default();
        let code = match region {
            "US" => "USD",
            "GB" => "GBP",
            "CH" => "CHF",
            "PL" => "PLN",
            "CZ" => "CZK",
            "SE" => "SEK",
            "NO" => "NOK",
            "DK" => "DKK",
            "HU" => "HUF",
            "RO" => "RON",
            "TR" => "TRY",
            "UA" => "UAH",
            "BR" => "BRL",
            "IN" => "INR",
            "JP" => "JPY",
            "CA" => "CAD",
            "AU" => "AUD",
            "NZ" => "NZD",
            "MX" => "MXN",
            _ => "EUR",
        };
        Settings {
            numbers: NumberStyle::for_locale(locale),
            currency: Currency::from_code(code).unwrap_or(Currency::EUR),
            theme: ThemeChoice::System,
            tiers: TierTable::default(),
            agency: String::new(),
            worth: Vec::new(),
        }
    }

    /// What the user chose for a file; what nobody chose is as here, but for the currency, which then is that of most
    /// fees: a roster in euros is planned in euros wherever it is opened.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn of(mut self, store: &Store) -> Result<Settings, StoreError> {
        self.currency = store.commonest_currency()?.unwrap_or(self.currency);
        for (key, _) in self.stored() {
            if let Some(value) = store.setting(key)? {
                self.take(key, &value);
            }
        }
        Ok(self)
    }

    /// What a thousand of each are worth, ready to be counted; and why a value isn't taken over, as a sentence.
    pub fn worth_table(&self) -> (EmvTable, Option<String>) {
        let mut table = EmvTable::empty(self.currency);
        let mut problem = None;
        for (metric, value) in &self.worth {
            if let Err(wrong) = table.set(*metric, Money::from_units(*value, self.currency)) {
                problem = Some(wrong.sentence());
            }
        }
        (table, problem)
    }

    /// Every setting as it is stored.
    pub fn stored(&self) -> [(&'static str, String); 6] {
        let theme =
            ThemeChoice::ALL.iter().find(|(choice, _)| *choice == self.theme).map_or("System", |(_, word)| word);
        let tiers: Vec<String> = self.tiers.borders.iter().map(u64::to_string).collect();
        let worth: Vec<String> = self.worth.iter().map(|(metric, value)| format!("{}={value}", metric.key())).collect();
        [
            ("numbers", self.numbers.key().to_owned()),
            ("currency", self.currency.code().to_owned()),
            ("theme", theme.to_owned()),
            ("tiers", tiers.join(" ")),
            ("agency", self.agency.clone()),
            ("worth", worth.join(" ")),
        ]
    }

    /// Takes over one stored setting; what can't be read keeps its default.
    pub fn take(&mut self, key: &str, value: &str) {
        match key {
            "numbers" => self.numbers = NumberStyle::from_key(value).unwrap_or(self.numbers),
            "currency" => self.currency = Currency::from_code(value).unwrap_or(self.currency),
            "theme" => {
                let known = ThemeChoice::ALL.iter().find(|(_, word)| *word == value);
                self.theme = known.map_or(self.theme, |(choice, _)| *choice);
            }
            "tiers" => {
                let borders: Vec<u64> = value.split(' ').filter_map(|border| border.parse().ok()).collect();
                if let Ok(borders) = <[u64; 5]>::try_from(borders)
                    && borders.is_sorted()
                {
                    self.tiers = TierTable { borders };
                }
            }
            "agency" => self.agency = value.to_owned(),
            "worth" => {
                let read = |part: &str| {
                    let (metric, value) = part.split_once('=')?;
                    let value = value.parse().ok().filter(|value: &f64| value.is_finite() && *value > 0.0)?;
                    Some((Metric::from_key(metric)?, value))
                };
                self.worth = value.split(' ').filter_map(read).collect();
            }
            _ => {}
        }
    }
}

impl Planner {
    /// Takes new settings over, keeps them in the file and plans anew where a plan rests on what has changed.
    pub(super) fn set_settings(&mut self, settings: Settings) {
        let rests_on = |settings: &Settings| (settings.tiers, settings.currency, settings.numbers);
        let planned = rests_on(&self.model.settings) == rests_on(&settings);
        if self.model.settings.tiers != settings.tiers {
            // Who is of which tier is kept with the offers of a roster.
            self.model.roster.version += 1;
            self.model.roster.facets = facets(&self.model.roster.cards, &settings.tiers);
        }
        if self.model.settings.currency != settings.currency {
            // What an order is worth is typed without a currency; it is in the one chosen here.
            let premises = self.model.premises_with(settings.currency, self.model.premises.learnt.clone());
            self.model.take_premises(premises);
        }
        self.model.settings = settings.clone();
        let stored = settings.stored();
        self.with_store_do(move |store| {
            for (key, value) in &stored {
                store.set_setting(key, Some(value))?;
            }
            Ok(Answer::Backups(backups(store)))
        });
        if !planned {
            self.replan();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_being_stored() {
        let mut settings = Settings::for_locale("de-CH");
        settings.theme = ThemeChoice::Dark;
        settings.tiers.borders[0] = 500;
        settings.agency = "Studio".to_owned();
        settings.worth = vec![(Metric::Views, 4.5)];
        let mut read = Settings::for_locale("en-US");
        for (key, value) in settings.stored() {
            read.take(key, &value);
        }
        assert_eq!(read, settings);
        read.take("tiers", "9 8 7 6 5");
        assert_eq!(read.tiers, settings.tiers, "borders out of order are not taken");
    }
}
