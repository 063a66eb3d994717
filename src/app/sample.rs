//! Storing an invented roster.

use std::path::Path;

use jiff::civil::DateTime;

use crate::domain::{Brief, CreatorId};
use crate::exchange::sample::{Sample, SampleEntry, Sampler, sample};
use crate::storage::{OpenOptions, Store, StoreError, Tx, make_whole, write_whole};

/// The sample roster as it ships: 300 creators, made by `smallmighty sample --creators 300 --seed 1`.
const SHIPPED: &[u8] = include_bytes!("../../assets/sample.smallmighty");

/// Puts the shipped sample roster at `path` unless there is a file already. The error is a sentence.
pub fn place_sample(path: &Path) -> Result<(), String> {
    if path.exists() {
        return Ok(());
    }
    write_whole(path, SHIPPED).map_err(|error| error.to_string())
}

/// Writes an invented roster of any size to a new file, whole or not at all. The error is a sentence.
pub fn write_sample(path: &Path, creators: usize, seed: u64, now: DateTime) -> Result<(), String> {
    make_whole(path, |path| {
        let mut store = Store::create(path, &OpenOptions { now, backup_dir: None })?;
        let sampler = Sampler::new(seed, now.date());
        store.edit("Sample roster", |tx| {
            for index in 0..creators {
                add_entry(tx, sampler.entry(index))?;
            }
            add_campaign(tx, &sample(0, seed, now.date()))
        })?;
        // Taking the whole sample back would be a strange first thing to be offered.
        store.forget_steps()?;
        store.close()?;
        Ok(())
    })
    .map_err(|error| error.to_string())
}

fn add_entry(tx: &Tx<'_>, entry: SampleEntry) -> Result<(), StoreError> {
    let creator: CreatorId = tx.add_creator(&entry.creator)?;
    let mut accounts = Vec::with_capacity(entry.accounts.len());
    for (mut account, posts) in entry.accounts {
        account.creator = creator;
        let id = tx.add_account(&account)?;
        accounts.push(id);
        for mut post in posts {
            post.account = id;
            tx.add_post(&post)?;
        }
    }
    for (mut offer, place) in entry.offers {
        offer.creator = creator;
        offer.account = place.and_then(|place| accounts.get(place).copied());
        tx.add_offer(&offer)?;
    }
    Ok(())
}

fn add_campaign(tx: &Tx<'_>, sample: &Sample) -> Result<(), StoreError> {
    let campaign = &sample.campaign;
    let first: Option<&Brief> = campaign.scenarios.first().map(|scenario| &scenario.brief);
    let Some(first) = first else { return Ok(()) };
    let (id, _) = tx.add_campaign(&campaign.name, &campaign.client, first)?;
    for scenario in campaign.scenarios.iter().skip(1) {
        tx.add_scenario(id, &scenario.name, &scenario.brief)?;
    }
    Ok(())
}
