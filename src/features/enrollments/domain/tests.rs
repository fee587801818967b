//! Every move of 5.1, legal and illegal, and the rules of decisions 11 to 14.

use super::*;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

const NOW: i64 = 1_800_000_000_000;

/// An application in this state for which everything else is in order.
fn standing(state: State, kind: Kind) -> Standing {
    Standing {
        state,
        kind,
        checks: Checks([CheckState::Passed; 4]),
        submitted_at: Some(at(NOW) - PATIENCE),
        link_until: Some(at(NOW) + days(1)),
        own: false,
    }
}

const COMMANDS: [Command; 18] = [
    Command::Save,
    Command::Submit,
    Command::SubmitSupport,
    Command::Confirm,
    Command::Disown,
    Command::ChangeContact,
    Command::Resend,
    Command::Withdraw,
    Command::DecideCheck(CheckKind::Email),
    Command::DecideCheck(CheckKind::Membership),
    Command::DecideCheck(CheckKind::Employment),
    Command::DecideCheck(CheckKind::Business),
    Command::AskForInformation,
    Command::Answer,
    Command::Approve,
    Command::Reject,
    Command::Abandon,
    Command::Reopen,
];

/// The whole table of 5.1 for a new enrollment: what leads where. What isn't listed is refused.
const LEGAL: [(Command, State, State); 19] = [
    (Command::Save, State::Draft, State::Draft),
    (Command::Submit, State::Draft, State::SubmittedUnverified),
    (Command::Withdraw, State::Draft, State::Withdrawn),
    (Command::Abandon, State::Draft, State::Abandoned),
    (Command::Confirm, State::SubmittedUnverified, State::InReview),
    (Command::Disown, State::SubmittedUnverified, State::Disowned),
    (
        Command::ChangeContact,
        State::SubmittedUnverified,
        State::SubmittedUnverified,
    ),
    (
        Command::Resend,
        State::SubmittedUnverified,
        State::SubmittedUnverified,
    ),
    (Command::Withdraw, State::SubmittedUnverified, State::Withdrawn),
    (Command::Abandon, State::SubmittedUnverified, State::Abandoned),
    (
        Command::DecideCheck(CheckKind::Employment),
        State::InReview,
        State::InReview,
    ),
    (
        Command::DecideCheck(CheckKind::Business),
        State::InReview,
        State::InReview,
    ),
    (Command::AskForInformation, State::InReview, State::InfoRequested),
    (Command::Approve, State::InReview, State::Active),
    (Command::Reject, State::InReview, State::Rejected),
    (Command::Withdraw, State::InReview, State::Withdrawn),
    (Command::Answer, State::InfoRequested, State::InReview),
    (Command::Withdraw, State::InfoRequested, State::Withdrawn),
    (Command::Reopen, State::Disowned, State::Draft),
];

#[test]
fn every_move_of_a_new_enrollment_is_as_5_1_says() {
    for state in State::ALL {
        for command in COMMANDS {
            let expected = LEGAL
                .iter()
                .find(|(c, from, _)| *c == command && from == state)
                .map(|(_, _, to)| *to);
            let got = standing(*state, Kind::New).apply(command, at(NOW));
            assert_eq!(got.as_ref().ok().copied(), expected, "{command:?} in {state}");
            // A refusal says in which state it is, unless something more exact can be said.
            if let Err(Refused::State(told)) = got {
                assert_eq!(told, *state);
            }
        }
    }
}

#[test]
fn the_shortcut_activates_at_once_and_is_never_reviewed_s6() {
    let draft = standing(State::Draft, Kind::SupportOnly);
    assert_eq!(draft.apply(Command::SubmitSupport, at(NOW)), Ok(State::Active));
    assert_eq!(draft.apply(Command::Submit, at(NOW)), Err(Refused::NoShortcut));
    assert_eq!(
        standing(State::Draft, Kind::New).apply(Command::SubmitSupport, at(NOW)),
        Err(Refused::NoShortcut)
    );
}

#[test]
fn nothing_is_decided_before_the_contact_confirmed_s25() {
    for command in COMMANDS.into_iter().filter(|c| c.is_reviewers()) {
        let early = standing(State::SubmittedUnverified, Kind::New);
        assert_eq!(
            early.apply(command, at(NOW)),
            Err(Refused::NotVerified),
            "{command:?}"
        );
        // Not even in the review, should the check somehow not be passed.
        let mut odd = standing(State::InReview, Kind::New);
        odd.checks = odd.checks.with(CheckKind::Email, CheckState::Waiting);
        assert_eq!(
            odd.apply(command, at(NOW)),
            Err(Refused::NotVerified),
            "{command:?}"
        );
    }
}

#[test]
fn nobody_decides_on_their_own_application() {
    for command in COMMANDS.into_iter().filter(|c| c.is_reviewers()) {
        let mut own = standing(State::InReview, Kind::New);
        own.own = true;
        assert_eq!(
            own.apply(command, at(NOW)),
            Err(Refused::OwnApplication),
            "{command:?}"
        );
    }
}

