//! Collects issues, so that a million bad cells don't become a million sentences.

use std::collections::BTreeMap;

use crate::domain::Issue;

/// How many issues of one kind in one column are told one by one.
const TOLD: u64 = 500;

/// Issues found so far; of each kind and column the first ones in full, the rest as a number.
#[derive(Clone, Default, Debug)]
pub(super) struct IssueLog {
    issues: Vec<Issue>,
    counts: BTreeMap<(Option<String>, &'static str), u64>,
}

impl IssueLog {
    /// Notes an issue of `kind` ("can't be read"); `words` gives its problem and hint, and runs only if they are told.
    pub(super) fn add(
        &mut self,
        row: u64,
        column: Option<&str>,
        kind: &'static str,
        words: impl FnOnce() -> (String, String),
    ) {
        let count = self.counts.entry((column.map(str::to_owned), kind)).or_default();
        *count += 1;
        if *count <= TOLD {
            let (problem, hint) = words();
            self.issues.push(Issue { row: Some(row), column: column.map(str::to_owned), problem, hint });
        }
    }

    /// Every issue in the order of the rows, and last how many weren't told one by one.
    pub(super) fn finish(mut self) -> Vec<Issue> {
        for ((column, kind), count) in self.counts {
            if count > TOLD {
                self.issues.push(Issue {
                    row: None,
                    column,
                    problem: format!("{} more rows have the same problem: {kind}", count - TOLD),
                    hint: "They were treated like the ones listed".to_owned(),
                });
            }
        }
        self.issues
    }
}
