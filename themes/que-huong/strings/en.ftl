### The theme's words in English. One line each: key = phrase. { $n } and the like are filled in when pages are made.
### {"\u00A0"} is a space that doesn't break.

## How figures, money and days are written

percent = { $number }%
money = { $number }{"\u00A0"}đồng
date = { $day } { $month-name } { $year }
date-unknown = date unknown
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Around the page

languages = Languages
language-vi = Vietnamese
language-en = English
topics = Topics
more-pages = Read on
all-pages = All pages
next = Next:
previous = Before:
page-count = { $n ->
    [one] One page.
   *[other] { $n } pages.
  }
facebook-page = The campaign on Facebook
call = Call { $place }:
call-hours = Calls are answered: { $hours }.

## On a page

fallback-notice = This page has not been translated yet. It is shown in { $language }.
replaced-facts = { $n ->
    [one] One point on this page is not certain. Please ask the commune police before you act.
   *[other] { $n } points on this page are not certain. Please ask the commune police before you act.
  }
verified-on = Last checked: { $date }.
written-on = Written on { $date }.
sources = Based on:
share = Pass it on
share-facebook = Share on Facebook
share-message = Send as a message
share-copy = For Zalo: press and hold the line below, copy it, and paste it there.
footnotes = Notes
footnote-reference = See note { $n }
footnote-back = Back to the text, note { $n }
table-name = Table { $n }
code-name = Sample text { $n }
task-done = Done:
task-open = To do:
alert-note = Please note
alert-tip = A hint
alert-important = Remember
alert-warning = Watch out
alert-caution = Careful

## Progress

progress-title = Progress so far
progress-as-of = Figures as of { $date }.
progress-as-of-unknown = The date of these figures is unknown.
progress-source = Source:
progress-note = Note:
progress-table-name = Progress table { $n }
column-done = Done
column-of = Out of
column-percent = Share
chart-title = { $title }: { $done } of { $of } people, which is { $percent }.
chart-label = { $done } / { $of } = { $percent }
chart-dots = { $of } dots, { $n } of them filled.
chart-table = Show the figures
chart-none = There are no figures yet.
history-title = { $title }: report by report
in-hundred = { $n ->
    [one] One person in every 100.
   *[other] { $n } people in every 100.
  }
in-hundred-all = All 100 of every 100 people.
in-hundred-few = Fewer than one person in every 100.
in-hundred-none = Nobody yet.
in-hundred-unknown = How many people there are is unknown.
hamlets-title = Hamlet by hamlet (in the order of the report, not a ranking)
band-complete = complete
band-nearly = nearly complete
band-underway = under way
band-unknown = not reported yet
sample = SAMPLE DATA (SỐ LIỆU MẪU), not real figures
sample-mark = SAMPLE (SỐ LIỆU MẪU)

## No such page

not-found-title = There is no such page
not-found-text = The address may have changed, or a letter may be missing. Please choose a page below.

#### Loudspeaker scripts and share cards: keys starting with script- and card- go below this line.

