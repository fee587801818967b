# What to do about a typed value that can’t be taken; shown at the field.

problems-required = Fill this in.
# $max (Number) - the most characters
problems-too-long = Shorten this to { $max } characters at most.
# $min (Number) - the fewest characters
problems-too-short = Use at least { $min } characters.
problems-control-character = Take out line breaks and other control characters. They can come along when text is pasted.
problems-bidi-character = Type this by hand instead of pasting it: it holds an invisible character.
problems-holds-link = Write the name without a web or e-mail address: it stands in mails, where that would become a link.
problems-not-an-email = Enter an e-mail address like kim@fabrikam.example.
problems-not-a-domain = Enter a domain like fabrikam.example, without http:// and without an @.
problems-domain-reserved = Choose a domain of your own. Names under this one are given out by this portal.
problems-domain-not-registrable = Enter your whole domain. Everybody can register names under this one, so it belongs to nobody alone.
problems-domain-webmail = Use a domain of your organization. Anybody can open a mailbox at this one.
problems-domain-taken = Another organization already signs in with this domain. Sign in there, or choose another domain.
problems-password-same = Choose a password that differs from the current one.
problems-password-common = Choose another password: this one is on the lists that attackers try first. A few unrelated words make a good one.
problems-guess-known = Choose a password without your name, your organization, its domain or the name of this portal: that is what attackers try first.
problems-guess-repeat = Choose a password that doesn’t repeat the same piece. A few unrelated words make a good one.
problems-guess-sequence = Choose a password without long runs like abcd or 1234. A few unrelated words make a good one.
problems-guess-keyboard = Choose a password that isn’t a row of neighboring keys. A few unrelated words make a good one.
problems-guess-date = Choose a password that consists of more than a date or year. A few unrelated words make a good one.
problems-guess-words = Add one or two uncommon words: the words in this password are among those that attackers try first.
problems-user-name-taken = Choose another user name: an account already has this one.
problems-email-taken = Enter another address: somebody in your organization already has this one.
problems-not-a-user-name = Use small letters a to z, digits, dots, hyphens and underscores only, beginning and ending with a letter or digit, like kim.abe.
problems-not-a-phone = Enter the whole telephone number: as it is dialed in your country, or with + and the country code, without an extension.
problems-not-a-web-site = Enter the address of a web site, like https://www.fabrikam.example.
# $example (String) - a postal code as that country has them
problems-not-a-postal-code = Enter the whole postal code, like { $example }.
problems-not-a-region = Choose one from the list.
problems-not-a-country = Choose a country or region from the list.
problems-not-one-of = Choose one of the answers offered.

# What the parts of an address are called, which differs from country to country.

problems-address-line1 = Address line 1
problems-address-line2 = Address line 2
problems-address-street = Street and number
problems-address-block = Town, block and number
problems-address-building = Building and room
problems-address-city = City
problems-address-municipality = City, ward or town
problems-address-town = Town
problems-address-suburb = City or suburb
problems-address-region = Region
problems-address-state = State
problems-address-province = Province
problems-address-province-or-territory = Province or territory
problems-address-prefecture = Prefecture
problems-address-county = County
problems-address-postal-code = Postal code
problems-address-zip = ZIP Code
problems-address-postcode = Postcode
problems-address-eircode = Eircode
problems-address-cep = CEP
