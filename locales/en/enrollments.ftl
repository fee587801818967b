# Enrolling as an indirect reseller: the wizard, the status of an application, and what its primary contact is asked.

enrollments-state-draft = Draft
enrollments-state-submitted-unverified = Waiting for confirmation
enrollments-state-in-review = In review
enrollments-state-info-requested = Information requested
enrollments-state-active = Active
enrollments-state-rejected = Rejected
enrollments-state-disowned = Disowned
enrollments-state-withdrawn = Withdrawn
enrollments-state-abandoned = Given up

enrollments-check-email = E-mail address
enrollments-check-membership = Membership
enrollments-check-employment = Employment
enrollments-check-business = Business
enrollments-check-state-waiting = Waiting
enrollments-check-state-passed = Passed
enrollments-check-state-failed = Failed
enrollments-check-state-not-needed = Not needed

enrollments-kind-new = New enrollment
enrollments-kind-support-only = Customer support contact only

enrollments-field-profile = Organization profile
enrollments-field-legal-name = Legal business name
enrollments-field-line1 = Address line 1
enrollments-field-line2 = Address line 2
enrollments-field-city = City
enrollments-field-region = State, province or prefecture
enrollments-field-postal-code = Postal code
enrollments-field-contact-first-name = First name
enrollments-field-contact-last-name = Last name
enrollments-field-contact-email = Work e-mail address
enrollments-field-contact-phone = Phone
enrollments-field-contact-language = Language of our mails
enrollments-field-support-email = Support e-mail address
enrollments-field-support-phone = Support phone
enrollments-field-support-website = Support web site
# $field (String) - a field's name
enrollments-field-of-contact = Primary contact: { $field }

enrollments-event-begun = Application begun
enrollments-event-corrected = Application taken up again to correct it
enrollments-event-submitted = Application sent
enrollments-event-mailed = Mail to confirm the address sent
enrollments-event-address-changed = Address of the primary contact changed
enrollments-event-confirmed = The primary contact confirmed the address and the enrollment
enrollments-event-disowned = The primary contact said: I did not sign up
# $check (String) - which check
# $state (String) - how it was decided
enrollments-event-check-decided = Check “{ $check }”: { $state }
enrollments-event-information-requested = The reviewer asked for information
enrollments-event-answered = Question answered
enrollments-event-withdrawn = Application withdrawn
enrollments-event-rejected = Application rejected
enrollments-event-activated = The organization became an indirect reseller
enrollments-event-abandoned = Given up, since nobody confirmed it in 90 days
enrollments-event-reopened = Application opened again by the operator

# $actor (String) - who did it
enrollments-event-by = by { $actor }

enrollments-profile-inactive = This profile is inactive. Renew the membership, or choose another profile.
enrollments-profile-other-country = This profile is in another country or region than your work account.
enrollments-profile-taken = Another organization has enrolled, or has applied, with this number.
enrollments-profile-unknown = That isn’t one of the profiles of your membership account. Choose one of the list.

# $domain (String) - the domain of a web-mail service
enrollments-web-mail = { $domain } is a web-mail service. Enter an address at your organization’s own domain.

# $state (String) - the state of the application in words
enrollments-refused-state = That isn’t possible any more: the application is now “{ $state }”.
enrollments-refused-not-verified = The primary contact hasn’t confirmed yet. Nothing can be decided before that.
# $checks (String) - names of checks, joined
enrollments-refused-checks = These checks are neither passed nor marked as not needed: { $checks }.
# $check (String) - which check
enrollments-refused-not-by-hand = The check “{ $check }” follows from the mailed link or from the membership directory. Nobody decides it by hand.
enrollments-refused-own = You are the applicant or the primary contact of this application. Somebody else has to decide it.
enrollments-refused-link-expired = This link is older than seven days.
enrollments-refused-link-replaced = A newer link has been mailed. Only the newest one works.
enrollments-refused-link-unknown = We don’t know this link.
# $time (String) - when it is possible again
enrollments-refused-too-soon = To keep mailboxes quiet we don’t send this mail again so soon or so often. It can be sent again from { $time } on.
enrollments-refused-not-due = The 90 days aren’t over yet.
# $step (String) - name of a wizard's step
enrollments-refused-incomplete = The step “{ $step }” comes first.
enrollments-refused-fields = Some answers need a change.
enrollments-refused-nothing-marked = Mark at least one field that the question is about.
enrollments-refused-already-reseller = Your organization is an indirect reseller already.
enrollments-refused-already-open = Your organization has an application under way already.
enrollments-refused-disowned = The primary contact of the last application said that they did not sign up. Only the operator can open it again.
enrollments-refused-no-shortcut = We found no existing enrollment of your organization. Please go through all the steps.
enrollments-refused-changed = Somebody else changed the application meanwhile. Nothing was lost; look at how it stands now.

