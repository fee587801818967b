# どのくらい前か、どのくらい続くか

dates-just-now = たった今
dates-minutes = { $count } 分
dates-hours = { $count } 時間
dates-days = { $count } 日
dates-ago = { $span }前
dates-in = { $span }後
dates-less-than-a-minute = 1 分未満
