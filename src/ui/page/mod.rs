//! The pages, one file or folder each.

pub mod assumptions;
pub mod campaign;
pub mod import;
pub mod niches;
pub mod pitch;
pub mod results;
pub mod roster;
pub mod settings;
pub mod welcome;
mod worth;

/// A page of the window.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Page {
    /// All creators.
    #[default]
    Roster,
    /// A list on its way into the roster.
    Import,
    /// Brief, shortlist and charts.
    Campaign,
    /// What the client gets.
    Pitch,
    /// What bookings brought, and how the forecasts fared.
    Results,
    /// Number style, currency, tiers, sources, backups.
    Settings,
}

impl Page {
    /// Every page that can be gone to at any time.
    pub const ALL: [Page; 5] = [Page::Roster, Page::Campaign, Page::Pitch, Page::Results, Page::Settings];

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Page::Roster => "Roster",
            Page::Import => "Import",
            Page::Campaign => "Campaign",
            Page::Pitch => "Pitch",
            Page::Results => "Results",
            Page::Settings => "Settings",
        }
    }
}
