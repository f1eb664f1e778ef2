//! Today's date and environment variables, read once at the start.

use jiff::civil::Date;

/// Returns today's date in Vietnam, whatever the time zone of the computer is.
#[expect(clippy::disallowed_methods, reason = "this is the door to the clock")]
pub fn today() -> Date {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |elapsed| i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX / 2));
    const INDOCHINA_TIME: i64 = 7 * 3600;
    let days = (seconds + INDOCHINA_TIME).div_euclid(86_400);
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().try_days(days).unwrap_or_default()).unwrap_or(epoch)
}

/// Returns the value of an environment variable.
#[expect(clippy::disallowed_methods, reason = "this is the door to the environment")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
