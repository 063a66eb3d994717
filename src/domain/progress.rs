//! Progress of long work, and the way it is stopped.

/// The work was stopped because nobody wants it any more; nothing was changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled;

impl std::fmt::Display for Cancelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stopped; nothing was changed")
    }
}

impl std::error::Error for Cancelled {}

/// Called by long work with what is done and what there is in all (0 if unknown); an `Err` stops it.
pub type Report<'a> = dyn FnMut(u64, u64) -> Result<(), Cancelled> + 'a;

/// A report that never stops the work and tells nobody.
pub fn silent(_done: u64, _total: u64) -> Result<(), Cancelled> {
    Ok(())
}