#[test]
fn an_approval_needs_every_check_passed_or_not_needed() {
    for kind in CheckKind::ALL.iter().copied().filter(|k| *k != CheckKind::Email) {
        for state in CheckState::ALL {
            let mut one = standing(State::InReview, Kind::New);
            one.checks = one.checks.with(kind, *state);
            let expected = if state.is_enough() {
                Ok(State::Active)
            } else {
                Err(Refused::ChecksMissing(vec![kind]))
            };
            assert_eq!(one.apply(Command::Approve, at(NOW)), expected, "{kind} {state}");
        }
    }
    let mut none = standing(State::InReview, Kind::New);
    none.checks = Checks::WAITING.with(CheckKind::Email, CheckState::Passed);
    assert_eq!(
        none.apply(Command::Approve, at(NOW)),
        Err(Refused::ChecksMissing(vec![
            CheckKind::Membership,
            CheckKind::Employment,
            CheckKind::Business
        ]))
    );
    // A no needs no check.
    assert_eq!(none.apply(Command::Reject, at(NOW)), Ok(State::Rejected));
}

#[test]
fn e_mail_and_membership_are_not_decided_by_hand() {
    for kind in [CheckKind::Email, CheckKind::Membership] {
        let got = standing(State::InReview, Kind::New).apply(Command::DecideCheck(kind), at(NOW));
        assert_eq!(got, Err(Refused::NotByHand(kind)));
    }
}

#[test]
fn the_link_lives_seven_days_decision_13() {
    let mut sent = standing(State::SubmittedUnverified, Kind::New);
    sent.link_until = Some(at(NOW) + LINK_LIFE);
    for command in [Command::Confirm, Command::Disown] {
        assert!(
            sent.apply(command, at(NOW) + LINK_LIFE - SignedDuration::from_millis(1))
                .is_ok()
        );
        assert_eq!(
            sent.apply(command, at(NOW) + LINK_LIFE),
            Err(Refused::LinkExpired)
        );
    }
    // It lapses, the application stays: another mail can be sent.
    assert_eq!(
        sent.apply(Command::Resend, at(NOW) + days(30)),
        Ok(State::SubmittedUnverified)
    );
    sent.link_until = None;
    assert_eq!(sent.apply(Command::Confirm, at(NOW)), Err(Refused::LinkExpired));
}

#[test]
fn an_application_that_nobody_confirms_is_given_up_after_90_days() {
    let mut sent = standing(State::SubmittedUnverified, Kind::New);
    sent.submitted_at = Some(at(NOW) - PATIENCE + SignedDuration::from_millis(1));
    assert_eq!(sent.apply(Command::Abandon, at(NOW)), Err(Refused::NotDue));
    sent.submitted_at = Some(at(NOW) - PATIENCE);
    assert_eq!(sent.apply(Command::Abandon, at(NOW)), Ok(State::Abandoned));
}

#[test]
fn which_applications_keep_their_mpn_id_and_which_let_it_go_decision_12() {
    use State as S;
    for state in S::ALL {
        let holds = matches!(
            state,
            S::SubmittedUnverified | S::InReview | S::InfoRequested | S::Active
        );
        assert_eq!(state.holds_membership(), holds, "{state}");
    }
}

#[test]
fn after_an_end_a_new_application_may_begin_but_not_after_a_disowned_one() {
    assert_eq!(may_begin(None, false), Ok(()));
    for state in [State::Rejected, State::Withdrawn, State::Abandoned] {
        assert_eq!(may_begin(Some(state), false), Ok(()), "{state}");
        assert_eq!(may_begin(Some(state), true), Err(Refused::AlreadyReseller));
    }
    for state in State::ALL.iter().filter(|s| s.is_open()) {
        assert_eq!(
            may_begin(Some(*state), false),
            Err(Refused::AlreadyOpen),
            "{state}"
        );
    }
    assert_eq!(may_begin(Some(State::Disowned), false), Err(Refused::Disowned));
}

#[test]
fn the_verification_mail_goes_again_after_five_minutes_and_five_times_a_day() {
    let again = |sent: &[Timestamp], now| may_resend(sent, now, &Limits::default());
    assert_eq!(again(&[], at(NOW)), Ok(()));
    let just = [at(NOW) - minutes(4)];
    assert_eq!(again(&just, at(NOW)), Err(Refused::TooSoon(at(NOW) + minutes(1))));
    assert_eq!(again(&[at(NOW) - minutes(5)], at(NOW)), Ok(()));
    let five = [5, 4, 3, 2, 1].map(|h| at(NOW) - SignedDuration::from_hours(h));
    assert_eq!(
        again(&five, at(NOW)),
        Err(Refused::TooSoon(at(NOW) + SignedDuration::from_hours(19)))
    );
    assert_eq!(again(&five, at(NOW) + SignedDuration::from_hours(19)), Ok(()));
    let strict = Limits {
        verifications_a_day: 2,
        verification_minutes: 60,
        ..Limits::default()
    };
    assert!(may_resend(&[at(NOW) - minutes(59)], at(NOW), &strict).is_err());
    assert!(may_resend(&five[..2], at(NOW), &strict).is_err());
}

