# Organizations: profile, sign-in domain, and who it belongs to.

organizations-name = Legal name
organizations-domain = Sign-in domain
organizations-country = Country or region
organizations-country-fixed = It can’t be changed.
organizations-number = Organization number
organizations-tenant = Tenant ID
organizations-programmes = Programs
organizations-no-programme = None yet
organizations-state = State
organizations-state-active = Active
organizations-state-suspended = Suspended
organizations-state-closed = Closed
organizations-state-unclaimed = Unclaimed
organizations-state-merged = Merged
organizations-created = In Tandem since

organizations-lead = What your organization says of itself here, and what the program knows of it.
organizations-legal = Legal info
organizations-address = Registered address
organizations-address-none = Not given yet. It comes with the enrollment.
organizations-identifiers = Identifiers
organizations-identifiers-lead = Name these when you write to support.
organizations-contacts = Contacts
organizations-primary = Primary contact
organizations-primary-hint = Whom the program writes to about the enrollment.
organizations-support = Customer support contact
organizations-support-hint = Whom your customers ask. It stands in mails and on pages that your customers see.
organizations-contact-none = Not given yet
organizations-contact-name = Name
organizations-contact-email = E-mail address
organizations-contact-phone = Phone
organizations-contact-website = Web site
organizations-first-name = Given name
organizations-last-name = Family name
organizations-website-hint = Where customers find help, for example https://www.fabrikam.example/support
organizations-support-edit = Change the support contact
organizations-support-add = Add a support contact
organizations-support-saved = The customer support contact is saved.
organizations-membership = Membership
organizations-membership-lead = What the enrollment brought along from the membership directory.
organizations-membership-none = No membership profile belongs to this organization. One is chosen when it enrolls as an indirect reseller.
organizations-membership-profile = Profile
organizations-membership-competencies = Competencies
organizations-membership-no-competencies = None
organizations-membership-state = Membership state
organizations-membership-active = Active
organizations-membership-inactive = Inactive
organizations-membership-since = Belongs to you since
organizations-membership-imported = Last import
organizations-membership-by-hand = Entered by hand

organizations-domain-claimed = Claimed
organizations-domain-verified = Verified
organizations-domain-none = Of this installation
organizations-domain-nobodys = Nobody’s yet
organizations-domain-claimed-lead = You said that this domain is yours; nobody has shown it yet. While it is only claimed, it opens no shortcut, and somebody who can show that it is theirs gets it. Verify it with a link that we mail to an address in it.
organizations-domain-verified-lead = A link mailed to an address in this domain was followed, or the operator has checked it.
organizations-domain-none-lead = Your organization has no domain of its own here and signs in with this one. There is nothing to verify.
organizations-domain-free = Used nowhere in the program, a claimed domain is free again after 30 days.
organizations-proof = An address in the domain
# $domain (String) - the sign-in domain
organizations-proof-hint = It must end with exactly @{ $domain }. The link works once, for seven days.
organizations-verify-ask = Verify domain
# $domain (String) - the domain
organizations-not-in-domain = The address must be in exactly this domain: name@{ $domain }
organizations-already-verified = The domain is verified already; there is nothing to do.
# $email (String) - the address
organizations-proof-sent = A link is on its way to { $email }. Whoever presses the button on its page verifies the domain.
organizations-ask-admin = A Global admin of your organization can change this.

organizations-verify-title = Verify a sign-in domain
organizations-verify-lead = Press the button if the domain belongs to this organization. Opening the link alone changes nothing.
organizations-verify-confirm = Yes, it belongs to it
organizations-verified = Thank you. The domain is verified.
organizations-verify-dead = This link has been used, is older than seven days, or the domain is no longer that of the organization. A Global admin can send a new one from the organization profile.

