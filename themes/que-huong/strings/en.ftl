### The theme's words in English. One line each: key = phrase. { $n } and the like are filled in when pages are made.
### {"\u00A0"} is a space that doesn't break.

## How figures, money and days are written

percent = { $number }%
money = { $number }{"\u00A0"}đồng
date = { $day } { $month-name } { $year }
below-one = fewer than 1
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
topic-text = Pages about: { $title }.
search-title = Find a page (A–Z)
search-text = All pages and their parts, from A to Z.
search-label = Type a word
search-none = Nothing found. Try another word, or a shorter one.
facebook-page = The campaign on Facebook
call = Call { $place }:
call-hours = Calls are answered: { $hours }.

## On a page

fallback-notice = This page has not been translated yet. It is shown in { $language }.
listen = Listen
listen-in = Listen in { $language }
voice = Let the phone read this aloud
audio-first = This page can be heard in { $language }: tap “Listen”. It has not been written down yet, so the text is in { $text }.
replaced-facts = { $n ->
    [one] One point on this page is not certain. Please { $ask } before you act.
   *[other] { $n } points on this page are not certain. Please { $ask } before you act.
  }
verified-on = Last checked: { $date }.
written-on = Written on { $date }.
sources = Based on:
share = Pass it on
share-facebook = Share on Facebook
share-message = Send as a message
share-other = Send by Zalo or another way
save = Save this page to the phone (one file)
share-copy = For Zalo: press and hold the line below, copy it, and paste it there.
copy = Copy this line
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

## Fact register

register-title = { $n ->
    [one] Fact register: one entry with its source
   *[other] Fact register: { $n } entries with their sources
}
register-unconfirmed = not confirmed
register-expired = expired, being looked up again
register-verified = looked up on { $date }
register-until = holds until { $date }

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


## Loudspeaker script

script-campaign = Campaign
script-not-read = The title is printed only, do not read it out
script-kind-daily = Daily announcement
script-kind-progress = Progress report
script-kind-warning = Warning
script-kind-invitation = Invitation
script-kind-loop = Repeating loop
script-kind-dialogue = Questions and answers, two voices
script-kind-correction = Correction
script-setting-indoor = Read indoors
script-setting-horn = Public loudspeakers
script-setting-mobile = Loudspeaker on the road
script-time = Reading time: { $time }
script-seconds = { $seconds } { $seconds ->
        [one] second
       *[other] seconds
    }
script-minutes = { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    }
script-minutes-seconds = { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    } { $seconds } { $seconds ->
        [one] second
       *[other] seconds
    }
script-syllables = { $count } { $count ->
        [one] syllable
       *[other] syllables
    }
script-once = read once
script-repeat = read { $count } times, { $total } in all
script-not-after = DO NOT READ AFTER { $date }
script-draft = DRAFT – NOT APPROVED
script-sample = SAMPLE FIGURES – NOT FOR BROADCAST
script-end = END
script-page = Page
script-approval = Approval
script-approver = Approved by
script-role = Position
script-approved-on = Approved on
script-approved-by = Approved by: { $role }, { $date }
script-signature = Signature
script-readings = Readings
script-round = Reading { $number }
script-day = Date
script-hour = Time
script-reader-signs = Reader’s signature
script-recording = Recording for the road
script-recording-name = File name: { $name }
script-recording-usb = Saved as MP3, copied to the USB stick
script-recording-length = Length of one round: { $time }
script-recording-pause = 5 seconds of silence between rounds
script-recording-listen = Listened to one whole round before leaving
script-recording-battery = Battery full, good for 3–4 hours
script-kept = The figures stay as they are. On the right: how they are said in Vietnamese.
script-machine-voice = This is a machine voice for trying, not for broadcast.
script-sources = Sources
script-for-staff = For staff: the web page behind this script
script-legend-short = short breath
script-legend-long = end of sentence, longer breath
script-legend-paragraph = end of paragraph, pause
script-local-title = Local-language version – written by the local speaker
script-local-hint = The numbers are those of the sentences on the first page. Write it the way people here say it, not word for word.
script-local-language = Language
script-local-writer = Written by
script-local-date = Date

## Timetable and log

script-plan-title = Broadcasts of the week
script-plan-made = Made on { $date }
script-plan-hour = Time
script-plan-day-1 = Monday
script-plan-day-2 = Tuesday
script-plan-day-3 = Wednesday
script-plan-day-4 = Thursday
script-plan-day-5 = Friday
script-plan-day-6 = Saturday
script-plan-day-7 = Sunday
script-plan-limit = At most { $time } a slot
script-plan-times = { $count } times
script-plan-one = One reading { $time }
script-plan-slot = In all: { $time }
script-plan-over = MORE THAN { $time }
script-plan-day-total = Whole day
script-plan-week = Whole week: { $time }
script-plan-from = from { $date }
script-plan-until = until { $date }
script-plan-draft = script not approved
script-plan-none = –
script-plan-sample = SAMPLE FIGURES – NOT FOR BROADCAST
script-plan-approver = Approved by
script-plan-signed-only = Valid once it is signed.
script-plan-log = Broadcast log
script-plan-log-from = Week from
script-plan-log-to = to
script-plan-log-day = Day
script-plan-log-date = Date
script-plan-log-script = Script
script-plan-log-reader = Reader’s signature and name
script-plan-log-remarks = Remarks
script-plan-log-signature = Signature of the person in charge
script-plan-page = Page

## Share card

card-sample = SAMPLE FIGURES
card-as-of = Figures as of { $date }
card-as-of-unknown = Date of the figures unknown
card-in-hundred = { $count } of every 100 people
card-all = all of them done
card-not-yet-one = less than 1 of every 100 people
card-dot = each dot is 5 of every 100 people
card-scan = Scan to read more
# Leaflets, posters, sheets of codes. card-see: words right before another page's title; a sentence that only points to it isn't printed.
card-see = see, about
card-ask = If you are not sure, { $ask }.
card-checked = As of { $date }.
card-until = After { $date }, scan the code to check again.
card-codes = Point a phone's camera at a code to open the page.
card-codes-home = Home page
card-cut = Cut along the dotted line
card-more = Read more:
card-posts-title = Calendar of posts
card-posts-how = On its day, press Copy beside a text, paste it into Facebook or Zalo and add the picture named below.
card-posts-copy = Copy
card-posts-copied = Copied
card-posts-week = Week { $week }
card-posts-week-head = Week
card-posts-day = Day
card-posts-date = Date
card-posts-time = Hour
card-posts-page = Page
card-posts-facebook = Text for Facebook
card-posts-zalo = Text for Zalo
card-posts-card = Picture
card-posts-link = Link