#[test]
fn employment_passes_by_itself_at_the_own_domain_or_the_web_sites() {
    let passed =
        |mail: &str, own: Option<&str>, web: &str| employment_by_itself(mail, own, web) == CheckState::Passed;
    assert!(passed("fabrikam.example", Some("fabrikam.example"), ""));
    assert!(passed(
        "fabrikam.example",
        Some("x.tenants.internal"),
        "https://www.Fabrikam.example/ja/"
    ));
    assert!(passed("fabrikam.example", None, "fabrikam.example"));
    assert!(!passed(
        "fabrikam.example",
        Some("contoso.example"),
        "https://fabrikam.example.evil.example"
    ));
    assert!(!passed(
        "mail.fabrikam.example",
        Some("fabrikam.example"),
        "https://fabrikam.example"
    ));
    assert!(!passed("fabrikam.example", None, ""));
}

fn progress(signed_in: bool, login: bool, membership: bool, profile: bool, details: bool) -> Progress {
    Progress {
        signed_in,
        login_typed: login,
        membership_signed_in: membership,
        profile_chosen: profile,
        details_complete: details,
    }
}

#[test]
fn a_step_opened_too_early_leads_to_the_first_incomplete_one() {
    let stranger = progress(false, false, false, false, false);
    let begun = progress(true, false, false, false, false);
    let typed = progress(true, true, false, false, false);
    let member = progress(true, true, true, false, false);
    let chosen = progress(true, false, false, true, false);
    let ready = progress(true, false, false, true, true);
    for (wanted, who, shown) in [
        (Step::Welcome, stranger, Step::Welcome),
        (Step::Association, stranger, Step::WorkAccount),
        (Step::Check, stranger, Step::WorkAccount),
        (Step::WorkAccount, ready, Step::WorkAccount),
        (Step::Membership, begun, Step::Membership),
        (Step::MembershipPassword, begun, Step::Membership),
        (Step::MembershipPassword, typed, Step::MembershipPassword),
        (Step::Profile, begun, Step::Membership),
        (Step::Profile, member, Step::Profile),
        (Step::Profile, ready, Step::Membership),
        (Step::Details, begun, Step::Association),
        (Step::Details, member, Step::Profile),
        (Step::Details, chosen, Step::Details),
        (Step::Check, chosen, Step::Details),
        (Step::Check, ready, Step::Check),
    ] {
        assert_eq!(opened(wanted, who), shown, "{wanted:?} {who:?}");
    }
    // Whatever is opened, what is shown may be shown: no ring of redirects.
    for wanted in [
        Step::Association,
        Step::MembershipPassword,
        Step::Profile,
        Step::Details,
        Step::Check,
    ] {
        for bits in 0..32 {
            let who = progress(
                bits & 1 > 0,
                bits & 2 > 0,
                bits & 4 > 0,
                bits & 8 > 0,
                bits & 16 > 0,
            );
            let shown = opened(wanted, who);
            assert_eq!(opened(shown, who), shown, "{wanted:?} {who:?}");
        }
    }
}

#[test]
fn an_answer_touches_only_the_marked_fields() {
    let stored = FormData {
        legal_name: "Fabrikam K.K.".to_owned(),
        city: "Minato-ku".to_owned(),
        ..FormData::default()
    };
    let typed = FormData {
        legal_name: "Evil".to_owned(),
        city: "港区".to_owned(),
        ..FormData::default()
    };
    let after = stored.clone().with(&typed, &[Field::City, Field::Profile]);
    assert_eq!(
        (after.legal_name.as_str(), after.city.as_str()),
        ("Fabrikam K.K.", "港区")
    );
    assert_eq!(after.differences(&stored), vec![Field::City]);
    assert!(Field::askable("contact_email").is_none());
    assert_eq!(Field::askable("city"), Some(Field::City));
}

#[test]
fn what_is_typed_is_kept_and_the_profile_fills_only_what_is_empty_s21() {
    let typed = FormData {
        legal_name: "😀 Fabrikam\u{202e}".to_owned(),
        ..FormData::default()
    };
    let known = FormData {
        legal_name: "Fabrikam".to_owned(),
        city: "Tokyo".to_owned(),
        ..FormData::default()
    };
    let both = typed.clone().or(&known);
    assert_eq!(
        (both.legal_name.as_str(), both.city.as_str()),
        ("😀 Fabrikam\u{202e}", "Tokyo")
    );
    assert_eq!(FormData::stored(&typed.to_text()), typed);
    assert_eq!(FormData::stored("not JSON"), FormData::default());
    let long = FormData {
        line1: format!("a\0{}", "x".repeat(5_000)),
        ..FormData::default()
    }
    .clipped();
    assert_eq!(long.line1.chars().count(), 1_000);
    assert!(!long.line1.contains('\0'));
}

#[test]
fn a_reference_can_be_read_out() {
    assert_eq!(reference(418), "ENR-000418");
}