enrollments-step-welcome = Welcome
enrollments-step-account = Work account
enrollments-step-membership = Membership account
enrollments-step-profile = Organization profile
enrollments-step-details = Legal profile and contacts
enrollments-step-check = Check your answers
enrollments-step-verification = Verification and review
enrollments-next = Next
enrollments-sign-in = Sign in
enrollments-continue = Continue
enrollments-cancel = Cancel
enrollments-enroll-now = Enroll now

enrollments-welcome-title = Welcome
# $programme (String) - name of the program
enrollments-welcome-lead = Here you enroll your organization as an indirect reseller of the { $programme } program. It takes about ten minutes when you have these things at hand.
enrollments-welcome-need = What you will need
enrollments-need-account = The Global admin credentials of your work account
enrollments-need-account-why = User name and password of a person who administers your organization.
enrollments-need-create = You have no work account?
enrollments-create-one = Create one
enrollments-need-help = Work accounts and Partner Center
# $site (String) - name of the membership site
enrollments-need-membership = Your { $site } user name and password
# $id (String) - what the membership number is called
enrollments-need-membership-why = So that your { $id }, with its benefits and incentives, is linked to the new account.
enrollments-need-details = Your legal business profile and contacts
enrollments-need-details-why = Legal business name and address, a primary contact, and the details of your customer support.
enrollments-welcome-after = What happens afterwards
enrollments-welcome-after-1 = Your primary contact confirms the enrollment by a link that we mail.
enrollments-welcome-after-2 = A reviewer confirms that your organization has an established profile and that you may enroll it. The review can take several days.
enrollments-welcome-after-3 = We write to the primary contact at every step, and when the review is complete.
enrollments-welcome-saved = Every step is saved. You can sign out and go on later, on another device or in another language.
enrollments-welcome-reseller-title = You are enrolled already
# $organization (String) - the organization's name
enrollments-welcome-reseller = { $organization } is an indirect reseller. There is nothing more to do here.
enrollments-to-dashboard = Go to the Dashboard
# $organization (String) - the organization's name
enrollments-welcome-open = { $organization } has an application under way
# $reference (String) - the reference number
enrollments-reference = Application { $reference }
enrollments-welcome-continue = Continue the application
enrollments-welcome-status = See its status

enrollments-account-title = Sign in with your work account
enrollments-account-lead = The enrollment belongs to the organization of your work account. Only a Global admin can enroll it.
# $person (String) - full name
enrollments-account-as = Continue as { $person }
enrollments-account-switch = Switch account
enrollments-account-who = You are signed in
enrollments-account-organization = Organization
enrollments-account-person = Person
enrollments-account-roles = Roles
enrollments-account-country = Country or region
enrollments-account-user-name = User name
enrollments-account-password = Password
enrollments-account-none = No work account yet?
enrollments-account-none-lead = Creating one sets up your organization, with you as its first Global admin. Afterwards you sign in with the new account.
# $organization (String) - the organization's name
enrollments-account-refused-title = You can’t enroll { $organization }
enrollments-account-refused-who = These people are Global admins and can do it, or can give you the role:
enrollments-account-refused-nobody = Please ask the operator for help.
# $domain (String) - the sign-in domain
enrollments-account-domain-title = { $domain } isn’t verified yet
enrollments-account-domain = You can go on without that. You may also verify now that the domain belongs to your organization, with a link that we mail to an address in it.
enrollments-account-domain-action = Verify domain

