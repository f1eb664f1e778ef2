//! What the last build was made from and what it left, kept in the campaign's `.loa` folder: by it a build in which
//! nothing changed is known, and nothing is made.
//!
//! It is only ever a reason to do less. Where it is missing, damaged, or anything differs, everything is made.

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};

use crate::files::Folder;
use crate::files::disk::{self, Looks, Stamp};
use crate::files::witness::Seen;
use crate::publish::Record;
use crate::publish::manifest;
use crate::publish::outputs::{Made, Origins};
use crate::publish::store::Store;

/// The last build. In its file what its outputs were made from ([`Origins`]) follows as a document of its own, which is
/// only read where something is different.
#[derive(Deserialize)]
struct Last<T> {
    /// The program and what it was asked for.
    asked: String,
    /// What it learnt from the campaign's folder.
    seen: Seen,
    /// What it published, the manifest included, and how each file looked right after.
    outputs: Vec<(String, Stamp)>,
    /// What it told.
    told: T,
}

/// Remembers a build that was just published. That it can't be remembered is no failure: the next build does its work.
pub fn remember(store: &Store, asked: &str, seen: &Seen, published: &Record, made: &Made, told: impl Serialize) {
    /// [`Last`] as it is written: from what there is, without a copy.
    #[derive(Serialize)]
    struct Lasting<'a, T> {
        asked: &'a str,
        seen: &'a Seen,
        outputs: Stamps<'a>,
        told: T,
    }
    let mut stamps = published.files.values().map(|written| written.stamp).chain([published.list]);
    if stamps.any(|stamp| stamp.is_none()) {
        return;
    }
    let (last, origins) = (Lasting { asked, seen, outputs: Stamps(published), told }, OriginsOf(published, made));
    let write = || {
        disk::replace_by(&store.last(), |file| {
            serde_json::to_writer(&mut *file, &last)?;
            Ok(serde_json::to_writer(file, &origins)?)
        })
    };
    let _ = store.prepare().and_then(|()| write());
}

/// How each published file looked, the list of them included.
struct Stamps<'a>(&'a Record);

impl Serialize for Stamps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let files = self.0.files.iter().map(|(path, written)| (path.as_str(), written.stamp));
        serializer.collect_seq(files.chain([(manifest::NAME, self.0.list)]))
    }
}

/// What published files were made from, of those of which that is known.
struct OriginsOf<'a>(&'a Record, &'a Made);

impl Serialize for OriginsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let OriginsOf(published, made) = self;
        let known = published.files.iter().filter_map(|(path, written)| Some((path, made.origin(path, written)?)));
        serializer.collect_map(known)
    }
}

/// What is known of the last build.
#[derive(Debug)]
pub enum Recalled<T> {
    /// This one would read the same, was asked for the same, and finds everything published untouched: what that one told.
    Same(T),
    /// Something is different: what its outputs were made from.
    Other(Origins),
}

/// Looks up the last build.
pub fn recall<T: DeserializeOwned>(store: &Store, asked: &str, folder: &dyn Folder) -> Recalled<T> {
    let bytes = disk::read(&store.last()).unwrap_or_default();
    let mut documents = serde_json::Deserializer::from_slice(&bytes).into_iter::<Last<T>>();
    let Some(Ok(last)) = documents.next() else { return Recalled::Other(Origins::new()) };
    let is_untouched = || {
        let looks = Looks::below(&store.target);
        last.outputs.par_iter().all(|(path, stamp)| looks.of(path).as_ref() == Some(stamp))
    };
    if last.asked == asked && is_untouched() && last.seen.holds(folder) {
        Recalled::Same(last.told)
    } else {
        let mut origins: Origins = serde_json::from_slice(&bytes[documents.byte_offset()..]).unwrap_or_default();
        for (path, stamp) in last.outputs {
            if let Some(origin) = origins.get_mut(&path) {
                origin.stamp = Some(stamp);
            }
        }
        Recalled::Other(origins)
    }
}
