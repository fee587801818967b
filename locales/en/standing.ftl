# Suspending and closing an organization, and the way back (decision 7).

standing-title = Standing
standing-since = Since
standing-reason = Reason
standing-until = Can be read until
standing-ended = Closed for good
standing-by-organization = Closed by the organization itself
standing-by-operator = Closed by the operator
standing-suspend = Suspend
standing-reactivate = Lift the suspension
standing-close = Close
standing-reopen = Open again
# $organization (String) - legal name
standing-suspend-title = Suspend { $organization }
# $organization (String) - legal name
standing-reactivate-title = Lift the suspension of { $organization }
# $organization (String) - legal name
standing-close-title = Close { $organization }
# $organization (String) - legal name
standing-reopen-title = Open { $organization } again
standing-question = This is what happens
standing-effect-suspend-may = Its people still sign in, read, export, manage users and end things.
standing-effect-suspend-not = It can’t invite, accept, enroll, order or add customers until the suspension is lifted.
standing-effect-banner = Everybody there sees a banner with the reason and your contact.
standing-effect-mail = Its Global admins and its primary contact are told by mail.
standing-effect-all = Everything is possible again, at the next click of each person.
standing-effect-back-suspended = It was suspended before it was closed, and is suspended again.
# $days (String) - how many days
standing-effect-close-read = For { $days } days everything can still be read, but nothing changed.
standing-effect-close-application = An application to enroll that is under way is withdrawn.
standing-effect-close-name = A request for another legal name that is open ends, and isn’t opened again if the organization is.
standing-account-effect-name = Your open request for another legal name ends. If you undo the closing, you can ask again.
standing-effect-close-end = After that nobody signs in any more, its programs and relationships end, its sign-in domain and membership number are free, and its partners are told.
standing-effect-close-undo-operator = Only the operator can open it again.
standing-effect-reopen-late = What has ended stays ended: programs, relationships, domain and membership number come back only as they came the first time.
standing-reason-hint = It stands in the banner, in the mail and in the audit trail, in your words.
standing-reason-optional-hint = It stands in the mail and in the audit trail.
standing-done = Done. The organization’s Global admins are told by mail.
standing-refused-fixed = The operator’s own organization, and one that nobody signs in to, can’t be suspended or closed.
standing-refused-not-now = The organization has changed since you opened the page, and this can no longer be done to it.
standing-refused-only-operator = The operator closed your organization. Only the operator can open it again.
standing-refused-too-late = The days to undo it are over. Only the operator can open the organization again.

standing-account = Close account
standing-account-lead = Ends everything that your organization has here. There are 30 days to change your mind.
standing-account-open = Close the account
standing-account-title = Close the account of your organization
# $until (String) - date and time
standing-account-effect-read = Until { $until } your people can sign in and read, but change nothing.
standing-account-effect-undo = Until then every Global admin can undo it on the organization profile; later only the operator can.
standing-account-effect-end = After that nobody signs in any more, programs and customer relationships end, and your partners are told.
standing-account-effect-free = Your sign-in domain and your membership number are free for others.
standing-account-effect-mail = All Global admins, your primary contact and the operator are told by mail.
standing-account-name = Name of your organization
# $organization (String) - legal name
standing-account-name-hint = To confirm, type: { $organization }
standing-account-name-wrong = Type the name exactly as it stands there.
standing-account-confirm = Close the account
standing-account-done = The account is closed. You can undo it for 30 days.
# $until (String) - date and time
standing-account-closed = Your organization closed its account. It can be undone until { $until }.
standing-account-undo = Undo
standing-account-undone = The account is open again.
standing-signed-out = Your organization was closed, and the time to read its data is over.
# $contact (String) - the operator's address
standing-signed-out-ask = Your organization was closed, and the time to read its data is over. Ask the operator of the program: { $contact }

standing-mail-reason = Reason
standing-mail-contact = Questions
standing-mail-button = Open the portal
standing-mail-unexpected = If you have nothing to do with this organization, write to the operator of the program.
# $product (String) - the product's name
standing-mail-operator-closed-subject = { $product }: an organization has closed its account
# $product (String) - the product's name
standing-mail-operator-undone-subject = { $product }: an organization is open again
standing-mail-operator-button = Open the organization
standing-mail-operator-why = This is for your information, as an Administrator of the operator. There is nothing you have to do.
# $product (String) - the product's name
standing-mail-suspended-subject = { $product }: your organization is suspended
standing-mail-suspended-heading = The organization is suspended
# $organization (String) - legal name
standing-mail-suspended-body = { $organization } has been suspended by the operator of the program.
standing-mail-suspended-next = Its people can still sign in, read and export, manage users, decline and end. It can’t invite, accept, enroll, order or add customers until the suspension is lifted.
# $product (String) - the product's name
standing-mail-active-subject = { $product }: your organization is active again
standing-mail-active-heading = The organization is active again
# $organization (String) - legal name
standing-mail-active-body = { $organization } is no longer suspended: the operator of the program has lifted the suspension.
standing-mail-active-next = Everything is possible again, from now on.
# $product (String) - the product's name
standing-mail-closed-subject = { $product }: your organization is closed
standing-mail-closed-heading = The organization is closed
# $organization (String) - legal name
standing-mail-closed-body = { $organization } has been closed by the operator of the program.
# $until (String) - date and time
standing-mail-closed-next = Until { $until } its people can sign in and read, but change nothing. After that nobody signs in any more, and its domain and membership number are free. Only the operator can open it again.
# $organization (String) - legal name
standing-mail-closed-self-body = { $organization } has closed its account; a Global admin did it.
# $until (String) - date and time
standing-mail-closed-self-next = Until { $until } its people can sign in and read, and every Global admin can undo it on the organization profile. After that nobody signs in any more, and its domain and membership number are free.
# $product (String) - the product's name
standing-mail-open-subject = { $product }: your organization is open again
standing-mail-open-heading = The organization is open again
# $organization (String) - legal name
standing-mail-open-body = { $organization } is no longer closed.
standing-mail-open-next = Its people can sign in again. If it was suspended before, it still is, and a banner says so.
# $product (String) - the product's name
standing-mail-ended-subject = { $product }: your organization is closed for good
standing-mail-ended-heading = The organization is closed for good
# $organization (String) - legal name
standing-mail-ended-body = { $organization } was closed 30 days ago, and the time to read its data is over.
standing-mail-ended-next = Nobody can sign in any more. Its programs and relationships have ended; its domain and membership number are free.
# $product (String) - the product's name
standing-mail-customer-subject = { $product }: a customer is closed
standing-mail-customer-heading = A customer is closed for good
# $customer (String) - legal name
standing-mail-customer-body = { $customer } has closed its account for good. Your relationship with it has ended.
standing-mail-customer-button = Open the customers
