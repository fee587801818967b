# My profile: the contact address and its change, what a person may do, and the policy of resets.

profile-email-title = Change the contact address
profile-email-lead = We write to the new address; it counts once its owner has followed the link. Until then the present one stays.
profile-email-present = Present address
profile-email-new = New contact address
profile-email-hint = Nobody else in your organization may have it.
profile-password = Your password
profile-email-send = Send the link
# $email (String) - the new address
profile-email-sent = We have sent a link to { $email }. It works for 24 hours.
profile-email-waits = A new address waits for its confirmation
# $email (String) - the new address
# $until (String) - until when
profile-email-waits-lead = { $email } can be confirmed until { $until }. To send the link again, fill in the form once more.
profile-email-cancel = Take the change back
profile-email-canceled = The change is taken back. The link no longer works.
profile-email-change = Change the address
profile-undo-title = Undo the change of the contact address
# $user_name (String) - the account
profile-undo-lead = The contact address of the work account { $user_name } was changed.
profile-undo-old = Address that comes back
profile-undo-new = Address that is taken away
profile-undo-effect = Everybody who is signed in to the account is signed out. Choose a new password afterwards.
profile-undo-button = Undo the change
profile-undone = The old contact address is back, and everybody is signed out. Now choose a new password.
profile-undo-used = The change was already undone with this link.
profile-undo-expired = This link is older than three days and no longer works. Ask a Global admin of your organization for help.
profile-name-saved = Your name is saved.
profile-about = About you
profile-may-title = What you may do, and why
# $names (String) - people, joined
profile-may-ask = To be able to do more, ask: { $names }
profile-reset-title = Sign-in of your people
profile-reset-lead = How people of your organization get in again when they have forgotten their password.
profile-reset-allow = People may reset a forgotten password by mail
profile-reset-hint = The link goes to the confirmed contact address. Without it, a Global admin or User management admin gives a temporary password.
profile-reset-saved = Saved.
# $product (String) - the product's name
profile-mail-change-subject = { $product }: confirm your new contact address
profile-mail-change-heading = Confirm your new contact address
# $email (String) - the new address
# $user_name (String) - the account
# $organization (String) - legal name
profile-mail-change-body = { $organization } has been asked to write to { $email } about the work account { $user_name } from now on. Please confirm that the address is yours.
profile-mail-change-next = The link works once, for 24 hours. Until it is followed, nothing changes.
# $domain (String) - the organization's sign-in domain
# $organization (String) - legal name
profile-mail-change-next-domain = Confirming also shows that { $organization } owns the domain { $domain }. Do it only if you know that organization. The link works once, for 24 hours. Until it is followed, nothing changes.
profile-mail-change-unexpected = If you know nothing of this account, ignore this mail: nothing changes without the link.
# $product (String) - the product's name
profile-mail-changed-subject = { $product }: your contact address was changed
profile-mail-changed-heading = Your contact address was changed
# $user_name (String) - the account
profile-mail-changed-body = The work account { $user_name } has another contact address now.
profile-mail-changed-old = Old address
profile-mail-changed-new = New address
profile-mail-changed-next = If it was you, there is nothing to do. If not, undo it: the link works for three days, gives this address back and signs everybody out.
profile-mail-changed-unexpected = If it wasn’t you, tell a Global admin of your organization too.
# $user_name (String) - the account
profile-mail-no-reset-body = Somebody asked to reset the password of your work account { $user_name }. Your organization doesn’t allow that by mail. These people can give you a new one:
profile-mail-no-reset-next = If it wasn’t you, there is nothing to do.
