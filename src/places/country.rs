//! A country and its regions, under the names and codes that people write.

/// A country or territory with a code of its own.
#[derive(PartialEq, Eq, Debug)]
pub struct Country {
    /// Two capital letters (ISO 3166-1).
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// How many people live in it (GeoNames). The places of a country add up to less: nobody outside of them counts.
    pub population: u64,
    /// Keys of its names in many languages, and of its code of three letters.
    pub(super) keys: Vec<&'static str>,
}

/// The first division of a country: a state, province or Land.
#[derive(PartialEq, Eq, Debug)]
pub struct Region {
    /// The country it belongs to.
    pub country: &'static Country,
    /// Its name; empty where unknown.
    pub name: &'static str,
    /// The letters people write for it, as "TX"; empty where it has none.
    pub short: &'static str,
}
