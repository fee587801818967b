# The reviewer's side of enrollment: the queue, one application, and what is decided about it.

review-lead = Applications to become an indirect reseller. Those that wait for you stand first.
review-filter-review = Waiting for review
review-filter-unverified = Not confirmed yet
review-filter-asked = Asked
review-filter-active = Active
review-filter-ended = Ended
review-organization = Organization
review-country = Country or region
review-waiting-for = Waiting for
review-since = Since
review-next = Who acts next
review-state = State
review-by-shortcut = Activated by shortcut
review-next-applicant = The applicant
review-next-contact = The primary contact
review-next-reviewer = A reviewer
review-next-operator = An administrator
review-next-nobody = Nobody
# $minutes (Number) - whole minutes
review-age-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
# $hours (Number) - whole hours
review-age-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
# $days (Number) - whole days
review-age-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
# $count (Number) - how many applications, for the plural
# $total (String) - the same, written out
review-total = { $count ->
    [one] { $total } application
   *[other] { $total } applications
}
# $shown (String) - applications on this page
review-place = { $shown } on this page
review-filters = Applications on a page
review-total-more = More than 1,000 applications
review-empty-review = Nothing waits for review
review-empty-review-why = An application comes here when its primary contact has confirmed the mailed link.
review-empty-unverified = No application waits for its contact
review-empty-unverified-why = Between Enroll now and the confirmation by the primary contact, applications stand here.
review-empty-asked = No question is open
review-empty-asked-why = Applications about which you asked the applicant stand here until they are answered.
review-empty-active = No reseller has enrolled yet
review-empty-active-why = Approved applications stand here, and those activated by shortcut.
review-empty-ended = No application has ended
review-empty-ended-why = Rejected, withdrawn, disowned and abandoned applications stand here.
review-concerns-title = Memberships in use that changed in the directory
# $mpn (String) - the number
review-concern-inactive = { $mpn } turned inactive
# $mpn (String) - the number
review-concern-moved = { $mpn } moved to another country or region

