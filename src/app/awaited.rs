//! Awaited: which parts of an answer are still those of an older question, or of another shortlist than the one in sight.

use super::planning::Part;

/// The parts of an answer that are still to come. What is in sight of them stays there until then, so that nothing
/// flickers, but it isn't told to anybody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Awaited {
    /// The shortlist, or why there is none.
    pub shortlist: bool,
    frontier: bool,
    bench: bool,
    /// What the shortlist comes to: people, money, days.
    pub outlook: bool,
    backing: bool,
}

impl Default for Awaited {
    /// Everything, as after a new question.
    fn default() -> Awaited {
        Awaited { shortlist: true, frontier: true, bench: true, outlook: true, backing: true }
    }
}

impl Awaited {
    /// Notes that a part has come.
    pub fn take(&mut self, part: &Part) {
        match part {
            Part::Plan(_) => self.shortlist = false,
            Part::Frontier(_) => self.frontier = false,
            Part::Bench(_) => self.bench = false,
            Part::Outlook(_) => self.outlook = false,
            Part::Backing(_) => self.backing = false,
            Part::Nearby(_) | Part::WhyNot(_) | Part::RuleCosts(_) | Part::Compared(_) => {}
        }
    }

    /// Notes that another shortlist has come in sight, of which nothing has been told yet.
    pub fn another_shortlist(&mut self) {
        (self.bench, self.outlook) = (true, true);
    }

    /// What a pitch still waits for, as a sentence.
    pub fn before_a_pitch(self) -> Option<&'static str> {
        let parts = [
            (self.shortlist, "The shortlist is still being worked out"),
            (self.outlook, "What the shortlist comes to is still being worked out"),
            (self.frontier, "The curve over budgets is still being drawn"),
            (self.bench || self.backing, "Who comes next and who could step in is still being worked out"),
        ];
        parts.into_iter().find_map(|(awaited, words)| awaited.then_some(words))
    }
}
