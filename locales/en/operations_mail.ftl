operations-mail-lead = What went out, and what didn’t. Newest first.
operations-mail-filters = Filter mails
operations-mail-state = State
operations-mail-to = Recipient
operations-mail-template = Template
operations-mail-language = Language
operations-mail-attempts = Attempts
operations-mail-made = Written
operations-mail-sent-at = Handed over
operations-mail-next-at = Next attempt
operations-mail-failure = Answer of the mail server
operations-mail-facts = Mail
operations-mail-body = Text
operations-mail-queued = Waiting
operations-mail-again-later = Tried, waiting again
operations-mail-sent = Sent
operations-mail-dead = Not deliverable
operations-mail-handed-over = Handed over
operations-mail-kept = Kept here, not delivered
operations-mail-refused = Refused
operations-mail-given-up = Given up after 72 hours
# $count (Number) - how many mails
# $shown (String) - the same as text
operations-mail-total = { $count ->
    [one] { $shown } mail
   *[other] { $shown } mails
}
# $shown (String) - the number that was counted to
operations-mail-total-more = More than { $shown } mails
operations-mail-empty = No mails yet
operations-mail-empty-why = As soon as somebody creates an account, enrolls or resets a password, the mails about it stand here.
operations-mail-none = No mail is in this state
operations-mail-all = Show all mails
operations-mail-again = Send again
operations-mail-again-done = The mail is queued again and will be tried for 72 hours.
operations-mail-again-not-dead = The mail isn’t dead any more: it waits to be sent, or has left.
operations-mail-again-gone = The text of this mail was emptied, since it is older than seven days. Whoever caused it must cause it again.
operations-mail-emptied = It can’t be sent again
operations-mail-emptied-why = Texts of dead mails are kept for seven days. Whoever caused this one must cause it again.
operations-mail-banner-undelivered = Mails are not delivered: no mail server is set up. They can be read on the Mail page.
# $count (Number) - how many mails
# $shown (String) - the same as text
# $since (String) - date and time, with the zone
operations-mail-banner-overdue = { $count ->
    [one] One mail has been waiting since { $since }.
   *[other] { $shown } mails are waiting for more than 15 minutes, the oldest since { $since }.
}
operations-mail-banner-action = Open the Mail page
