//! Rules narrowed to a few of the offers, for searches that look at those alone.

use super::choice::Rules;
use super::row::{Row, Weigh};

/// The same rules with rows over `offers`, ascending, only; says the same about plans among them.
pub(super) fn narrowed(rules: &Rules, offers: &[u32]) -> Rules {
    Rules { rows: rules.rows.iter().map(|row| narrow(row, offers, |offer, _| offer)).collect(), ..rules.clone() }
}

/// The same rules for a slice that holds `offers`, ascending, alone.
pub(super) fn renumbered(rules: &Rules, offers: &[u32]) -> Rules {
    Rules { rows: rules.rows.iter().map(|row| narrow(row, offers, |_, place| place)).collect(), ..rules.clone() }
}

/// The row over those members that are among `offers`, named by their number and place there.
fn narrow(row: &Row, offers: &[u32], name: fn(u32, u32) -> u32) -> Row {
    let inside = || {
        let place = |member: &u32| offers.binary_search(member).ok();
        row.members.iter().enumerate().filter_map(move |(i, member)| Some((i, *member, place(member)? as u32)))
    };
    let weigh = match &row.weigh {
        Weigh::By(weights) => Weigh::By(inside().map(|(i, ..)| weights.get(i).copied().unwrap_or(0)).collect()),
        other => other.clone(),
    };
    Row { members: inside().map(|(_, member, place)| name(member, place)).collect(), weigh, ..row.clone() }
}