enrollments-support-title = You are already enrolled
enrollments-support-lead = Only your customer support contact is missing. Your customers see it when they need help.
enrollments-support-found = What we know of you
enrollments-support-fields = Customer support
enrollments-support-wrong-title = Is this wrong?
enrollments-support-wrong = If this isn’t your organization’s enrollment, go through all the steps instead.
enrollments-support-new = This is wrong, enroll as new

# $site (String) - name of the membership site
enrollments-association-title = Link your { $site } account
# $id (String) - what the membership number is called
# $programme (String) - name of the program
enrollments-association-lead = Your { $id } is linked to your { $programme } account, so that what you have earned stays with you.
enrollments-association-membership = Your membership
# $id (String) - what the membership number is called
enrollments-association-membership-why = The { $id } names your organization in the program. An enrollment without one isn’t possible.
enrollments-association-benefits = Your benefits and competencies
enrollments-association-benefits-why = They move to the new account with the profile that you choose.
enrollments-association-incentives = Your incentives
# $id (String) - what the membership number is called
enrollments-association-incentives-why = Sales count for the { $id } that is linked here.
enrollments-association-how = Next you sign in to the membership account. That is another account than your work account, and you stay signed in to this one.
# $mpn_id (String) - the chosen number
# $name (String) - the profile's name
enrollments-association-chosen = You have chosen { $mpn_id } ({ $name }). Sign in again only to choose another profile.
enrollments-association-keep = Keep this profile

# $site (String) - name of the membership site
enrollments-membership-title = Sign in to { $site }
enrollments-membership-lead = Enter the user name of your membership account.
enrollments-membership-name = User name
enrollments-membership-password-lead = Now the password of this membership account.
enrollments-membership-password = Password
enrollments-membership-other = Use another user name
enrollments-membership-wrong = We know no membership account with this user name and password. Check both and try again.

enrollments-choose-title = Choose your organization profile
# $id (String) - what the membership number is called
enrollments-choose-lead = Choose the one profile whose { $id } holds the incentives, benefits and competencies that you want to bring along.
enrollments-choose-legend = Organization profiles
enrollments-choose-required = Choose a profile.
# $account (String) - user name of the membership account
enrollments-choose-signed-in = Profiles of the membership account { $account }
enrollments-choose-none-title = This account holds no profile
enrollments-choose-none = There is no organization profile in this membership account. Cancel, and sign in with another one.
# $id (String) - what the membership number is called
enrollments-choose-absent = The { $id } you want isn’t here? Cancel signs out of the membership account only; then you can sign in with another one.
# $country (String) - name of a country
enrollments-choose-country = The profile must be active and in { $country }, like your work account.
enrollments-choose-global = Global
enrollments-choose-location = Location
enrollments-choose-active = Active
enrollments-choose-inactive = Inactive
enrollments-choose-competencies = Competencies
# $mpn_id (String) - the number
enrollments-chosen = Profile { $mpn_id } is chosen.

enrollments-details-title = Legal profile and contacts
enrollments-details-lead = Provide or update these details. The reviewer uses them to confirm that your organization is established and that you may enroll it.
enrollments-details-legal = Legal business profile
enrollments-details-legal-name-hint = As in the commercial register. Filled in from your membership profile.
enrollments-details-country = Country or region
enrollments-details-country-why = (that of your work account; it can’t be changed)
enrollments-details-contact = Primary contact
enrollments-details-contact-hint = This person confirms the enrollment by a link that we mail, and hears of every change. It may be you or a colleague.
enrollments-details-me = Fill in my own name and address
enrollments-details-email-hint = At your organization’s own domain. Not Gmail, Yahoo! Mail, iCloud Mail, AOL Mail, Outlook Mail or another web-mail service.
# $example (String) - a phone number
enrollments-details-phone-hint = National or international, for example { $example }
enrollments-details-support = Customer support
enrollments-details-support-hint = Shown to your customers, and used as the reply address of your invitations.
enrollments-details-website-hint = Begins with https://
enrollments-details-saved = Everything typed is saved. You can go on from any device, in either language.
enrollments-details-later = Finish later
enrollments-details-choose = Choose …

