//! How well the forecast would have done on a list of posts.

use std::path::Path;

use crate::app::clock;
use crate::domain::{Currency, progress};
use crate::exchange::{self, Choices, Context, ListKind};
use crate::forecast::{Assumptions, Backtest, backtest as score, histories};

/// Scores the forecast on the posts at `path` for each number of known posts; with how many posts could not be used.
pub fn backtest(path: &Path, history: &[usize]) -> Result<(Backtest, usize), String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))?;
    let sheet = exchange::read(&bytes, &Choices::default()).map_err(|error| format!("{}: {error}", path.display()))?;
    if sheet.is_empty() {
        return Err(format!("{} has no posts below its header", path.display()));
    }
    let mapping = exchange::propose(&sheet);
    if mapping.kind() != ListKind::Posts {
        return Err(format!(
            "{} isn't a list of posts: it needs a column for the creator, one for the day and one for views or likes",
            path.display()
        ));
    }
    let context = Context { currency: Currency::EUR, platform: None, today: clock::today() };
    let drafts = exchange::drafts(&sheet, &mapping, &context, &mut progress::silent)
        .map_err(|cancelled| cancelled.to_string())?;
    let histories = histories(&drafts.drafts);
    let unused = histories.left_out + drafts.refused.len();
    let scored = score(&histories.histories, history, &Assumptions::standard(), &mut progress::silent)
        .map_err(|cancelled| cancelled.to_string())?;
    Ok((scored, unused))
}
