# My data: what is kept about a person, to take along.

personal-title = My data
personal-lead = Everything that this portal keeps about you, as a file that programs can read (JSON).
personal-holds = What it holds
personal-holds-account = Your account: names, contact address, roles, language and time zone
personal-holds-sessions = From where you signed in, and links that were made for you
personal-holds-applications = Applications that you sent or that name you as the contact
personal-holds-mails = Which mails went to you, and when
personal-holds-activity = What you did in the portal, and what its log keeps about you
personal-no-secrets = No password, no key of a session and no usable link is in it. That you downloaded it stands in the activity log.
personal-download = Download my data
personal-erase = When your account is deleted
personal-erase-lead = A Global admin of your organization can delete your account. Thirty days later everything about you is erased; where you did something, “Former user” is left.
personal-card = Download everything that this portal keeps about you.
