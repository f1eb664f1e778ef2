//! Decides which facts are valid today.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::config::Config;
use crate::model::content::{Content, Fact};
use crate::model::reference::ResolvedValue;
use crate::model::site::{FactNow, FactStatus, Page};

/// The register with the status of each fact.
pub struct Facts<'a> {
    /// By id.
    pub facts: BTreeMap<&'a str, (&'a Fact, FactStatus)>,
    config: &'a Config,
}

/// Judges every fact by the date of this run.
pub fn resolve_facts<'a>(content: &'a Content, config: &'a Config) -> Facts<'a> {
    let mut facts = BTreeMap::new();
    for (id, fact) in &content.facts {
        let fact_status = if is_expired(fact, config.today) {
            FactStatus::Expired
        } else if !fact.certainty.is_confirmed() || fact.verified_on.is_none() {
            FactStatus::Unconfirmed
        } else {
            FactStatus::Sure
        };
        facts.insert(id.as_str(), (fact, fact_status));
    }
    Facts { facts, config }
}

/// Returns whether a fact's last day is over.
fn is_expired(fact: &Fact, today: Date) -> bool {
    fact.valid_until.is_some_and(|last| last < today)
}

impl Facts<'_> {
    /// Returns the value of a placeholder for a fact today.
    pub fn said(&self, id: &str) -> Option<ResolvedValue> {
        let (fact, fact_status) = self.facts.get(id)?;
        Some(match fact_status {
            FactStatus::Sure => ResolvedValue::Value(
                fact.value.clone(),
                (!fact.spoken.is_empty()).then(|| fact.spoken.clone()),
            ),
            FactStatus::Unconfirmed | FactStatus::Expired => {
                ResolvedValue::Fallback(self.config.or_ask(&fact.fallback), format!("fact.{id}"))
            }
        })
    }

    /// Returns the status of a fact by its name in [`ResolvedValue::Fallback`].
    pub fn fact_status(&self, name: &str) -> Option<FactStatus> {
        Some(self.facts.get(name.strip_prefix("fact.")?)?.1)
    }

    /// Returns whether any fact has expired.
    pub fn any_expired(&self) -> bool {
        self.facts.values().any(|(_, fact_status)| *fact_status == FactStatus::Expired)
    }

    /// Returns the register with the status of today.
    pub fn now(&self) -> Vec<FactNow> {
        self.facts
            .iter()
            .map(|(id, (fact, fact_status))| FactNow {
                id: (*id).to_owned(),
                name: fact.name.clone(),
                value: fact.value.clone(),
                source: fact.source.clone().unwrap_or_default(),
                certainty: fact.certainty,
                verified_on: fact.verified_on,
                valid_until: fact.valid_until,
                fact_status: *fact_status,
            })
            .collect()
    }
}

/// The facts that a script names, whether it is printed or not.
pub struct ScriptFacts {
    /// `moi-hop (vi)`.
    pub script: String,
    /// Ids of facts.
    pub facts: Vec<String>,
}

/// Where a fact is named: pages in their own words, and scripts, as `kich-hoat (vi)`.
pub struct Users<'a> {
    pages: BTreeMap<&'a str, Vec<String>>,
    scripts: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Users<'a> {
    /// Collects the uses of all facts.
    pub fn new(pages: &'a [Page], scripts: &'a [ScriptFacts]) -> Users<'a> {
        let mut users = Users { pages: BTreeMap::new(), scripts: BTreeMap::new() };
        for page in pages.iter().filter(|page| !page.is_fallback()) {
            for fact in &page.text.facts {
                users
                    .pages
                    .entry(fact)
                    .or_default()
                    .push(format!("{} ({})", page.topic, page.lang));
            }
        }
        for script in scripts {
            for fact in &script.facts {
                users.scripts.entry(fact).or_default().push(script.script.clone());
            }
        }
        users
    }

    /// Returns the pages that use a fact.
    pub fn pages(&self, fact: &str) -> &[String] {
        self.pages.get(fact).map_or(&[], Vec::as_slice)
    }

    /// Returns the scripts that use a fact.
    pub fn scripts(&self, fact: &str) -> &[String] {
        self.scripts.get(fact).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a page or a script uses a fact.
    pub fn any(&self, fact: &str) -> bool {
        !self.pages(fact).is_empty() || !self.scripts(fact).is_empty()
    }
}
