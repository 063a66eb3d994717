//! The window: painting and asking. Pages look at the model and put commands into a list; nothing changes while
//! painting.

mod asks;
mod cached;
mod chart;
mod dialog;
mod find;
mod format;
mod icon;
mod keyboard;
mod notices;
mod page;
mod palette;
mod rail;
mod refused;
mod renderer;
mod rows;
mod stacked;
mod status;
mod suggest;
mod tabs;
mod theme;
mod topbar;
mod widget;
mod window;

use crate::app::typed;

pub use page::Page;
pub use renderer::run;
pub use window::{Start, Window};
