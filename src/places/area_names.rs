//! Countries and regions by everything they are called.

use std::collections::BTreeMap;

use super::country::{Country, Region};
use super::key::{key, plain};

/// Countries and regions that share a name or code.
#[derive(Clone, Default)]
pub(super) struct Areas {
    pub(super) countries: Vec<&'static Country>,
    pub(super) regions: Vec<&'static Region>,
}

/// Countries and regions by their names.
#[derive(Default)]
pub(super) struct AreaNames {
    /// By two letters of a country or a few of a region, plain.
    pub(super) codes: BTreeMap<String, Areas>,
    /// By key of a name.
    pub(super) keys: BTreeMap<String, Areas>,
}

impl AreaNames {
    pub(super) fn of(countries: &'static [Country], regions: &'static [Region]) -> AreaNames {
        let mut names = AreaNames::default();
        for country in countries {
            names.codes.entry(plain(country.code)).or_default().countries.push(country);
            for key in &country.keys {
                names.keys.entry((*key).to_owned()).or_default().countries.push(country);
            }
        }
        for region in regions {
            names.codes.entry(plain(region.short)).or_default().regions.push(region);
            names.keys.entry(key(region.name)).or_default().regions.push(region);
        }
        // Regions without a name or code.
        names.codes.remove("");
        names.keys.remove("");
        names
    }

    /// Everything of exactly this name or code.
    pub(super) fn named(&self, text: &str) -> Areas {
        let mut areas = Areas::default();
        for found in [self.codes.get(&plain(text)), self.keys.get(&key(text))].into_iter().flatten() {
            areas.countries.extend(&found.countries);
            areas.regions.extend(&found.regions);
        }
        areas
    }

    /// Everything with a name that begins so.
    pub(super) fn beginning(&self, text: &str) -> Areas {
        let start = key(text);
        let mut areas = Areas::default();
        for (_, found) in self.keys.range(start.clone()..).take_while(|(key, _)| key.starts_with(&start)) {
            areas.countries.extend(&found.countries);
            areas.regions.extend(&found.regions);
        }
        areas
    }
}
