# How long ago something was, and how long it lasts.

dates-just-now = just now
# $count (Number) - minutes
dates-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
# $count (Number) - hours
dates-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
# $count (Number) - days
dates-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
# $span (String) - how long, “3 days”
dates-ago = { $span } ago
# $span (String) - how long, “3 days”
dates-in = in { $span }
dates-less-than-a-minute = less than a minute
