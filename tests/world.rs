//! A place for each test to work in: folders of its own, a planner that is waited for.

use std::path::PathBuf;
use std::sync::Arc;

use smallmighty::app::{Command, Folders, Model, Planner};
use smallmighty::domain::Brief;
use smallmighty::jobs::Bell;
use smallmighty::report::plan::Plan;
use tempfile::TempDir;

/// A folder of its own with a planner on it.
pub struct World {
    pub planner: Planner,
    pub folder: TempDir,
    bell: Bell,
}

/// Folders under `folder`.
pub fn folders(folder: &TempDir) -> Folders {
    Folders::under(folder.path().join("data")).expect("folders")
}

impl World {
    /// A planner on a new, empty roster.
    pub fn empty() -> World {
        World::open(|folders, wake| {
            let path = folders.default_roster();
            Planner::open(&path, folders, wake)
        })
    }

    /// A planner on the sample roster.
    pub fn sample() -> World {
        World::open(Planner::open_sample)
    }

    fn open<E: std::fmt::Debug>(open: impl FnOnce(Folders, smallmighty::jobs::Wake) -> Result<Planner, E>) -> World {
        let folder = TempDir::new().expect("a folder");
        let bell = Bell::default();
        let planner = open(folders(&folder), bell.wake()).expect("a roster");
        let mut world = World { planner, folder, bell };
        world.settle();
        world
    }

    /// Runs a command and waits until nothing is running any more.
    pub fn run(&mut self, command: Command) -> &Model {
        self.planner.run(command);
        self.settle();
        self.planner.model()
    }

    pub fn settle(&mut self) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
        loop {
            self.planner.poll();
            // An answer that has just come may start the next piece of work, so rest is asked for twice.
            if !self.planner.busy() && !self.planner.poll() && !self.planner.busy() {
                return;
            }
            assert!(std::time::Instant::now() < deadline, "the planner never comes to rest");
            self.bell.wait();
        }
    }

    /// The first shortlist that answers a brief.
    pub fn first_of(&mut self, brief: &Brief) -> Arc<Plan> {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
        loop {
            self.planner.poll();
            if let Some(Ok(plan)) = &self.model().plan.answer
                && plan.brief == *brief
            {
                return Arc::clone(plan);
            }
            assert!(std::time::Instant::now() < deadline, "no shortlist comes");
            self.bell.wait();
        }
    }

    pub fn model(&self) -> &Model {
        self.planner.model()
    }

    /// Writes a file into the world's folder.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// The newest notice.
    pub fn notice(&self) -> &str {
        self.model().notices.last().map_or("", |notice| notice.text.as_str())
    }
}