organizations-ours = It is our domain
organizations-ours-lead = Or show that the domain is yours: name an address in it and we mail a link there. What you have typed goes along with it; only the password is chosen on the link’s page.
# $email (String) - the address
organizations-claim-sent = We have mailed a link to { $email }.
organizations-claim-sent-title = Look into that mailbox
organizations-claim-sent-lead = The link in the mail leads to a page with everything you have typed. There you choose a password, and the domain is yours. It works once, for seven days.
organizations-claim-title = Is this your domain?
# $email (String) - the address that the link went to
# $domain (String) - the domain
organizations-claim-lead = Somebody said that { $domain } belongs to the organization below. You can confirm it because you reach the mailbox { $email }.
organizations-claim-who-title = Confirm only what you know
organizations-claim-who-lead = The person named above becomes the Global admin of the organization. Another organization that has signed in with this domain without showing that it is theirs gets another sign-in name. If you know nothing of this, close the page: nothing happens.
organizations-claim-confirm = Take the domain and create the account
organizations-claim-dead = This link has been used or is older than seven days. Begin again with Create a work account.
organizations-disputed-title = Another organization has verified this domain
organizations-disputed-lead = It can’t simply change hands. Tell the operator that it is yours: they look at both sides and write to the address above.
organizations-dispute = Tell the operator
organizations-dispute-sent = The operator has been told and will write to you.

# $present (String) - the new sign-in name
# $former (String) - the old one
# $until (String) - date
organizations-renamed = Your organization’s sign-in domain was released. You now sign in as { $present }. The old name, { $former }, still works until { $until }.
# $present (String) - the new sign-in name
# $former (String) - the old one
organizations-renamed-for-good = Your organization’s sign-in domain went to somebody who showed that it is theirs. You now sign in as { $present }; the old name, { $former }, no longer works.

# $product (String) - the product's name
organizations-mail-proof-subject = { $product }: verify your organization’s domain
organizations-mail-proof-heading = Does this domain belong to the organization?
# $organization (String) - legal name
# $domain (String) - the domain
organizations-mail-proof-body = A Global admin of { $organization } says that { $domain } belongs to the organization, and asked us to mail this link to you, because your address is in that domain.
organizations-mail-proof-next = If it does, open the page and press the button. The domain then counts as verified. The link works once, for seven days.
organizations-mail-proof-button = Open the page
organizations-mail-proof-unexpected = If you know nothing of this organization, ignore this mail: nothing happens without you.

# $product (String) - the product's name
organizations-mail-claim-subject = { $product }: is this your domain?
organizations-mail-claim-heading = Does this domain belong to the organization?
# $domain (String) - the domain
# $organization (String) - legal name as typed
organizations-mail-claim-body = Somebody wants to create a work account for { $organization } and says that { $domain } is its domain. Another organization signs in with it at present.
organizations-mail-claim-next = On the page you see everything that was typed. Whoever presses the button there shows that the domain belongs to that organization. The link works once, for seven days.
organizations-mail-claim-button = Look at it
organizations-mail-claim-unexpected = If you know nothing of this, ignore this mail: nothing happens without you.

# $product (String) - the product's name
organizations-mail-released-subject = { $product }: your sign-in name has changed
organizations-mail-released-preheader = Your password stays as it is.
organizations-mail-released-heading = You have a new sign-in name
# $organization (String) - legal name
# $from (String) - the domain
organizations-mail-released-body = { $organization } signed in with the domain { $from } without it having been verified as its own. The domain was released, and everybody of the organization has a new sign-in name. Your password, roles and data stay as they are.
# $user_name (String) - the new name
# $former (String) - the old name
# $until (String) - date
organizations-mail-released-next = You now sign in as { $user_name }. The old name, { $former }, still works until { $until }, unless the domain is used by somebody else before.
# $user_name (String) - the new name
organizations-mail-released-again = You now sign in as { $user_name }. The domain belongs to another organization now, which has shown that it is theirs; the old name no longer works.
organizations-mail-released-button = Sign in
organizations-mail-released-unexpected = If the domain is yours after all, write to the operator of the program.
