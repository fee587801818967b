# Changes of a legal name (decision 8).

names-title = Change of the legal name
names-change = Change the legal name
names-lead = The operator checks a new legal name before it stands anywhere. Until then the old one stands, and your account stays active.
names-old = Present name
names-old-name = Old name
names-new = New legal name
names-new-hint = As it is registered.
names-grounds = Reason and evidence
names-grounds-hint = Why the name changes, and where the operator can check it: a register, an official notice, a web page.
names-ask = Send to the operator
names-asked = The operator has your request. You are told by mail when it is decided.
names-open = The operator has your request
names-open-lead = It waits to be checked. Until then the old name stands everywhere.
names-asked-at = Asked
names-asked-by = Asked by
names-withdraw = Withdraw the request
names-withdrawn = The request is withdrawn.
names-last = Your last request
names-state = State
names-state-open = Waiting
names-state-approved = Approved
names-state-declined = Declined
names-state-withdrawn = Withdrawn
names-state-ended = Ended by closing
names-ended-why = The organization was closed, and its request ended with that. If it comes back, it can ask again.
# $organization (String) - legal name
names-suspended = { $organization } is suspended. You can still decide; the new name then stands while it is suspended, too.
# $reason (String) - why, in the words of the operator
names-suspended-reason = Reason: { $reason }
names-decided-at = Decided
names-same = This is the name that your organization has.
names-already-open = A request is open already. Withdraw it before you send another.
names-not-now = The request has been decided meanwhile.

names-list-lead = Legal names that organizations ask to change. Until you approve one, the old name stands.
names-list-none = No request here
names-list-none-why = When a Global admin asks for another legal name, it appears here.
# $count (String) - how many rows are shown
names-shown = { $count } shown
names-organization = Organization
names-show-title = Old and new, side by side
names-alike-title = Others have a name like it
names-alike-why = Look whether it is the same company, or one that could be taken for it. This warns, and hinders nothing.
names-decide = Decision
names-approve-lead = The new name stands everywhere at once, and the Global admins are told by mail.
names-approve = Approve the new name
names-approved = The new name stands.
names-decline-lead = The old name stays. Your reason is in the mail to the Global admins.
names-decline = Decline
names-declined = The request is declined, and the Global admins are told.

# $organization (String) - legal name as it is now
names-mail-body = { $organization } had asked for another legal name, and this is what became of the request.
# $product (String) - the product's name
names-mail-approved-subject = { $product }: your new legal name stands
names-mail-approved-heading = The new legal name stands
names-mail-approved-next = The new one stands everywhere from now on.
# $product (String) - the product's name
names-mail-declined-subject = { $product }: the change of your legal name was declined
names-mail-declined-heading = The change of the legal name was declined
names-mail-declined-next = The old name stays. A Global admin can send another request, with better evidence.
# $product (String) - the product's name
names-mail-withdrawn-subject = { $product }: the change of your legal name was withdrawn
names-mail-withdrawn-heading = The change of the legal name was withdrawn
names-mail-withdrawn-next = The old name stays. A Global admin can send another request at any time.
