sessions-sign-in-title = Sign in
sessions-sign-in-lead = Use your work account: the user name has the form name@your-organization.
sessions-user-name = User name
sessions-user-name-hint = For example kim.abe@fabrikam.example
sessions-password = Password
sessions-sign-in = Sign in
sessions-forgot = Forgot your password?
sessions-no-account = No work account yet?
sessions-create-one = Create one
# $user_name (String) - who is signed in
sessions-already = You are signed in as { $user_name }. Signing in here switches the account.
sessions-continue = Continue to the Dashboard
sessions-wrong = User name and password don’t match, or the account can’t sign in just now. Check both and try again in a few seconds.
sessions-signed-out = You have signed out.
sessions-sign-out = Sign out
sessions-switch-account = Switch account
sessions-password-title = Change password
sessions-password-due-title = Choose a password of your own
sessions-password-due-lead = You signed in with a temporary password. Before anything else, please choose one that only you know.
sessions-current = Current password
sessions-new-password = New password
sessions-new-password-hint = At least 15 characters. A few unrelated words make a good one; spaces count, and no special characters are needed.
sessions-change = Change password
sessions-current-wrong = That isn’t your current password.
sessions-password-changed = Your password has been changed. All other sessions have ended.
sessions-password-changed-sign-in = Your password has been changed. Sign in with the new one.
sessions-account-changed = The account has changed in the meantime. Please sign in again.
sessions-reset-title = Reset your password
sessions-reset-lead = We mail a link to the confirmed contact address of the account. It works once, for 30 minutes.
sessions-reset-send = Send the link
# $user_name (String) - as typed
sessions-reset-sent = If { $user_name } has an account with a confirmed contact address, a mail is on its way to it. Nothing there after five minutes? Ask a Global admin of your organization for a temporary password.
sessions-new-password-title = Choose a new password
sessions-new-password-lead = After this every session of the account ends, and you sign in with the new password.
sessions-set-password = Set password
sessions-link-dead = This link has been used or is older than 30 minutes. Ask for a new one.
sessions-back-to-sign-in = Back to sign-in

sessions-title = Sessions
sessions-yours = Your sessions
sessions-yours-lead = Where you are signed in now. End what you don’t recognize, and change your password.
# $full_name (String) - the person
sessions-of = Sessions of { $full_name }
sessions-of-lead = Where the person is signed in now.
sessions-none = Not signed in anywhere.
sessions-browser = Browser
sessions-from = Address
sessions-began = Signed in
sessions-seen = Last used
sessions-this = This one
sessions-end = End
sessions-end-others = End all others
sessions-ended = The session has ended.
sessions-others-ended = All other sessions have ended.
# $browser (String) - its name
# $system (String) - its name
sessions-agent = { $browser } on { $system }
sessions-agent-unknown = Unknown browser
sessions-show = Show the sessions
sessions-unsent-title = You sent this after your session had ended
sessions-unsent-lead = It had no effect. Nothing is lost: look at it, and send it now.
sessions-unsent-typed = What you typed
sessions-unsent-came = Sent:
sessions-unsent-send = Send now
sessions-unsent-discard = Discard
sessions-unsent-page = Open the page of this form instead
sessions-unsent-kept = Your session had ended before you sent the form. What you typed is kept for you: sign in, and it can be sent.
