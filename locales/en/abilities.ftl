# What each role gives, in words: a text for each row of the permission table that depends on a role.

abilities-organization-see = See the organization’s profile and its users
abilities-organization-manage = Change the organization’s profile and sign-in domain
abilities-enrollment-apply = Enroll the organization as an indirect reseller
abilities-enrollment-review = Review applications
abilities-enrollment-reopen = Open a disowned application again
abilities-membership-see = See the membership directory
abilities-membership-manage = Import and correct the membership directory
abilities-customer-see = Search and view customers
abilities-customer-import = Import customers of other portals
abilities-user-manage = User management
abilities-activity-see = See everything in the activity log
abilities-activity-see-people = See in the activity log what was done to users
abilities-service-health-see = Service health of customers
abilities-service-request-manage = Service requests for customers
abilities-relationship-request = Request a relationship with a customer
abilities-delegated-admin-request = Request delegated admin privileges
abilities-customer-administer = Administer on behalf of a customer
abilities-subscription-see = See customers’ subscriptions
abilities-subscription-manage = Manage customers’ subscriptions and services
abilities-partner-profile-see = View partner profiles
abilities-billing-see = See orders, prices and agreements
abilities-portal-ticket-open = Support tickets for the portal itself
abilities-partnership-accept = Accept a partnership with an indirect provider
abilities-domain-manage = Look after sign-in domains
abilities-organizations-see = See every organization
abilities-organizations-make = Add organizations and give links to Global admins
abilities-mail-manage = Look after the mails that go out
abilities-web-mail-domain-manage = Look after the list of web-mail domains
# $what (String) - one of the above
abilities-not-office = { $what }, except Office 365
abilities-own-profile = Own profile
abilities-no-customers = See or change anything of a customer, unless the admin role gives it
abilities-no-settings = Change settings of the organization or its users
abilities-no-global-admin = Change a Global admin, or make one
abilities-admin-agent = Works with every customer
abilities-sales-agent = Brings in customers
abilities-helpdesk-agent = Solves customers’ problems
abilities-not-an-agent = Nothing of customers by itself
abilities-global-admin = Reaches beyond this program. Give it to two or three people.
abilities-user-management-admin = Looks after colleagues’ accounts
abilities-billing-admin = Sees the money
abilities-not-an-admin = Changes nothing in the organization
abilities-administrator = Runs the program. Give it to two or three people.
abilities-reviewer = Reviews applications and keeps the directory
# $roles (String) - roles, joined
abilities-by = by { $roles }
# $roles (String) - roles, joined
abilities-needs = needs { $roles }
abilities-organization-close = Close the organization’s account
abilities-organization-close-undo = Take back the closing of the account
abilities-organizations-suspend = Suspend, close and reopen organizations
abilities-organization-rename = Ask for a change of the legal name
abilities-name-change-decide = Decide on changes of legal names
abilities-people-find = Find people of all organizations
abilities-people-sessions-end = End all sessions of anybody
