# The frame around every page: menu, roles, refusals, errors.

menu-dashboard = Dashboard
menu-customers = Customers
menu-enrollment = Enrollment
menu-operations = Operations
menu-enrollments = Enrollments
menu-memberships = Membership directory
menu-organizations = Organizations
menu-people = People
menu-name-changes = Changes of names
menu-domains = Domains
menu-web-mail-domains = Web-mail domains
menu-mail = Mail
menu-account-settings = Account settings
menu-organization-profile = Organization profile
menu-users = User management
menu-activity = Activity log
menu-my-profile = My profile

roles-admin-agent = Admin agent
roles-sales-agent = Sales agent
roles-helpdesk-agent = Helpdesk agent
roles-not-an-agent = Not an agent
roles-global-admin = Global admin
roles-user-management-admin = User management admin
roles-billing-admin = Billing admin
roles-not-an-admin = Not an admin
roles-administrator = Administrator
roles-reviewer = Reviewer
roles-none = No role yet
roles-separator = {", "}
roles-programme-reseller = Indirect reseller
roles-programme-provider = Indirect provider
roles-programme-customer = Customer
roles-programme-operator = Operator of the program

# $reason (String) - why the operator suspended it
banner-suspended = Your organization is suspended. Reason: { $reason } You can read, export and tidy up, but begin nothing new.
# $until (String) - date and time
banner-closed = Your organization is closed. Everything can be read until { $until }; after that nobody can sign in.
# $reason (String) - why it was closed
# $until (String) - date and time
banner-closed-for = Your organization is closed. Reason: { $reason } Everything can be read until { $until }; after that nobody can sign in.
# $text (String) - what the banner says
# $contact (String) - the support address or page
banner-with-contact = { $text } Questions: { $contact }
# $email (String) - the contact address
banner-confirm-address = Please confirm your contact address { $email } with the link that we mailed to it. Until then your password can’t be reset by mail.
banner-confirm-address-action = Send the link again

# $roles (String) - roles, joined
refusal-role = This needs one of these roles: { $roles }.
refusal-admins-give = A Global admin or User management admin of your organization can give it to you.
refusal-global-admin-gives = A Global admin of your organization can give it to you.
refusal-administrator-gives = An Administrator can give it to you.
# $names (String) - people, joined
refusal-ask = Ask: { $names }
refusal-programme = Your organization doesn’t take part in the program this belongs to.
refusal-suspended = Your organization is suspended. While it is, nothing new can be begun.
refusal-closed = Your organization is closed. Everything can be read, nothing can be changed.
# $reason (String) - in the words of who did it
refusal-reason = Reason: { $reason }
# $contact (String) - the operator's address
refusal-ask-operator = Ask the operator of the program: { $contact }

error-reload = Open the page again
error-to-dashboard = Go to the Dashboard
error-to-start = Go to the start page
error-not-found-title = We can’t find that page
error-not-found-lead = The address may be mistyped, or the thing is gone, or it belongs to another organization than the one you are signed in to.
error-forbidden-title = You may not do that
error-forbidden-lead = You are signed in, but your access doesn’t reach this far.
error-stale-form-title = This form is no longer current
error-stale-form-lead = Nothing was changed. The page was open for too long, or you have signed in or out since. Go back to keep what you typed, copy it if you need it, and open the page again.
error-conflict-title = Somebody was faster
error-conflict-lead = This has changed since you opened the page. Nothing of yours was saved; open the page again to see how it stands now.
error-refused-title = That isn’t possible
# $minutes (String) - how long to wait, in minutes
error-too-many-lead = To keep everybody safe we allow only so many tries. Please try again in about { $minutes } min.
error-too-many-title = Too many tries
error-too-large-title = That is too large
error-too-large-lead = The form holds more than we take. Nothing was changed; go back and shorten it.
error-slow-title = That took too long
error-slow-lead = Your request didn’t arrive within the time we wait for one. Nothing was changed; go back and try again.
error-bad-request-title = We couldn’t read that
error-bad-request-lead = The request arrived broken. Nothing was changed; go back and try again.
error-unavailable-title = We can’t answer just now
error-unavailable-lead = Something we depend on is busy or out of reach. Nothing was changed; please try again in a few seconds.
error-internal-title = Something went wrong on our side
error-internal-lead = Nothing was changed. We have noted the error; if you write to support, please name the number below.
error-number = Number of this request:
