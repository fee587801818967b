memberships-title = Membership directory
memberships-lead = The organization profiles that resellers enroll with, each with its MPN ID. In order of the number.
memberships-import = Import
memberships-filters = Narrow the list
memberships-find = Name, MPN ID or user name begins with
memberships-number = MPN ID
memberships-organization = Organization
memberships-country = Country or region
memberships-state = State
memberships-kind = Kind
memberships-login = User name
memberships-password = Password
memberships-enrolled-domain = Enrolled domain
memberships-enrolled-domain-hint = An organization that has verified this domain is offered the short way: it only adds its customer support contact.
memberships-competencies = Competencies
memberships-competencies-hint = Separated by semicolons.
memberships-address = Address
memberships-address-line1 = Address line 1
memberships-address-line2 = Address line 2
memberships-city = City
memberships-region = State, province or prefecture
memberships-postal-code = Postal code
memberships-phone = Phone
memberships-website = Website
memberships-state-active = Active
memberships-state-active-hint = It can be chosen in an enrollment.
memberships-state-inactive = Inactive
memberships-state-inactive-hint = It is shown in an enrollment, but can’t be chosen.
memberships-kind-global = Global
memberships-kind-location = Location
memberships-concern = To look at
memberships-concern-only = Only what needs a look
memberships-concern-inactive = Bound, but inactive
memberships-concern-moved = Bound in another country
memberships-concern-what-now = The organization keeps its enrollment. Ask it what has changed, then correct the profile or act on the organization.
memberships-holder = Held by
memberships-holder-bound = An enrolled reseller
memberships-holder-reserved = An applicant
memberships-holder-free = Nobody
# $count (Number) - how many profiles there are
memberships-total = { $count ->
    [one] One profile
   *[other] { $count } profiles
  }
# $count (String) - a number
memberships-many = More than { $count } profiles
# $count (Number) - how many were found
memberships-found = { $count ->
    [0] Nothing found
    [one] One profile found
   *[other] { $count } profiles found
  }
# $count (String) - a number
memberships-found-more = The first { $count } profiles found; type more of the name to see fewer
memberships-none = The directory is empty
memberships-none-why = Resellers enroll with a profile from here. Import the directory from a CSV file, here or on the command line.
memberships-none-found = No profile fits
memberships-none-found-why = The search looks at how names, MPN IDs and user names begin.
memberships-show-all = Show all profiles
# $number (String) - the MPN ID
memberships-profile-title = Membership { $number }
# $number (String) - the MPN ID
memberships-profile-lead = Organization profile with the MPN ID { $number }.
memberships-profile = Profile
memberships-account = Account in the directory
memberships-imported = Last import
memberships-since = since
memberships-has-applied = has applied with it
memberships-nobody = No organization has it or has applied with it.
memberships-history = History
memberships-history-none = Nothing has been changed since it was imported.
memberships-event-change = Changed
# $columns (String) - names of what was changed, joined
memberships-event-change-of = Changed: { $columns }
memberships-event-unbind = Let go by a closed organization
# $name (String) - a person
memberships-by = by { $name }
memberships-by-machine = by an import
memberships-edit = Correct
# $number (String) - the MPN ID
memberships-edit-title = Correct membership { $number }
memberships-edit-lead = The next import overwrites what its file says otherwise.
memberships-edit-saved = The profile is corrected.
memberships-edit-stale = Somebody else has changed this profile meanwhile
memberships-edit-stale-lead = Nothing of yours was saved. What you typed is still below; this is what stands there now where it differs. Save again to put yours in its place.
memberships-import-title = Import the membership directory
memberships-import-lead = The file is checked first and you see what it would change. Then all of it is imported, or nothing.
memberships-import-file-hint = UTF-8, comma, a header row; at most 50,000 rows and 10 MB. For very large files use the command line: tandem import memberships.
memberships-import-checked = What the file would change
memberships-import-rows = Rows
memberships-import-created = New profiles
memberships-import-updated = Changed profiles
memberships-import-unchanged = Unchanged
memberships-import-new = New
memberships-import-what = Change
memberships-import-again = Choose the same file again to import it
memberships-import-again-hint = Passwords of a file are never kept between two pages, so it has to come once more. Another file is checked first.
memberships-import-now = Import
memberships-import-restart = Check another file
memberships-import-other = This is another file than the one you checked
memberships-import-other-lead = Nothing was imported. Below is what this file would change.
memberships-import-done = The file is imported.
memberships-import-columns-lead = In any order. An empty optional cell leaves what is stored; a profile with a known MPN ID is updated, none is removed. A new user name needs a password, or its argon2 hash in PHC form.
