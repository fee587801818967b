users-create-title = Create a work account
users-create-lead = This makes your organization in Tandem and you its first Global admin. Afterwards you sign in with the new account.
users-create-organization = Organization
users-create-person = You
users-create-account = Sign-in
users-legal-name = Legal name
users-legal-name-hint = As registered. It can be corrected until the enrollment is approved.
users-country = Country or region
users-country-hint = It can’t be changed later, and your membership profile must be in the same one.
users-choose = Choose …
users-domain = Sign-in domain
users-domain-hint = A domain that belongs to your organization, for example fabrikam.example. Sign-in names end with it.
users-no-domain = We have no domain
users-label = Name for signing in
# $tenant_domain (String) - the installation's domain
users-label-hint = Small letters, digits and hyphens. Sign-in names then end with .{ $tenant_domain }
users-full-name = Full name
users-email = Contact e-mail address
users-email-hint = We mail a link to confirm it. Signing in doesn’t wait for that.
users-user-name = User name
users-user-name-hint = The part before the @, for example kim.abe
users-password = Password
users-create = Create work account
# $minutes (String) - how long to wait
users-create-wait = To keep everybody safe we allow only so many tries. What you typed is still here: choose the password again, and send the form in about { $minutes } min.
# $user_name (String) - the new sign-in name
users-created = The work account is ready. Sign in as { $user_name }.
users-taken-title = Is it your domain?
users-taken-lead = Another work account organization already signs in with this domain. If it is your company’s, ask a Global admin there to add you, or sign in with the account you have.
users-have-account = I have a work account: sign in
users-welcome-title = Set up your account
users-welcome-roles = What you may do
users-welcome-until = The link works until
# $organization (String) - the organization's name
users-welcome-lead = You have been invited to { $organization } with a link that works once.
users-welcome-first-lead = You are the first person here. Say who runs this installation, and set up your own account as its Administrator.
users-operator-name = Name of the operator
users-operator-name-hint = The company that runs the program. It stands in the footer of pages and mails.
# $domain (String) - the sign-in domain
users-welcome-user-name-hint = The part before the @. You sign in with it as name@{ $domain }
users-welcome-save = Set up the account
users-welcome-used-title = This link has been used
users-welcome-used = This link has just been used. Sign in with the account that was made by it.
users-welcome-used-lead = A one-time link works once. If it was you, sign in. If it wasn’t, tell the operator at once.
users-welcome-expired-title = This link no longer works
users-welcome-expired-lead = It is older than seven days or was replaced by a newer one. Ask for a new link.
users-confirm-title = Confirm your contact address
users-confirm-lead = Are these your address and your account? Then press the button. Opening the link alone changes nothing.
users-confirm = Confirm
users-confirm-onward = Continue
users-confirmed = Thank you: your contact address is confirmed.
users-confirm-domain-title = You confirm more than the address
# $domain (String) - the organization's sign-in domain
# $organization (String) - legal name
users-confirm-domain = This also shows that { $domain } belongs to { $organization }, whose people sign in with it. If you don’t know that organization, press “This isn’t me”.
users-confirm-not-me = This isn’t me
users-confirm-not-me-hint = You don’t know this account? Then end the link: nothing else happens.
users-confirm-not-me-done = Thank you. The link no longer works, and nothing was confirmed.
users-confirm-used = It works once. If your address isn’t confirmed, send a new link from My profile.
users-confirm-expired = Its time is over: such a link works for seven days, and for 24 hours where the address is a new one. Send another from My profile.
users-confirm-replaced = The address has changed, another link took its place, or somebody ended it because the account isn’t theirs. Send a new one from My profile.
users-link-unknown-title = This link isn’t known
users-link-unknown = Perhaps it was not copied whole, or it is so old that it was forgotten. Copy the full address from the mail.
# $email (String) - the address
users-confirmation-sent = A new link is on its way to { $email }.
users-me-title = My profile
users-me-lead = Who you are here, what you may do, and how pages and mails speak to you.
users-me-account = Account
users-me-roles = Roles and permissions
users-me-programmes = Programs of the organization
users-me-organization = Organization
users-me-preferences = Language and time zone
users-me-language = Language
users-me-time-zone = Time zone
users-me-time-zone-auto = That of the organization’s country
users-me-save = Save
users-me-saved = Saved.
users-me-contact = Contact address
users-me-confirmed = Confirmed
users-me-unconfirmed = Not confirmed yet
users-me-send-confirmation = Send the link again
users-me-security = Password and sessions
users-me-change-password = Change password
users-me-no-role-title = You have no role yet
users-me-no-role-lead = So you see your own profile only. These people can give you one:

# $product (String) - the product's name
users-mail-password-changed-subject = { $product }: your password was changed
users-mail-password-changed-heading = Your password was changed
users-mail-password-changed-preheader = If it was you, there is nothing to do.
# $full_name (String) - the person
users-mail-hello = Hello { $full_name },
# $user_name (String) - the account
users-mail-password-changed-body = The password of your work account { $user_name } was changed, and its other sessions have ended.
users-mail-password-changed-button = Reset the password
users-mail-password-changed-unexpected = If it wasn’t you, reset the password at once and tell a Global admin of your organization.
# $product (String) - the product's name
users-mail-confirm-contact-subject = { $product }: confirm your contact address
users-mail-confirm-contact-heading = Confirm your contact address
# $user_name (String) - the account
# $email (String) - the address
# $organization (String) - legal name
users-mail-confirm-contact-body = { $organization } has { $email } as the contact address of its work account { $user_name }. Please confirm that it is yours.
users-mail-confirm-contact-next = The link works once, for seven days.
# $domain (String) - the organization's sign-in domain
# $organization (String) - legal name
users-mail-confirm-contact-next-domain = Confirming also shows that { $organization } owns the domain { $domain }. Do it only if you know that organization. The link works once, for seven days.
users-mail-confirm-contact-button = Confirm the address
users-mail-confirm-contact-unexpected = If you know nothing of this account, ignore this mail, or open the link and say that it isn’t you: without your confirmation the address is not used for resetting passwords.
# $product (String) - the product's name
users-mail-reset-password-subject = { $product }: reset your password
users-mail-reset-password-heading = Reset your password
users-mail-reset-password-preheader = The link works once, for 30 minutes.
# $user_name (String) - the account
users-mail-reset-password-body = Somebody asked to reset the password of your work account { $user_name }. The link below leads to a page where you choose a new one. It works once, for 30 minutes.
users-mail-reset-password-button = Choose a new password
users-mail-reset-password-unexpected = If it wasn’t you, ignore this mail: the password stays as it is.
