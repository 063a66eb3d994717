//! Smallmighty plans micro-influencer campaigns on a small budget, offline: a local roster of creators,
//! the proved best shortlist for the money, a forecast with honest bands, and a pitch a client can sign.
//!
//! The folders are the pipeline, and the arrows between them are the only ones allowed:
//!
//! ```text
//! main ─► ui ─► app ─► storage ──┐
//!         cli ─┘ ├──► jobs ──────┤
//!                ├──► exchange ──┤
//!                ├──► pitch ─────┼─► domain
//!                ├──► report ────┤
//!                ├──► optimise ──┤
//!                ├──► forecast ──┤
//!                └──► places ────┘
//! ```

pub mod app;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod forecast;
pub mod jobs;
pub mod optimise;
pub mod pitch;
pub mod places;
pub mod report;
pub mod storage;
pub mod ui;
