//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::domain::Aim;

/// Plans micro-influencer campaigns on a small budget: the proved best shortlist, an honest forecast, a pitch.
/// Without a verb it opens the window.
#[derive(Parser, Debug)]
#[command(name = "smallmighty", version, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// The roster file to open in the window; the default one lives in the platform's data folder
    pub roster: Option<PathBuf>,
    /// Open your copy of the sample roster: 300 invented creators and a campaign with 500 €
    #[arg(long, conflicts_with = "roster")]
    pub sample: bool,
    /// What to do without a window
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Something to do without a window.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Write an invented roster of any size, with posts and offers
    Sample {
        /// How many creators
        #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        creators: u32,
        /// The same seed gives the same roster
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The roster file to write; it must not exist
        #[arg(long)]
        out: PathBuf,
    },
    /// Bring lists of creators or posts into a roster, which is made if there is none
    Import {
        /// CSV files, one after the other
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The roster file
        #[arg(long)]
        roster: PathBuf,
        /// Say what would happen and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List the creators of a roster
    Creators {
        /// The roster file
        #[arg(long)]
        roster: PathBuf,
        /// Words that must be found in name, handle, niche, tag, place or notes
        #[arg(long, default_value = "")]
        search: String,
        /// How many to print
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Find the best shortlist for a budget, and prove it
    Plan {
        /// The roster file
        #[arg(long, required_unless_present = "offers", conflicts_with = "offers")]
        roster: Option<PathBuf>,
        /// A CSV file with the columns creator, offer, price, value instead of a roster
        #[arg(long)]
        offers: Option<PathBuf>,
        /// The money, in currency units; with --campaign it may be left out
        #[arg(long, required_unless_present = "campaign", allow_negative_numbers = true)]
        budget: Option<f64>,
        /// Keep this campaign's brief and rules
        #[arg(long, conflicts_with = "offers")]
        campaign: Option<String>,
        /// The aim: as much as possible on average (most), of what can be promised (safe), or the least money that
        /// reaches a target (target)
        #[arg(long, conflicts_with = "offers", value_parser = Aim::ALL.map(Aim::key))]
        aim: Option<String>,
        /// How sure what is promised must be, in percent
        #[arg(long, value_name = "PERCENT", conflicts_with = "offers", value_parser = clap::value_parser!(u8).range(50..=95))]
        chance: Option<u8>,
        /// The result to reach for the least money; with it, the aim is a target if none is named
        #[arg(long, value_name = "RESULT", conflicts_with = "offers", allow_negative_numbers = true)]
        target: Option<f64>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// The best result for every budget
    Frontier {
        /// The roster file
        #[arg(long, required_unless_present = "offers", conflicts_with = "offers")]
        roster: Option<PathBuf>,
        /// A CSV file with the columns creator, offer, price, value instead of a roster
        #[arg(long)]
        offers: Option<PathBuf>,
        /// The largest budget, in currency units
        #[arg(long, allow_negative_numbers = true)]
        to: f64,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Score the forecast on a list of posts
    Backtest {
        /// A CSV file with one post per row
        posts: PathBuf,
        /// How many posts of a creator are known before the one that is forecast
        #[arg(long, value_delimiter = ',', default_values_t = [3_usize, 5, 10])]
        history: Vec<usize>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Write a campaign's pitch
    Pitch {
        /// The roster file
        #[arg(long)]
        roster: PathBuf,
        /// Name of the campaign
        #[arg(long)]
        campaign: String,
        /// The folder to write into
        #[arg(long)]
        out: PathBuf,
        /// Which files: xlsx, html
        #[arg(long, value_delimiter = ',', default_values_t = ["xlsx".to_owned(), "html".to_owned()], value_parser = ["xlsx", "html"])]
        format: Vec<String>,
    },
    /// Check a roster file and say what is wrong with it
    Check {
        /// The roster file
        #[arg(long)]
        roster: PathBuf,
    },
}
