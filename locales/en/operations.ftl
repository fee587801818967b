# The operator's pages about organizations and domains.

operations-organizations-lead = Everybody who takes part in the program or has an account here, newest first.
operations-find = Find organizations
operations-find-label = Name, domain or number begins with
# $count (String) - how many rows are shown
operations-shown = { $count } shown
operations-none = No organization found
operations-none-why = Names and domains are found by how they begin. Take a filter away, or make the organization.
operations-new = New organization
operations-new-title = New organization
operations-new-lead = For a provider or customer that you have agreed with. Its domain counts as verified, and its first Global admin comes in with a link that you pass on.
operations-programme = Program
operations-domain-hint = It counts as verified: check that it is the organization’s.
operations-no-domain = It has no domain
operations-new-save = Create the organization
operations-facts = About the organization
operations-verify = Verify domain
operations-release = Release domain
# $domain (String) - the sign-in domain
operations-release-question = Release { $domain }?
operations-release-effect-names = Everybody of the organization gets a new sign-in name and is told by mail.
operations-release-effect-old = The old names sign in for 30 days, unless the domain is used again before.
operations-release-effect-free = The domain is free: another organization may sign in with it.
operations-released = The domain is released, and the people are told.
operations-cant-release = There is no domain to release here, or it has changed since you opened the page.
operations-admins = Global admins
operations-admins-none = Nobody is Global admin yet.
operations-last-sign-in = Last sign-in
operations-never-signed-in = Never signed in
operations-send-link = Send a new link
operations-send-link-hint = No Global admin has ever signed in. A new one-time link makes the earlier ones useless.
operations-admin-link = Give a new Global admin a link
operations-admin-link-make = Make the link
operations-reason = Reason
operations-reason-hint = It stands in the audit trail and in the mail to all Global admins.
operations-link-operator = The operator’s own people are added on the command line: tandem operator create.
operations-link-has-admin = A Global admin has signed in meanwhile. Give a new one a link, with a reason.
operations-link-title = One-time link
# $organization (String) - the organization's name
operations-link-lead = At { $organization } whoever opens it becomes Global admin. It works once, for seven days.
operations-link-once-title = It is shown only now
operations-link-once-lead = Copy it and pass it on by a way that you trust. If it gets lost, make a new one.
operations-link-made-already = The link has been made and was shown once. If you didn’t see it, make a new one.
operations-link-done = To the organization
operations-domains-lead = Sign-in domains that nobody has shown to be theirs yet, and what people have told about domains.
operations-notes = Notes
operations-notes-none = Nothing to attend to
operations-notes-none-why = When somebody shows that a domain of another organization is theirs, it appears here.
operations-note-who = Said by
operations-note-when = When
operations-note-what = What to do
operations-note-disputed = Disputed
operations-note-taken-over = Has changed hands
operations-note-holder = Look at the holder
operations-note-finish = Done
operations-note-done = The note is done.
operations-claimed = Claimed domains
operations-claimed-none = No unverified domains
operations-claimed-none-why = Every sign-in domain is verified. Claimed ones without activity are released after 30 days.
operations-age = Claimed
# $count (Number) - number of days
# $shown (String) - the same as text
operations-domain-age = { $count ->
    [0] Today
    [one] { $shown } day ago
   *[other] { $shown } days ago
}
# $product (String) - the product's name
operations-mail-admin-subject = { $product }: a new Global admin is being added
operations-mail-admin-heading = The operator has given a new Global admin a link
# $organization (String) - legal name
operations-mail-admin-body = The operator of the program has made a one-time link by which { $organization } gets one more Global admin. You remain Global admin.
operations-mail-admin-unexpected = If you know nothing of it, write to the operator at once.
# $product (String) - the product’s name
operations-mail-test-subject = { $product }: test mail
operations-mail-test-heading = Mails arrive
# $product (String) - the product’s name
operations-mail-test-body = This is a test mail of { $product }. Who reads it knows that its mails leave and arrive.
# $address (String) - the address of the portal
operations-mail-test-from = It was sent from the command line of the portal at { $address }.
operations-mail-test-unexpected = If you expected no such mail, there is nothing to do.
