# The activity log: who did what for whom.

activity-title = Activity log
activity-lead = Who did what in your organization, what others did to it, and what your people did for others.
activity-people-only = You see what was done to the people of your organization. A Global admin sees everything.
activity-filters = Find entries
activity-from = From
activity-until = To
activity-person = Person (name or user name)
activity-with = Customer or organization
# $name (String) - a person
activity-of-person = What { $name } did and what was done to them, in the activity log
activity-none = Nothing found
activity-none-why = Nothing of this kind happened in this time, by or to this person, or with this organization.
activity-show-all = Show everything
# $count (Number) - entries
# $shown (String) - the same with its digits grouped
activity-total = { $count ->
    [one] { $shown } entry
   *[other] { $shown } entries
 }
# $count (Number) - entries on this page
# $shown (String) - the same with its digits grouped
activity-place = { $count ->
    [one] { $shown } entry on this page
   *[other] { $shown } entries on this page
 }
activity-what = What
activity-who = Who
activity-whom = For whom
activity-when = When
# $what (String) - what was done
activity-details = Details: { $what }
activity-elsewhere = This stands in the log of another organization, which alone can see what changed.
activity-user-name = User name
activity-by-organization = Done by somebody of
activity-on-behalf = On behalf of
activity-source = How
activity-source-ui = in the portal
activity-source-cli = on the server’s command line
activity-source-system = by itself, in time
activity-command-line = The server’s command line
activity-somebody = Somebody with a link
activity-request = Request ID
activity-changed = Changed
activity-reason = Reason
activity-how = Why
activity-domain = Domain
activity-reference = Reference
activity-programme = Program
activity-fields = Fields
activity-rows = Rows
activity-created = New
activity-updated = Changed rows
activity-ended = Ended
activity-kind = Kind
activity-check = Check
activity-ip = IP address
activity-yes = yes
activity-no = no
activity-area-session = Signing in
activity-area-user = Users
activity-area-organization = Organization
activity-area-enrollment = Enrollment
activity-area-membership = Membership
activity-area-customer = Customers
activity-area-mail = Mails
activity-area-web-mail = Web-mail domains
activity-nobody = Nobody of this name
activity-nobody-why = Your organization has nobody in whose name or user name this stands.
activity-no-organization = No organization of this name
activity-no-organization-why = Nothing in this log has to do with an organization whose name or domain begins so.
activity-many = Too many of this name
activity-many-people = More than five people fit. Type more of the name, or the whole user name.
activity-many-organizations = More than five organizations fit. Type more of the name, or the whole domain.
# $area (String) - an area of the log
activity-area-all = { $area }: everything
