# Keeping the registered address and the primary contact right.

contacts-address-edit = Change the address
contacts-address-saved = The registered address is saved.
contacts-primary-edit = Change the primary contact
contacts-primary-add = Name a primary contact
contacts-primary-lead = Whom the program writes to. Whoever it was before is told by mail.
contacts-saved = The primary contact is saved. Whoever it was before is told by mail.
contacts-since = since
# $product (String) - the product's name
contacts-mail-subject = { $product }: the primary contact was changed
contacts-mail-heading = The primary contact was changed
# $by (String) - full name of who did it
# $organization (String) - legal name
contacts-mail-body = { $by } has changed the primary contact of { $organization }, who was you so far.
contacts-mail-now = Primary contact now
contacts-mail-next = If the name above is yours, only your entries were changed. Otherwise the program no longer writes to you about this organization.
contacts-mail-unexpected = If this is not right, write to a Global admin of the organization, or to the operator of the program.