enrollments-review-title = Check your answers
enrollments-review-lead = Please look at everything once more before you send it.
enrollments-review-membership = Membership
enrollments-review-legal = Legal business profile
enrollments-review-contact = Primary contact
enrollments-review-support = Customer support
enrollments-review-address = Address
enrollments-review-name = Name
enrollments-review-country = Country or region
enrollments-review-kind = Kind
enrollments-review-nothing = –
enrollments-review-now-title = When you press Enroll now
# $email (String) - address of the primary contact
enrollments-review-now-mail = we send a link to { $email }, to be confirmed within seven days;
# $mpn_id (String) - the number
enrollments-review-now-reserve = { $mpn_id } is reserved for you;
enrollments-review-now-wait = your answers can’t be edited while they are reviewed. You can withdraw and correct them at any time.
enrollments-review-changed-title = The application has changed
enrollments-review-changed = Somebody of your organization changed it since you opened this page. Nothing was sent. Below is how it stands now.
enrollments-sent = Your application is on its way.
enrollments-activated-now = Your organization is enrolled as an indirect reseller.

enrollments-status-title = Status of the enrollment
enrollments-status-none-title = There is no application yet
enrollments-status-none = Your organization hasn’t applied. Begin when you are ready; every step is saved.
enrollments-status-begin = Begin enrolling
# $reference (String) - the reference number
# $person (String) - who sent it
enrollments-status-sent-by = Application { $reference }, sent by { $person }
enrollments-status-head-draft = Your application is a draft
enrollments-status-head-submitted-unverified = Waiting for your primary contact
enrollments-status-head-in-review = Your enrollment is being reviewed
enrollments-status-head-info-requested = The reviewer has a question
enrollments-status-head-active = You are an indirect reseller
enrollments-status-head-rejected = Your enrollment was rejected
enrollments-status-head-disowned = The primary contact did not sign up
enrollments-status-head-withdrawn = You withdrew this application
enrollments-status-head-abandoned = This application was given up
enrollments-status-next = Who acts next
enrollments-status-next-you = Your organization
enrollments-status-next-applicant = The organization that applies
# $person (String) - full name of the contact
enrollments-status-next-contact = { $person }, the primary contact
# $operator (String) - name of the operator
enrollments-status-next-reviewer = A reviewer of { $operator }
enrollments-status-next-nobody = Nobody: this application is closed
enrollments-status-done = Nobody: everything is done
enrollments-status-suspended = While your organization is suspended, you can withdraw the application; everything else about it waits until the suspension is lifted.
enrollments-status-operator = the operator
enrollments-status-since = Since
enrollments-status-lead-draft = Nobody but your organization can see it. Continue where you were.
# $email (String) - address of the contact
enrollments-status-lead-submitted-unverified = Please ask for the mail to { $email }. The review begins when the link in it is confirmed.
enrollments-status-lead-in-review = You don’t have to do anything. The review can take several days. We write to the primary contact when something changes.
enrollments-status-lead-info-requested = Answer below, and the review goes on.
enrollments-status-lead-active = Your membership is linked, and you are Global admin and Admin agent. These things come next:
enrollments-status-lead-rejected = You can correct the application and send it again. Everything you typed is kept, and the history too.
enrollments-status-lead-disowned = The person to whom we wrote said that they did not sign up, so the application is closed. Only the operator can open it again; please get in touch.
enrollments-status-lead-withdrawn = Nothing more happens with it. You may begin again at any time.
enrollments-status-lead-abandoned = Nobody confirmed it in 90 days. You may begin again at any time.
enrollments-status-checks = Checks
# $done (Number) - how many are done
# $all (Number) - how many there are
enrollments-status-checks-done = { $done } of { $all } done
enrollments-status-check-email-waiting = The primary contact has to confirm by the mailed link.
enrollments-status-check-email-passed = The primary contact confirmed the address and the enrollment.
enrollments-status-check-membership-waiting = Is checked when the application is sent.
enrollments-status-check-membership-passed = The profile is active, in your country or region, and nobody else’s.
enrollments-status-check-membership-failed = The profile no longer fulfills the rules. The reviewer may ask you to choose another.
enrollments-status-check-employment-waiting = The reviewer looks whether the contact works for your organization.
enrollments-status-check-employment-passed = The contact works for your organization.
enrollments-status-check-business-waiting = The reviewer looks whether your organization has an established profile.
enrollments-status-check-business-passed = Your organization has an established profile.
enrollments-status-check-failed = The reviewer found a problem here.
enrollments-status-check-not-needed = The reviewer didn’t need this check.
enrollments-status-waits-contact = Waiting for the primary contact
enrollments-status-waits-reviewer = With the reviewer
enrollments-status-waits-later = Begins when the address is confirmed
enrollments-status-mail = Mail to confirm the address
enrollments-status-mail-to = Sent to
enrollments-status-mail-when = Sent
enrollments-status-mail-until = Link works until
enrollments-status-mail-state = Delivery
enrollments-status-delivery-queued = On its way
enrollments-status-delivery-handed-over = Handed over to the mail server
enrollments-status-delivery-kept = Kept in the portal, not delivered: no mail server is set up
enrollments-status-delivery-refused = Refused by the receiving server
enrollments-status-delivery-given-up = Given up after 72 hours
enrollments-status-link-lapsed = The link has lapsed. Send a new one.
enrollments-resend = Resend
# $minutes (String) - how many minutes
# $times (String) - how often
enrollments-resend-hint = At most one every { $minutes } min, and { $times } a day. The earlier link then no longer works.
enrollments-resent = A new link is on its way.
enrollments-contact-change = Change the contact’s address
enrollments-contact-change-hint = The earlier link stops working, and a new one goes to this address. The application stays sent.
enrollments-contact-change-save = Change and send
# $email (String) - the new address
enrollments-contact-changed = The link is on its way to { $email }.
enrollments-withdraw = Withdraw
enrollments-withdraw-title = Withdraw the application
enrollments-withdraw-why = While it is being reviewed, answers can’t be edited. You can withdraw it, correct it and send it again; nothing typed is lost.
# $reference (String) - the reference number
enrollments-withdraw-question = Withdraw application { $reference }?
enrollments-withdraw-effect-link = The link that we mailed to the primary contact stops working.
# $mpn_id (String) - the number
enrollments-withdraw-effect-mpn = { $mpn_id } is free for other organizations again.
enrollments-withdraw-effect-review = The review ends. A new application begins from the start of it.
enrollments-withdraw-effect-mail = We tell the primary contact.
enrollments-withdraw-effect-kept = What you typed is kept for a new application.
enrollments-withdraw-confirm = Withdraw application
enrollments-withdraw-keep = Keep it
enrollments-withdrawn-note = The application is withdrawn.
enrollments-question = The reviewer asks
enrollments-answer-title = Your answer
enrollments-answer-hint = Only the marked answers can be changed.
enrollments-answer-profile-hint = Choose one of the profiles of your membership account.
enrollments-answer-profile-sign-in = Sign in to the membership account to choose another profile
enrollments-answer-send = Send answer
enrollments-answered = Your answer is with the reviewer.
enrollments-reason = Reason
enrollments-correct = Correct and resubmit
enrollments-corrected = Everything is as you left it. Correct it and send it again.
enrollments-begin-again = Begin again
enrollments-application = Application
enrollments-application-contact = Primary contact
enrollments-application-sent = Sent
enrollments-timeline = Timeline
enrollments-now-customers = Customers
enrollments-now-customers-why = See the customers you serve.
enrollments-now-organization = Organization profile
enrollments-now-organization-why = Look at your membership, legal profile and support contact.
enrollments-now-dashboard-why = Everything you can do now.
enrollments-public-lead = This page shows how the application stands, without personal data. Global admins of the organization see more when they are signed in.
enrollments-public-sign-in = Sign in to see everything

