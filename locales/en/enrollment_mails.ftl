# Mails about an application: to its primary contact, its applicant, the operator.

# $name (String) - the reader's full name
enrollment-mails-hello = Hello { $name },
enrollment-mails-hello-nobody = Hello,
enrollment-mails-reference = Application
enrollment-mails-nothing-to-do = There is nothing you have to do.
enrollment-mails-nothing-to-do-ask = There is nothing you have to do. If you know nothing of this application, write to us.
enrollment-mails-unknown-ask = If you know nothing of this application, write to us.

# $product (String) - the product's name
# $reference (String) - what people call the application
enrollment-mails-verify-subject = { $product }: please confirm enrollment { $reference }
# $organization (String) - legal name
enrollment-mails-verify-heading = Please confirm the enrollment of { $organization }
enrollment-mails-verify-preheader = Two short questions; the review begins when you have answered.
# $organization (String) - legal name
enrollment-mails-verify-body = You were named as the primary contact of { $organization }, which applies to become an indirect reseller.
# $applicant (String) - full name of who sent the application
# $organization (String) - legal name
enrollment-mails-verify-body-by = { $applicant } named you as the primary contact of { $organization }, which applies to become an indirect reseller.
enrollment-mails-verify-please = Please confirm two things:
enrollment-mails-verify-signed-up = You signed up, or know that your company did.
# $organization (String) - legal name
# $email (String) - the contact's address
enrollment-mails-verify-belongs = { $organization } owns the address { $email }.
enrollment-mails-verify-until = The link works until
enrollment-mails-verify-button = Read and confirm
enrollment-mails-verify-unexpected = You did not sign up? Open the link and say so there. Opening the link alone changes nothing.

# $product (String) - the product's name
# $reference (String) - what people call the application
enrollment-mails-status-subject = { $product }: news of enrollment { $reference }
enrollment-mails-status-button = See the status
enrollment-mails-status-in-review = Thank you: the review has begun
# $organization (String) - legal name
enrollment-mails-status-in-review-body = The enrollment of { $organization } is confirmed and is being reviewed. That can take several days; we write to you when there is news.
enrollment-mails-status-answered = The question was answered
# $organization (String) - legal name
enrollment-mails-status-answered-body = { $organization } has answered the reviewer’s question. The review goes on; we write to you when there is news.
enrollment-mails-status-withdrawn = The application was withdrawn
# $organization (String) - legal name
enrollment-mails-status-withdrawn-body = { $organization } has taken its application back. Links of earlier mails no longer work.
enrollment-mails-status-abandoned = The application was given up
# $organization (String) - legal name
enrollment-mails-status-abandoned-body = The enrollment of { $organization } was not confirmed within 90 days, so the application is closed. A new one may begin at any time.
enrollment-mails-status-reopened = The application is open again
# $organization (String) - legal name
enrollment-mails-status-reopened-body = The operator has opened the application of { $organization } again. It is a draft now: check what it says, above all the primary contact, and send it again.

# $product (String) - the product's name
# $reference (String) - what people call the application
enrollment-mails-disowned-subject = { $product }: enrollment { $reference } was not confirmed
enrollment-mails-disowned-heading = The primary contact did not sign up
enrollment-mails-disowned-preheader = The application is closed.
# $email (String) - the contact's address
# $organization (String) - legal name
enrollment-mails-disowned-body = { $email }, named as the primary contact of { $organization }, has answered that they did not sign up. The application is closed.
enrollment-mails-disowned-applicant = If that was a mistake, the operator can open the application again.
enrollment-mails-disowned-operator = If that was a mistake, an Administrator can open the application again on its page.

# $product (String) - the product's name
# $reference (String) - what people call the application
enrollment-mails-asked-subject = { $product }: a question about enrollment { $reference }
enrollment-mails-asked-heading = The reviewer has a question
enrollment-mails-asked-preheader = The review waits for the answer.
# $organization (String) - legal name
enrollment-mails-asked-body = To review the enrollment of { $organization }, something must be put right here:
enrollment-mails-asked-words = The reviewer writes:
enrollment-mails-asked-applicant = Sign in and answer on the status page. Only the fields named above can be changed.
# $organization (String) - legal name
enrollment-mails-asked-contact = A Global admin of { $organization } can answer after signing in. Please pass it on.

# $product (String) - the product's name
# $reference (String) - what people call the application
enrollment-mails-activated-subject = { $product }: enrollment { $reference } is complete
# $organization (String) - legal name
enrollment-mails-activated-heading = { $organization } is an indirect reseller
enrollment-mails-activated-preheader = The account is ready.
# $organization (String) - legal name
enrollment-mails-activated-body = The enrollment is complete, and the account of { $organization } is ready. Customers that you already serve through other portals are on its list.
enrollment-mails-activated-next = You are Global admin and Admin agent now. Sign in to add other users and to look at your customers.
enrollment-mails-activated-button = Open the dashboard

# $product (String) - the product's name
# $reference (String) - what people call the application
enrollment-mails-rejected-subject = { $product }: enrollment { $reference } was rejected
enrollment-mails-rejected-heading = The enrollment was rejected
enrollment-mails-rejected-preheader = The reason, and what you can do.
# $organization (String) - legal name
enrollment-mails-rejected-body = The enrollment of { $organization } was rejected. The reviewer gives this reason:
enrollment-mails-rejected-applicant = You can correct the application and send it again: nothing of what you typed is lost.
# $organization (String) - legal name
enrollment-mails-rejected-contact = A Global admin of { $organization } can correct the application and send it again.
