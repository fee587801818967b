help-start = Start
help-required-title = Get started as an indirect reseller
help-required-lead = What an indirect reseller does, what you need, and how enrollment goes.
help-model-title = How the model works
# $vendor (String) - whose products are sold
help-model-provider = The indirect provider buys from { $vendor }
help-model-provider-why = It places the orders, sends the bills, and can help you with training, marketing and credit. So resellers buy and bill nothing here.
help-model-reseller = You sell to your customers
help-model-reseller-why = You advise them, and manage their subscriptions, licenses and users on their behalf.
help-model-connected = You work with the providers you choose
help-model-connected-why = With one or several. Nothing is connected until both sides have agreed.
help-needs-title = What is required
# $membership_id (String) - what the membership number is called
help-needs-membership = An active { $membership_id }
# $site (String) - the membership site
help-needs-membership-why = That of your organization’s profile in { $site }, which carries membership, benefits and incentives. The profile must be in the same country or region as your work account.
help-needs-account = A work account in which you are Global admin
help-needs-account-why = Only a Global admin can enroll the organization. Who has no work account yet creates one on the way.
# $site (String) - the membership site
help-needs-site = User name and password of { $site }
help-needs-site-why = You sign in there once during enrollment, to choose the profile.
help-needs-legal = Legal business name, address and phone number
help-needs-legal-why = They are filled in from the profile that you choose; you can correct them.
help-needs-contact = A primary contact
help-needs-contact-why = You or a colleague, with an address of your organization: web-mail services such as Gmail, Yahoo! Mail or Outlook Mail are not accepted. All mails about the enrollment go there.
help-needs-support = Support details for your customers
help-needs-support-why = Where your customers get help: e-mail address, phone number, web site.
help-road-title = How it goes
help-road-enroll = You enroll: sign in, choose the membership profile, check the details. Everything is saved as you go.
help-road-confirm = The primary contact confirms by a mailed link that your company signed up, and that the address is yours.
help-road-review = We review the application. This can take several days; the primary contact gets a mail at every change.
help-road-active = Your account is active. Customers whom you already serve through other portals appear by themselves.
help-road-connect = You connect with an indirect provider and begin to sell.
help-account-title = Do I have a work account?
# $site (String) - the membership site
help-account-lead = A work account belongs to your organization, and its user name looks like kim.abe@fabrikam.example. It is neither a private account nor your sign-in of { $site }.
help-q1 = 1. Do you sign in here with a name like kim.abe@fabrikam.example?
help-q1-yes = Then you have a work account.
help-forgotten = Yes, but I forgot the password
help-q1-forgotten = We mail a link to the confirmed contact address of the account.
help-reset = Reset the password
help-q2 = 2. Does a colleague sign in here?
help-q2-yes = Then your organization is here already. Ask a Global admin of it to add you, rather than creating a second one.
help-unsure = I don’t know
help-q2-unsure = Go on to question 3. If your domain is in use here, the page says so at once, without naming anybody.
help-q3 = 3. Does your organization have a domain of its own, such as fabrikam.example?
help-q3-yes = Create a work account with it. If you have several domains, take that of your headquarters rather than that of a regional office.
# $tenant_domain (String) - the installation's domain
help-q3-no = Create a work account and tick “We have no domain”. Your sign-in name then ends with { $tenant_domain }.
help-yes = Yes
help-no = No
# $question (String) - the number of the question
help-go-on = Go on to question { $question }.
help-know = Good to know
help-know-private = Private addresses can’t be work accounts
help-know-private-why = The domain of a web-mail service such as Hotmail, Gmail or Yahoo! can’t be a sign-in domain.
help-know-country = The country or region is chosen once
# $membership_id (String) - what the membership number is called
help-know-country-why = It can’t be changed later, and the profile of your { $membership_id } must be in the same one.
help-know-seeing = Roles decide who sees what
help-know-seeing-why = Everybody with an account in the organization can sign in, and sees what their roles allow; without a role that is their own profile. If some colleagues should not be here at all, create a separate organization with another domain.