enrollments-verify-title = Confirm the enrollment
# $organization (String) - the organization's name
# $programme (String) - name of the program
enrollments-verify-lead = { $organization } wants to enroll as an indirect reseller of the { $programme } program and named you as its primary contact. Please confirm both of these.
enrollments-verify-facts = What this is about
enrollments-verify-organization = Organization
enrollments-verify-reference = Application
enrollments-verify-address = Your address
enrollments-verify-until = Link works until
enrollments-verify-signed = I signed up, or know that my company did
# $organization (String) - the organization's name
enrollments-verify-belongs = This address belongs to { $organization }
enrollments-verify-signed-missing = Tick this only if it is so. If you did not sign up, say so below.
# $organization (String) - the organization's name
enrollments-verify-belongs-missing = Tick this only if it is so. If the address isn’t one of { $organization }, don’t confirm.
enrollments-verify-confirm = Confirm
enrollments-verify-after = After that the review begins. It can take several days, and we write to this address when something changes.
enrollments-verify-not-me-title = You know nothing of this?
enrollments-verify-not-me = I did not sign up
enrollments-verify-done-title = Thank you, it is confirmed
enrollments-verify-done = The review has begun. It can take several days; we write to you when something changes. You can close this page.
enrollments-verify-already-title = This is confirmed already
enrollments-verify-already = The enrollment was confirmed before. There is nothing more to do; we write to you when something changes.
enrollments-disown-title = Say that you did not sign up
# $organization (String) - the organization's name
enrollments-disown-question = You did not sign up { $organization }?
enrollments-disown-effect-closed = The application is closed. Only the operator can open it again.
enrollments-disown-effect-told = We tell the person who sent the application, and the operator.
enrollments-disown-effect-data = Your address gets no more mail about it.
enrollments-disown-confirm = I did not sign up
enrollments-disown-back = Back to the confirmation
enrollments-disowned-title = Thank you for telling us
enrollments-disowned = The application is closed. We have told the operator and the person who sent it.
enrollments-verify-unknown-title = We don’t know this link
enrollments-verify-unknown = It may have been cut off in the mail. Copy the whole link from the mail into the address bar of your browser.
enrollments-verify-expired-title = This link has lapsed
enrollments-verify-expired = It worked for seven days. Any Global admin of your organization can send you a new one from the status page of the enrollment.
enrollments-verify-replaced-title = There is a newer link
enrollments-verify-replaced = We mailed another link after this one. Please open the newest mail.
enrollments-verify-over-title = This application is closed
# $state (String) - the state in words
enrollments-verify-over = It is now “{ $state }”, so there is nothing to confirm any more.