# $reference (String) - the application's reference
review-title = Application { $reference }
# $at (String) - when
# $person (String) - who sent it
# $reference (String) - the application's reference
review-sent-by = Application { $reference }, sent on { $at } by { $person }
# $at (String) - when
# $reference (String) - the application's reference
review-sent = Application { $reference }, sent on { $at }
# $reference (String) - the application's reference
review-not-sent = Application { $reference }, not sent yet
review-why-draft = It hasn’t been sent. There is nothing to review yet.
# $age (String) - since how long
# $email (String) - the contact's address
review-why-unverified = { $email } was asked to confirm { $age } ago. Nothing can be decided before that.
# $age (String) - since how long
review-why-in-review = In review for { $age }. Decide the checks, then approve, ask or reject.
# $age (String) - since how long
review-why-asked = Asked { $age } ago. It comes back here with the answer.
review-why-active = The organization is an indirect reseller.
review-why-shortcut = Activated by shortcut, without review: the organization’s verified domain was enrolled already.
review-why-rejected = The organization may correct it and send a new one.
review-why-disowned = The primary contact said that they did not sign up. Only an administrator can open it again.
review-why-withdrawn = The organization took it back.
review-why-abandoned = Nobody confirmed it in 90 days.
review-reason = Reason
review-typed = What you typed
review-conflict-title = This application has changed meanwhile
review-refused-title = That can’t be done now
review-applicant-left-title = The applicant no longer runs the organization
# $name (String) - who applied
review-applicant-left = Since the application was sent, { $name } stopped being Global admin of the organization. Approval gives them no role; the present Global admins go on.
review-alike-title = Other organizations look like this one
review-alike-why = This is only a hint. Make sure that nobody applies in another’s name.
review-sign-name = same legal name
# $domain (String) - the other's domain
review-sign-domain = similar domain { $domain }
review-sign-phone = same telephone
review-sign-contact = same contact address
review-profile = Legal profile
review-profile-caption = What was sent, beside what the directory says
review-fact = Fact
review-in-application = In the application
# $site (String) - name of the membership site
review-in-directory = In { $site }
review-compared = Compared
review-same = Same
review-differs = Differs
review-not-in-directory = Not in the directory
review-no-profile = No profile is chosen, so there is nothing to compare with.
review-profile-state = Profile
review-profile-active = Active
review-profile-inactive = Inactive
review-contact = Primary contact
review-support = Customer support
review-name = Name
review-checks = Checks
# $email (String) - the contact's address
review-question-email = Did the person at { $email } sign up, and does the address belong to the organization?
review-question-membership = Is the profile active, in the same country or region, and free?
# $domain (String) - domain of the contact's address
# $organization (String) - the organization
review-question-employment = Does somebody with an address at { $domain } work for { $organization }?
review-question-business = Does the organization have an established business under this name and address?
# $person (String) - who decided
review-check-by = Decided by { $person }
review-check-by-itself = Decided by itself
review-check-waits = Waiting
review-comma = ,{" "}
review-decide = Decide
review-result = Result
review-failed-hint = Approval isn’t possible then. Say why in the note.
review-not-needed-hint = Approval doesn’t depend on it
# $domain (String) - the sign-in domain
# $organization (String) - the organization
review-belongs = The domain { $domain } belongs to { $organization }
review-belongs-hint = Tick it only if you have made sure. The domain then counts as verified.
review-note = Note
review-note-hint = For your colleagues; the applicant doesn’t see it.
review-save-check = Save
# $check (String) - the check
# $state (String) - the result
review-check-decided = { $check }: { $state }
review-error-check = Choose a result
review-error-note = Say why the check failed
review-decision = Decision
review-not-yet = Approval isn’t possible yet
# $check (String) - the check
review-missing-check = { $check } hasn’t passed, and isn’t marked as not needed
# $organization (String) - the organization
review-approve-effect = Approving makes { $organization } an indirect reseller at once: its membership is bound, the applicant becomes Global admin and Admin agent, its customers appear, and the primary contact is told.
review-approve = Approve
review-approved = Approved. The organization is an indirect reseller now.
review-ask = Ask for information
review-reject = Reject
review-reopen-title = Open it again
review-reopen-effect = The application becomes a draft again. Its Global admins can correct it and send it; the former link stays dead.
review-reopen-who = Only an administrator can open a disowned application again.
review-reopen = Open again
review-reopened = The application is a draft again.
review-timeline = Timeline
review-application = Application
review-domain = Sign-in domain
# $domain (String) - the domain
review-domain-verified = { $domain } (verified)
# $domain (String) - the domain
review-domain-claimed = { $domain } (only claimed)
review-kind = Kind
review-applicant = Applicant
# $name (String) - full name
# $user (String) - user name
review-person = { $name }, { $user }
review-confirmed = Confirmed
review-decided = Decided
review-mails = Verification mails
review-mail-to = To
review-mail-sent = Sent
review-mail-until = Link until
review-mail-over = No longer works
review-ask-title = Ask for information
# $organization (String) - the organization
review-ask-lead = { $organization } can change only the answers that you mark. The primary contact gets your question by mail.
review-ask-fields = What may be changed
review-ask-fields-hint = Mark at least one.
review-ask-text = Your question
review-ask-text-hint = It stands in the mail and on the applicant’s status page.
review-ask-send = Send question
review-asked = The question is on its way.
review-reject-title = Reject the application
# $organization (String) - the organization
# $reference (String) - the application's reference
review-reject-question = Reject application { $reference } of { $organization }?
# $email (String) - the contact's address
review-reject-effect-mail = { $email } is told, with your reason.
review-reject-effect-again = The organization may correct the application and send it again; nothing typed is lost.
# $membership (String) - what the number is called
# $mpn (String) - the number
review-reject-effect-membership = { $membership } { $mpn } is free for others again.
review-reject-hint = The applicant and the primary contact read it.
review-reject-send = Reject application
review-rejected = Rejected. The primary contact is told.
