//! Separate threads for Typst.
//!
//! Typst and the PDF writer give small tasks to rayon. While they wait, rayon runs other tasks of
//! the same pool. In the pool that renders the site these tasks are whole jobs, which would nest
//! until the stack overflows. So each sheet is typeset in a pool with one thread, and the caller
//! waits without running tasks.

use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Typst recurses deeply, and the default stack on Windows is small.
const STACK: usize = 16 * 1024 * 1024;

/// Pools with one thread each, as many as the sheets that were typeset at the same time.
#[derive(Default)]
pub(super) struct TypesetPools {
    free: Mutex<Vec<ThreadPool>>,
}

impl TypesetPools {
    /// Runs some work on a separate thread. `None` if the work panicked, or if the system has no
    /// more threads.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let desk = match free {
            Some(desk) => desk,
            // After a panic the channel closes without an answer; the panic must not end the
            // program.
            None => ThreadPoolBuilder::new()
                .num_threads(1)
                .stack_size(STACK)
                .panic_handler(|_| {})
                .build()
                .ok()?,
        };
        let (answer, wait) = channel();
        desk.spawn(move || {
            // Sending fails only if the caller no longer exists.
            let _ = answer.send(work());
        });
        let done = wait.recv().ok();
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
        done
    }
}

#[cfg(test)]
mod tests {
    use crate::render::paper::pool::TypesetPools;

    #[test]
    fn work_that_panics_gives_nothing_and_the_desk_is_free_again() {
        let desks = TypesetPools::default();
        assert_eq!(desks.run(|| -> u32 { std::panic::resume_unwind(Box::new("a mistake")) }), None);
        assert_eq!(desks.run(|| 7), Some(7));
    }

    #[test]
    fn work_of_a_pool_is_not_done_inside_other_work() {
        let desks = TypesetPools::default();
        let inside = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let threads = inside.install(|| desks.run(rayon::current_num_threads));
        assert_eq!(threads, Some(1));
    }
}