# What somebody else did meanwhile (A.14)
enrollments-theirs-title = Somebody else has changed this form meanwhile
enrollments-theirs-lead = Nothing of yours was saved, and nothing of theirs was overwritten. What you typed is still below; this is what stands there now where it differs. Send the form again to put yours in its place.
enrollments-theirs-take = Take theirs
enrollments-overtaken-title = Somebody was faster
enrollments-overtaken-typed = What you typed
enrollments-overtaken-typed-hint = It was not saved. Copy what you still need.
enrollments-overtaken-on = See how it stands now
enrollments-withdraw-changed = The application has changed since you opened this page. Nothing was withdrawn; read below what withdrawing does now.

# What is over, and by whom
enrollments-status-check-undecided = The application ended before this was decided.
enrollments-status-check-shortcut = Not needed: your organization was enrolled already.
enrollments-status-lead-active-other = The membership of your organization is linked. Who sent the application is its first Admin agent. These things come next:
enrollments-status-lead-lapsed = Nobody went on with this draft for a long time, so it was closed and emptied. You may begin again at any time.
enrollments-account-title-in = Enroll with your work account
# $when (String) - date and time
enrollments-refused-mails-day = Your organization has sent as many verification mails as it may in one day, those of withdrawn applications included. Nothing was sent now. You can enroll from { $when } on.
