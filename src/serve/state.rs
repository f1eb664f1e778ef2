//! The preview as a state machine: the shown version of the campaign, and the known mistakes.
//!
//! | event | from | to |
//! |---|---|---|
//! | a version without errors | any | `Good`, shows this version |
//! | a version with errors | no version yet | `NothingYet`, shows the messages alone |
//! | a version with errors | any other | `Outdated`, shows the last good version |
//! | a fault while rendering | `Good`, `Faulty` | `Faulty`, shows the same version |

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::fingerprint::FingerprintBuilder;

/// Outputs by path, such as `site/index.html`.
pub(crate) trait OutputSource: Send + Sync {
    /// Returns all paths, sorted.
    fn paths(&self) -> Vec<&str>;

    /// Returns whether an output has this path.
    fn has(&self, path: &str) -> bool;

    /// Returns an output, or the message of the fault that prevents it. `None` if no output has this
    /// path.
    fn get(&self, path: &str) -> Option<Result<Arc<[u8]>, String>>;
}

impl OutputSource for BTreeMap<String, Arc<[u8]>> {
    fn paths(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }

    fn has(&self, path: &str) -> bool {
        self.contains_key(path)
    }

    fn get(&self, path: &str) -> Option<Result<Arc<[u8]>, String>> {
        self.get(path).cloned().map(Ok)
    }
}

/// One version of the campaign, after a file was saved.
#[derive(Clone)]
pub(crate) struct Version {
    /// The outputs; `None` if the version has errors.
    pub(crate) outputs: Option<Arc<dyn OutputSource>>,
    /// Differs if the inputs differ.
    pub(crate) fingerprint: String,
    /// Errors and warnings, formatted.
    pub(crate) messages: Vec<String>,
}

/// The relation of the shown version to the files on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// The shown version is the latest one and has no errors.
    Good,
    /// The latest version has errors, so an older one is shown.
    Outdated,
    /// The latest version has errors, and there is no older one.
    NothingYet,
    /// The shown version is the latest one, but some outputs can't be rendered.
    Faulty,
}

/// The state of the preview.
pub(crate) struct State {
    /// The outputs of the shown version.
    pub(crate) outputs: Arc<dyn OutputSource>,
    fingerprint: String,
    /// Messages about the latest version.
    pub(crate) messages: Vec<String>,
    pub(crate) condition: Condition,
    /// Differs if any field above differs, in which case an open page reloads.
    pub(crate) stamp: String,
}

impl Default for State {
    fn default() -> State {
        State::new(Arc::new(BTreeMap::new()), String::new(), Vec::new(), Condition::NothingYet)
    }
}

impl State {
    fn new(
        outputs: Arc<dyn OutputSource>,
        fingerprint: String,
        messages: Vec<String>,
        condition: Condition,
    ) -> State {
        let mut builder = FingerprintBuilder::new("state").with(fingerprint.as_bytes());
        for message in &messages {
            builder = builder.with(message.as_bytes());
        }
        let stamp = builder.with(&[condition as u8]).finish().short();
        State { outputs, fingerprint, messages, condition, stamp }
    }

    /// Returns the state after the campaign was checked again.
    pub(crate) fn after_version(&self, version: Version) -> State {
        match version.outputs {
            Some(outputs) => {
                State::new(outputs, version.fingerprint, version.messages, Condition::Good)
            }
            None => {
                let condition = match self.condition {
                    Condition::NothingYet => Condition::NothingYet,
                    Condition::Good | Condition::Outdated | Condition::Faulty => {
                        Condition::Outdated
                    }
                };
                let outputs = Arc::clone(&self.outputs);
                State::new(outputs, self.fingerprint.clone(), version.messages, condition)
            }
        }
    }

    /// Returns the state after an output of the shown version could not be rendered.
    pub(crate) fn after_fault(&self, message: String) -> State {
        let mut messages = self.messages.clone();
        if !messages.contains(&message) {
            messages.push(message);
        }
        let outputs = Arc::clone(&self.outputs);
        State::new(outputs, self.fingerprint.clone(), messages, Condition::Faulty)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::{Condition, OutputSource, State, Version};

    fn good(text: &str) -> Version {
        let page: Arc<[u8]> = text.as_bytes().into();
        let outputs: BTreeMap<String, Arc<[u8]>> = BTreeMap::from([("site/a".to_owned(), page)]);
        let outputs: Arc<dyn OutputSource> = Arc::new(outputs);
        Version { outputs: Some(outputs), fingerprint: text.to_owned(), messages: Vec::new() }
    }

    fn broken(message: &str) -> Version {
        Version {
            outputs: None,
            fingerprint: message.to_owned(),
            messages: vec![message.to_owned()],
        }
    }

    fn check(state: &State, condition: Condition, page: Option<&str>, messages: &[&str]) {
        let shown = state.outputs.get("site/a").map(|page| page.unwrap().to_vec());
        assert_eq!(shown.as_deref(), page.map(str::as_bytes));
        assert_eq!(state.condition, condition);
        assert_eq!(state.messages, messages);
    }

    #[test]
    fn the_last_good_version_stays_until_the_next_one() {
        let nothing = State::default().after_version(broken("một"));
        check(&nothing, Condition::NothingYet, None, &["một"]);
        let first = nothing.after_version(good("A"));
        check(&first, Condition::Good, Some("A"), &[]);
        let outdated = first.after_version(broken("hai"));
        check(&outdated, Condition::Outdated, Some("A"), &["hai"]);
        check(&outdated.after_version(broken("ba")), Condition::Outdated, Some("A"), &["ba"]);
        check(&outdated.after_version(good("B")), Condition::Good, Some("B"), &[]);
    }

    #[test]
    fn faults_are_added_to_the_shown_version() {
        let faulty = State::default().after_version(good("A")).after_fault("một".to_owned());
        check(&faulty, Condition::Faulty, Some("A"), &["một"]);
        let again = faulty.after_fault("một".to_owned());
        assert_eq!(again.stamp, faulty.stamp, "the same fault is shown once");
        check(&again.after_fault("hai".to_owned()), Condition::Faulty, Some("A"), &["một", "hai"]);
        check(&again.after_version(good("B")), Condition::Good, Some("B"), &[]);
    }

    #[test]
    fn the_stamp_differs_only_when_something_visible_does() {
        let first = State::default().after_version(good("A"));
        assert_eq!(first.stamp, State::default().after_version(good("A")).stamp);
        for other in [good("B"), broken("A")] {
            assert_ne!(first.after_version(other).stamp, first.stamp);
        }
    }
}
