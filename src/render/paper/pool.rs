//! Threads that Typst has to itself.
//!
//! Typst and its PDF writer hand small work to rayon and, while they wait, do whatever lies in the queue of the pool they
//! run in. In the pool that renders the site that would be whole other jobs, one inside the other until the stack is full.
//! So every sheet is set in a pool of one thread, and the caller waits without helping.

use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Typst nests deeply; Windows gives threads little.
const STACK: usize = 16 * 1024 * 1024;

/// Pools of one thread, as many as there were sheets at the same time.
#[derive(Default)]
pub(super) struct TypesetPools {
    free: Mutex<Vec<ThreadPool>>,
}

impl TypesetPools {
    /// Does some work on a thread of its own. `None` when it panicked, or the system has no more threads.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let desk = match free {
            Some(desk) => desk,
            // A panic ends in an answer that never comes; it must not take the program with it.
            None => ThreadPoolBuilder::new()
                .num_threads(1)
                .stack_size(STACK)
                .panic_handler(|_| {})
                .build()
                .ok()?,
        };
        let (answer, wait) = channel();
        desk.spawn(move || {
            // Nobody waits any more only when the caller is gone.
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
