# User management: list, Add user, a person's page, and its mails.

people-title = User management
people-lead = Everybody who can sign in for your organization, and what each may do.
people-filters = Find people
people-find = Name, user name or e-mail address
people-role = Role
people-roles = Roles
people-no-role = No role
people-state = State
people-show-all = Show everybody
people-show-global-admins = Show Global admins
people-show-administrators = Show Administrators
people-export = Export
people-export-excel = Export for Excel
people-last-signed-in = Last signed in
people-former-user = Former user
people-never = Never
people-created = Added
people-none = Nobody found
people-none-why = Try a shorter part of the name, or another role or state.
# $count (Number) - people
# $shown (String) - the same with its digits grouped
people-total = { $count ->
    [one] { $shown } person
   *[other] { $shown } people
 }
# $count (Number) - people on this page
# $shown (String) - the same with its digits grouped
people-found = { $count ->
    [one] { $shown } person found
   *[other] { $shown } people found
 }
# $shown (String) - people on this page
people-found-more = { $shown } shown of those found
# $shown (String) - people on this page
people-place = { $shown } on this page
people-state-must-change-password = Has a temporary password
people-state-active = Active
people-state-disabled = Disabled
people-state-deleted = Deleted

people-add = Add user
people-import = Add many
people-import-title = Add users from a file
people-import-lead = One row for each person. All of them are added, or nobody.
# $max (String) - the most rows
people-import-hint = CSV in UTF-8 with a comma and a header row, at most { $max } rows. Nothing is mailed but a notice without the password.
people-import-now = Add everybody
people-import-check = Only check the file
people-import-checked = The file is in order
# $count (Number) - how many
# $shown (String) - the same with its digits grouped
people-import-would = { $count ->
    [one] { $shown } person would be added. Choose the file again to add them.
   *[other] { $shown } people would be added. Choose the file again to add them.
 }
people-import-columns-lead = In any order. The user name is the part before the @. Both roles are mandatory: agent_role is admin_agent, sales_agent, helpdesk_agent or none, admin_role is global_admin, user_management_admin, billing_admin or none.
people-import-columns-lead-operator = In any order. The user name is the part before the @. The role is administrator or reviewer.
people-import-example = Download an example
# $count (Number) - how many
# $shown (String) - the same with its digits grouped
people-import-done = { $count ->
    [one] { $shown } person was added
   *[other] { $shown } people were added
 }
people-import-all = All of it, to copy
people-import-to-list = To the list
people-add-lead = You get a user name and a temporary password on the next page, once. Hand them over yourself.
people-add-button = Add
people-add-another = Add another
people-person = Person
people-email-hint = Nobody else in your organization may have it. We write to it that the account was made, without the password.
# $domain (String) - the sign-in domain
people-user-name-hint = The part before the @. The person signs in with it as name@{ $domain }
people-agent = Type of agent
people-agent-hint = What of your customers this person may see and change. One choice.
people-agent-missing = Choose the type of agent, or “Not an agent”.
people-admin = Type of admin
people-admin-hint = What of the portal and of your organization this person may reach. One choice.
people-admin-missing = Choose the type of admin, or “Not an admin”.
people-operator = Role at the operator
people-operator-hint = What of the program this person may see and decide. One choice.
people-operator-missing = Choose Administrator or Reviewer.
# $product (String) - the product's name
people-role-in = Role in { $product }
people-can = What they can do
people-cannot = What they can’t do
people-withheld = Only a Global admin can give it.
people-add-up = The two choices add up: the person can do what either role can. Both can be changed later.

# $full_name (String) - the person
people-added = { $full_name } was added
# $full_name (String) - the person
people-password-given = New temporary password for { $full_name }
people-once-lead = Hand the sign-in information over yourself, best by word of mouth or on paper.
people-once-title = This is shown once
people-once-why = Tandem doesn’t keep the password in readable form and doesn’t mail it. When you leave this page, nobody can see it again; you can only give a new one.
people-sign-in-information = Sign-in information
people-temporary-password = Temporary password
people-sign-in-at = Sign in at
# $user_name (String) - the sign-in name
# $password (String) - the temporary password
# $link (String) - where to sign in
people-to-copy = { $user_name } / { $password } / { $link }
people-once-then = The password works for seven days. At the first sign-in the person chooses their own before anything else.
# $full_name (String) - the person
people-to-person = To { $full_name }

