customers-title = Customers
customers-lead = Everyone you have a reseller relationship with, last added first. Open a row for what is known of it.
customers-filters = Narrow the list
customers-find = Name or domain
customers-name = Customer
customers-domain = Domain
customers-country = Country or region
customers-since = Since
customers-state = State
customers-state-active = Active
customers-relationship = Relationship
customers-role-reseller = You are the reseller of record
customers-role-provider = You are the indirect provider and may place orders
customers-source = Came from
# $portal (String) - the portal that the customer was served through before
customers-source-legacy = Before your enrollment, through { $portal }
customers-source-before = Before your enrollment
customers-source-invitation = An invitation
customers-source-joint = A joint invitation
customers-source-provider-created = Added by the provider
customers-source-referral = A referral
customers-portal-office365-admin = the Office 365 admin center
customers-portal-azure-portal = the Azure portal
customers-account = Account here
customers-claimed = The organization has an account here
customers-unclaimed = Nobody of this organization has an account here yet
# $name (String) - the customer
customers-details = Details of { $name }
# $count (String) - how many customers there are
customers-total = Customers: { $count }
# $shown (String) - how many rows this page has
# $total (String) - how many customers there are
customers-place = { $shown } of { $total }
# $count (String) - how many were found
customers-found = Found: { $count }
# $count (String) - how many were found so far
customers-found-so-far = Found so far: { $count }
customers-export = Export as CSV
customers-export-excel = Export for Excel
customers-none = You have no customers yet
customers-none-why = Only your own relationships stand here. Customers that you served through other portals before appear by themselves once your enrollment is active, if they are known under your MPN ID. The customers of an indirect provider don’t become yours by a partnership.
customers-none-why-provider = Customers appear here once they have accepted a relationship in which you are the indirect provider.
customers-none-found = No customer fits
customers-none-found-why = The search looks at any part of names and domains.
customers-none-yet = Nothing found so far
customers-none-yet-why = Your list is long, so the search looks at a part of it at a time.
customers-look-on = Go on searching
customers-show-all = Show all customers
