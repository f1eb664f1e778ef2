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

## Share card

card-sample = SAMPLE FIGURES
card-as-of = Figures as of { $date }
card-as-of-unknown = Date of the figures unknown
card-in-hundred = { $count } of every 100 people
card-all = all of them done
card-not-yet-one = less than 1 of every 100 people
card-dot = each dot is 5 of every 100 people
card-scan = Scan to read more
card-more = Read more:
