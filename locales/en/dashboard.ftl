dashboard-start-title = Partner center for the cloud channel
dashboard-start-lead = Enroll as an indirect reseller, work with indirect providers, and look after your customers, in one place.
dashboard-start-enroll = Enroll as an indirect reseller
dashboard-start-enroll-hint = What you need, step by step. Everything you type is kept, also on another day and another device.
dashboard-start-sign-in = Sign in
dashboard-start-reseller = For indirect resellers
dashboard-start-reseller-enroll = Enroll
dashboard-start-reseller-provider = Work with indirect providers
dashboard-start-reseller-provider-hint = You buy through the providers of your choice. Nothing is connected before both have agreed.
dashboard-start-reseller-customers = Look after your customers
dashboard-start-reseller-customers-hint = Find them by name or domain, with what you may do for each.
dashboard-start-before = Before you begin
dashboard-start-create = Create a work account
dashboard-start-create-hint = For organizations that are new here.
dashboard-start-requirements = What is required
dashboard-start-requirements-hint = Who can take part, and what the program expects of an indirect reseller.
dashboard-start-work-account = Do I have a work account?
dashboard-start-work-account-hint = How to find out, and what to do if you have none.
# $name (String) - the person's name
dashboard-hello = Hello, { $name }
# $organization (String) - the organization
# $programmes (String) - its programs, joined
# $roles (String) - the person's roles, joined
dashboard-who = { $organization } · { $programmes } · { $roles }
# $organization (String) - the organization
# $roles (String) - the person's roles, joined
dashboard-who-plain = { $organization } · { $roles }
dashboard-needs-none = Nothing waits for you.
# $count (Number) - how many things
dashboard-needs = { $count ->
    [one] One thing needs you:
   *[other] { $count } things need you:
}
# $count (String) - how many applications
dashboard-need-review = Applications that wait for a reviewer: { $count }
dashboard-need-review-action = Open the queue
# $count (String) - how many, written out
dashboard-need-names = Requests for another legal name: { $count }
dashboard-need-names-action = Open the requests
# $count (String) - how many, written out
dashboard-need-notes = Notes about domains: { $count }
dashboard-need-notes-action = Open the domains
dashboard-setup-title = Finish setting up
# $done (Number) - how many are done
# $all (Number) - of how many
dashboard-setup-progress = { $done } of { $all } done
dashboard-setup-enrolled = Enrollment approved
dashboard-setup-roles = You are Global admin and Admin agent
dashboard-setup-roles-action = Set your roles
dashboard-setup-support = Customers know whom to ask for support
dashboard-setup-contact = Your contact address is confirmed
dashboard-setup-second-admin = A second Global admin, so that you are never locked out
dashboard-setup-second-admin-action = Add user
dashboard-next = Next steps
dashboard-tile-account = Manage your account
dashboard-tile-account-hint = Organization profile and membership
dashboard-tile-customers = Manage customers and subscriptions
# $count (String) - how many customers
dashboard-tile-customers-hint = Customers: { $count }
dashboard-tile-enrollments-hint = Check, ask, approve or reject applications
dashboard-tile-memberships-hint = Accounts and profiles, and their import
dashboard-tile-mail-hint = What went out, and what didn’t
dashboard-tile-me-hint = Language, time zone, contact address, password
dashboard-doors-title = What would you like to do?
dashboard-door-enroll = Enroll as an indirect reseller
dashboard-door-enroll-hint = Link your membership, tell us about your organization, and we review it.
dashboard-door-invitation = Have an invitation? Open its link
dashboard-door-invitation-hint = Open the link in the mail that you received. You see what it is about before anything happens.
dashboard-need-draft = Your application to become an indirect reseller is a draft.
dashboard-need-draft-action = Go on enrolling
dashboard-need-contact = Your application waits for its primary contact, who has a mail to confirm it.
dashboard-need-status-action = See the status
dashboard-need-in-review = Your application is being reviewed.
dashboard-need-answer = The reviewer has a question about your application.
dashboard-need-answer-action = Answer it
dashboard-need-rejected = Your application was rejected. You can correct it and send it again.
dashboard-need-disowned = The primary contact of your application said that they did not sign up.
