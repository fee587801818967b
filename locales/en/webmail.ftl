webmail-lead = An address at a web-mail service isn’t accepted for a primary contact. A list comes with the product; your own entries stand over it and hold at once.
webmail-look-up = Is a domain refused?
webmail-look-up-label = Domain or e-mail address
# $domain (String) - the domain
webmail-answer-refused = { $domain } is refused
# $domain (String) - the domain
webmail-answer-allowed = { $domain } is accepted
webmail-answer-no-domain = That isn’t a domain
webmail-answer-no-domain-why = Type a domain such as contoso.example, or an address at it.
# $domain (String) - the entry that counts
webmail-why-own-refused = Your entry { $domain } refuses it. An entry counts for everything below it too.
# $domain (String) - the entry that counts
webmail-why-own-allowed = Your entry { $domain } accepts it. An entry counts for everything below it too.
webmail-why-bundled = The list that comes with the product has it. Add an entry here to accept it.
webmail-why-none = Neither the list that comes with the product nor an entry of yours speaks against it.
webmail-own = Your entries
webmail-empty = You have no entries of your own
webmail-empty-why = The list that comes with the product holds alone. Add an entry to refuse one more domain, or to accept one that is refused.
webmail-domain = Domain
webmail-domain-hint = Counts for everything below it too.
webmail-verdict = Primary contacts there
webmail-verdict-refused = Refuse
webmail-verdict-refused-hint = Treat it as a web-mail service
webmail-verdict-allowed = Accept
webmail-verdict-allowed-hint = Whatever the list says
webmail-state-refused = Refused
webmail-state-allowed = Accepted
webmail-by = Added by
webmail-note = Note
webmail-note-hint = Why, for your colleagues.
webmail-add-title = Add an entry
webmail-add = Add entry
webmail-remove = Remove
# $total (String) - how many entries, written out
# $count (Number) - the same, for the plural
webmail-total = { $count ->
    [one] { $total } entry
   *[other] { $total } entries
}
webmail-total-more = More than 1,000 entries
# $domain (String) - the domain
webmail-added-refused = { $domain } is refused from now on.
# $domain (String) - the domain
webmail-added-allowed = { $domain } is accepted from now on.
# $domain (String) - the domain
webmail-removed = The entry { $domain } is removed.
webmail-error-suffix = Many organizations share this ending. Name the domain of one service.
webmail-error-verdict = Choose whether to refuse or accept
webmail-error-listed = You already have an entry for this domain. Remove it first to change it.
webmail-error-refused-already = This domain is refused already, without an entry of its own
webmail-error-allowed-already = This domain is accepted already, without an entry of its own
