# What happened, in the timelines of pages.

audit-organization-create = The organization was made
audit-programme-activate = A program was activated
audit-profile-set = The profile was taken from the enrollment
audit-identity-set = Name and country were set
audit-support-set = The customer support contact was changed
audit-domain-verify = The sign-in domain was verified
audit-domain-release = The sign-in domain was released
audit-domain-proof-ask = A link to verify the domain was mailed
audit-domain-claim-ask = Somebody said that the domain is theirs
audit-domain-note = The operator was told about the domain
audit-domain-note-done = The operator has seen to the note on the domain
audit-link-send = A new one-time link was sent
audit-admin-link = The operator gave a link for a new Global admin
audit-user-create = An account was made
audit-user-link-create = A one-time link was made
audit-user-roles-set = Roles were changed
audit-user-rename = A sign-in name was changed
audit-user-preferences-set = Language or time zone was changed
audit-user-password-change = A password was changed
audit-user-password-reset = A password was reset
audit-user-reset-ask = A reset link was asked for
audit-user-contact-confirm = A contact address was confirmed
audit-user-password-give = A temporary password was given
audit-user-disable = The account was disabled
audit-user-enable = The account was enabled
audit-user-delete = The account was deleted
audit-user-restore = The account was restored
audit-user-sessions-end = All sessions were ended
audit-session-begin = Signed in
audit-membership-change = The membership profile was corrected
audit-membership-unbind = The membership profile was detached
audit-customer-begin = A relationship with a customer began
audit-customer-move = Relationships moved to the organization that owns the domain
audit-web-mail-add = A mail domain was added to the operator’s list
audit-web-mail-remove = A mail domain was removed from the operator’s list
audit-enrollment-profile = A membership profile was chosen for the enrollment
audit-enrollment-check = A check of the enrollment was decided
audit-enrollment = Something changed in the enrollment
audit-other = Something was changed
audit-system = System
audit-title = Timeline
audit-none = Nothing has happened yet.
audit-older = Older entries
# $from (String) - before
# $to (String) - after
audit-from-to = { $from } → { $to }
