//! The pitch as one page: no scripts, nothing from outside, readable in a browser and on A4.

mod density;
mod frontier;
mod intervals;
mod scale;
mod view;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::check::check;
use super::{Pitch, PitchError};

const PAGE: &str = include_str!("../../../assets/pitch.html");

/// The pitch as one self-contained HTML file, for a browser and for A4 paper, light or dark as the reader's system.
///
/// It holds no script and loads nothing. All text from the plan is escaped; a profile becomes a link only if its
/// address starts with http or https. Equal pitches give equal text.
///
/// # Errors
/// [`PitchError::MixedCurrency`] if an amount isn't in the pitch's currency; [`PitchError::Page`] if the page could
/// not be put together.
pub fn html(pitch: &Pitch) -> Result<String, PitchError> {
    check(pitch)?;
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // A value the template asks for and doesn't get is a mistake of ours, not an empty place on the page.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    Ok(environment.render_str(PAGE, view::view(pitch))?)
}
