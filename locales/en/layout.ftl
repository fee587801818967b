layout-skip = Skip to content
layout-menu = Dashboard menu
layout-home = Dashboard
layout-breadcrumb = You are here
layout-parts = Parts of this page
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-my-profile = My profile
layout-dismiss = Dismiss
# $product (String) - the product's name
# $operator (String) - the name of the organization that runs this installation
layout-run-by = { $product }, run by { $operator }
layout-support = Support
layout-privacy = Privacy
layout-terms = Terms of use
layout-title-error = Error:{" "}
# $count (Number) - how many answers are faulty
layout-errors = { $count ->
    [one] One answer needs a change
   *[other] { $count } answers need a change
  }
# $label (String) - what the field is called
# $text (String) - the sentence at the field
layout-error-at = { $label }: { $text }
layout-optional = (optional)
layout-cancel = Cancel
layout-save = Save
layout-continue = Continue
layout-back = Back
layout-change = Change
layout-copy = Copy
layout-copied = Copied
layout-done = (done)
layout-apply = Apply
layout-any = Any
layout-pages = Pages of the list
layout-rows = Rows
layout-first = First page
layout-previous = Previous
layout-next = Next
layout-steps = Steps
layout-all-steps = All steps
# $current (Number) - the step shown, from 1
# $total (Number) - how many steps there are
layout-step = Step { $current } of { $total }
layout-saved = Saved
layout-saved-not = Not saved: somebody else has changed this form meanwhile. Continue shows you what differs.
layout-saved-failed = Not saved yet: the portal doesn’t answer as it should. What you typed stays on this page, and saving is tried again.
layout-saved-out = Not saved: you have been signed out. What you typed stays on this page. Sign in again, and come back here.
layout-saved-sign-in = Sign in in another tab
