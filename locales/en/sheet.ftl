# What is wrong with a file to import or one of its rows.

# $line (String) - the line of the file
sheet-line = Line { $line }
# $line (String) - the line of the file
# $column (String) - the column
sheet-cell = Line { $line }, column { $column }
sheet-not-utf8 = Save the file as UTF-8 and try again.
sheet-no-header = Begin the file with a row of column names.
sheet-no-rows = Add a row for each entry below the row of column names.
# $max (String) - the most rows
sheet-too-many-rows = Split the file: at most { $max } rows are imported at once.
sheet-broken-quote = Close the quotation mark, and double those inside a cell: "so ""quoted"" text".
# $expected (Number) - as many cells as the header
# $found (Number) - as many as there are
sheet-uneven-cells = Give the row { $expected } cells, as many as the header has. It has { $found }.
sheet-unknown-column = Take the column out or correct its name: no such column is known.
sheet-missing-column = Add the column.
sheet-repeated-column = Leave the column in the header once.
# $first (String) - the line of the earlier row
sheet-repeated-key = Leave one of the two rows: line { $first } has the same key.
# $words (String) - the words, joined
sheet-not-one-of = Use one of these words: { $words }.
sheet-not-a-country = Use the two-letter code of a country, like JP.
sheet-not-a-domain = Use a domain that the organization owns, like fabrikam.example.
sheet-not-a-date = Write the date like 2026-11-23.
sheet-future-date = Use a date that has already come.
sheet-not-an-identifier = Use letters, digits and hyphens only.
sheet-password-missing = Give the new sign-in name a password or the hash of one.
sheet-two-passwords = Give a password or a hash, not both.
# $first (String) - the line of the earlier row
sheet-other-password = Use the password of line { $first }: it is the same sign-in name.
sheet-not-a-password-hash = Use an argon2 hash that begins with $argon2id$ and isn’t too costly to check.
sheet-not-a-web-site = Begin the address with http:// or https://.
sheet-above-oneself = Take another role, or ask somebody who has this one: only they can give it.
sheet-too-many-today = These are more people than your organization may add in one day. Take out rows, or go on tomorrow.
sheet-own-domain = Take the row out: it names the reseller itself as its customer.
# Between the words of a list
sheet-separator = {", "}

sheet-file = CSV file
sheet-check = Check the file
sheet-no-file = Choose a CSV file.
# $count (Number) - how many faults the file has
sheet-faulty = { $count ->
    [one] The file has one fault. Nothing was imported.
   *[other] The file has { $count } faults. Nothing was imported.
  }
sheet-faults = What has to be mended in the file
sheet-place-line = Line
sheet-place-column = Column
sheet-reason = Reason
# $count (Number) - how many aren't shown
sheet-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
  }
sheet-columns = Columns
sheet-required = required
sheet-optional = optional
