# Finding people over all organizations.

found-lead = Anybody who has an account here, in whichever organization.
found-find = Find people
found-begins = Begins with
found-by = Look in
found-ask = Look for somebody
found-ask-why = Type how a full name, a user name or a contact address begins.
found-none = Nobody found
found-none-why = Names and addresses are found by how they begin. Type less, or look in something else.
# $count (String) - how many rows are shown
found-shown = { $count } shown
found-sessions = Sessions
found-sessions-none = Not signed in anywhere.
found-session-begun = Signed in
found-session-seen = Last used
found-end = End all sessions
found-end-lead = The person is signed out of every browser at once, and can sign in again.
found-end-hint = It stands in the mail to the person and in the audit trail of their organization.
found-sessions-ended = All sessions are ended, and the person is told by mail.
# $product (String) - the product's name
found-mail-subject = { $product }: you have been signed out
found-mail-heading = You have been signed out everywhere
found-mail-body = The operator of the program has ended all your sessions.
found-mail-next = You can sign in again with your password. If you suspect that somebody else knows it, change it.
found-mail-unexpected = If you have questions, write to the operator of the program.