# $full_name (String) - the person
people-may-title = What { $full_name } may do, and why
people-may-not = May not:
people-access = Access
people-last = This is the last person with full rights who has signed in. Full rights can’t be taken away before somebody else has them and has set a password of their own.
people-next-click = The change counts at the person’s next click. They are told by mail.
people-update = Update
people-oneself = You can’t reset your own password here, nor disable or delete yourself.
people-reset = Reset password
people-reset-lead = Gives a temporary password, which you see once. All sessions of the person end.
people-end-sessions = End all sessions
people-end-sessions-lead = Signs the person out everywhere. The password stays.
people-disable = Disable
people-disable-lead = The person is signed out and can’t sign in until somebody enables the account.
people-enable = Enable
people-enable-lead = The person can sign in again, with the roles above.
people-restore = Restore
people-restore-lead = The account comes back disabled, so that you can look at its roles before you enable it.
people-restorable = Can be restored until
people-temporary-lapsed = It has lapsed. Reset the password to give a new one.
# $until (String) - when it lapses
people-temporary-until = Not replaced yet; it works until { $until }
people-locked = Sign-in with a password
# $until (String) - when it works again
people-locked-until = Too many wrong passwords: it waits until { $until }, but not in browsers the person used before. A reset of the password ends the wait.
people-delete = Delete
# $full_name (String) - the person
people-delete-title = Delete { $full_name }
people-delete-question = Delete this account?
people-delete-effect-out = The person is signed out at once and can’t sign in any more.
# $user_name (String) - the sign-in name
people-delete-effect-name = The user name { $user_name } and the contact address stay reserved.
people-delete-effect-restore = For 30 days the account can be restored. After that it is gone for good.
# $detail (String) - what changed
# $name (String) - who did it
people-by = { $detail } ({ $name })
people-somebody-else = Somebody outside the organization
# $full_name (String) - the person
people-roles-set = The roles of { $full_name } are saved.
# $full_name (String) - the person
people-disabled = { $full_name } is disabled.
# $full_name (String) - the person
people-enabled = { $full_name } is enabled.
# $full_name (String) - the person
people-deleted = { $full_name } is deleted and can be restored for 30 days.
# $full_name (String) - the person
people-restored = { $full_name } is restored, and still disabled.
# $full_name (String) - the person
people-sessions-ended = { $full_name } is signed out everywhere.
people-refused-oneself = You can’t do this to yourself. Ask another person who manages users.
people-refused-above = Only a Global admin can change a Global admin or make one.
people-refused-above-operator = Only an Administrator can change an Administrator or make one.
people-refused-last = This is the last Global admin with a password of their own. Make somebody else Global admin and let them sign in first.
people-refused-last-operator = This is the last Administrator with a password of their own. Make somebody else Administrator and let them sign in first.
people-refused-meanwhile = Somebody has just changed these roles; they are shown above. Look at your choice, then update again.
people-refused-no-longer = Your own roles have just changed. You can’t do this any more.
people-refused-too-many = Your organization has added as many people as it may in one day. Go on tomorrow.
people-refused-not-now = The account has changed meanwhile. Look at it again before you decide.

# $product (String) - the product's name
people-mail-added-subject = { $product }: an account was made for you
people-mail-added-heading = An account was made for you
# $name (String) - who did it
# $organization (String) - legal name
people-mail-added-body = { $name } of { $organization } has made a work account for you there.
# $name (String) - who has the password
people-mail-added-next = The temporary password isn’t in this mail: { $name } hands it over to you. It works for seven days, and at the first sign-in you choose your own.
people-mail-added-unexpected = If you don’t know this organization, ignore this mail: without the password nobody can use the account in your name.
# $product (String) - the product's name
people-mail-roles-subject = { $product }: your roles were changed
people-mail-roles-heading = Your roles were changed
# $name (String) - who did it
# $user_name (String) - the account
people-mail-roles-body = { $name } has changed the roles of your work account { $user_name }.
people-mail-roles-now = Your roles now
people-mail-roles-next = The change counts already. My profile shows your account and its roles.
people-mail-roles-button = Open My profile
people-mail-unexpected = If you didn’t expect this, ask a Global admin of your organization.
# $product (String) - the product's name
people-mail-password-subject = { $product }: your password was reset
people-mail-password-heading = Your password was reset
# $name (String) - who did it
# $user_name (String) - the account
people-mail-password-body = { $name } has given your work account { $user_name } a temporary password, and all its sessions have ended.
# $product (String) - the product's name
# $role (String) - Global admin or Administrator
# $count (Number) - how many
people-mail-admin-subject = { $count ->
    [one] { $product }: there is a new { $role }
   *[other] { $product }: there are { $count } new people with the role { $role }
 }
# $role (String) - Global admin or Administrator
# $count (Number) - how many
people-mail-admin-heading = { $count ->
    [one] There is a new { $role }
   *[other] There are { $count } new people with the role { $role }
 }
# $by (String) - who did it
# $role (String) - Global admin or Administrator
# $organization (String) - the organization
people-mail-admin-body = { $by } has given the role { $role } at { $organization } to:
# $role (String) - Global admin or Administrator
people-mail-admin-next = A { $role } reaches everything of the organization, and can make others.
people-mail-admin-button = Look at the account
people-mail-admin-unexpected = If this shouldn’t be, take the role away at once and find out who used the account that gave it.
