use super::{audited, done, house, refused, state_of};
use crate::features::enrollments::domain::{
    Field, FieldProblem, FormData, Kind, ProfileProblem, Refused, State, Step,
};
use crate::features::enrollments::{self, submit};
use crate::kernel::clock::{days, minutes};
use crate::kernel::language::Language;
use crate::kernel::problem::Problem;
use crate::policy::System;
use crate::testkit::TestApp;

#[actix_web::test]
async fn a_draft_is_kept_as_it_was_typed_and_is_one_for_the_whole_organization() {
    let (app, kim, _, _) = house().await;
    let lee = app.person(
        kim.organization,
        "lee@fabrikam.example",
        crate::policy::AgentRole::None,
        crate::policy::AdminRole::GlobalAdmin,
    );
    let cx = app.cx();
    let (kims, lees) = (app.may_apply(&kim), app.may_apply(&lee));
    let first = app
        .app
        .db
        .write_blocking(|c| enrollments::begin(c, &cx, &kims, Language::Ja))
        .unwrap();
    let typed = FormData {
        contact_email: "not an address".to_owned(),
        legal_name: "🙂 \u{202e}".to_owned(),
        ..FormData::default()
    };
    done(&app, |c| {
        enrollments::save_details(c, &cx, &kims, typed.clone(), None)
    });
    let again = app
        .app
        .db
        .write_blocking(|c| enrollments::begin(c, &cx, &lees, Language::En))
        .unwrap();
    assert_eq!(again.id, first.id);
    assert_eq!(again.data(), typed);
    let wrong = app.write(|c| enrollments::details_problems(c, kims.scope(), &again));
    assert!(
        wrong.contains(&(Field::ContactEmail, FieldProblem::Value(Problem::NotAnEmail))),
        "{wrong:?}"
    );
    assert!(
        wrong.contains(&(Field::SupportPhone, FieldProblem::Value(Problem::Required))),
        "{wrong:?}"
    );
}

#[actix_web::test]
async fn a_profile_is_taken_only_from_the_membership_that_is_signed_in_and_only_if_it_may_be_s20() {
    let (app, kim, member, _) = house().await;
    let (cx, may) = (app.cx(), app.may_apply(&kim));
    app.app
        .db
        .write_blocking(|c| enrollments::begin(c, &cx, &may, Language::En))
        .unwrap();
    let other = app.membership("2002", "JP", "Contoso");
    let abroad = app.profile(&member, "1002", "US", "Fabrikam Inc.");
    let asleep = app.profile(&member, "1003", "JP", "Fabrikam");
    app.profile_becomes(&asleep, "inactive", "JP");
    for (number, expected) in [
        (&other.mpn_id, ProfileProblem::Unknown),
        (&abroad, ProfileProblem::OtherCountry),
        (&asleep, ProfileProblem::Inactive),
    ] {
        let why = refused(&app, |c| {
            enrollments::choose_profile(c, &cx, &may, member.account, number)
        });
        assert_eq!(why, Refused::Profile(expected), "{number}");
    }
    done(&app, |c| {
        enrollments::choose_profile(c, &cx, &may, member.account, &member.mpn_id)
    });
    let draft = app.application(&kim);
    assert_eq!(draft.mpn_id, Some(member.mpn_id));
    // What the profile knows stands in the form (S21).
    assert_eq!(draft.data().legal_name, "Fabrikam K.K.");
    assert_eq!(draft.data().city, "Chiyoda-ku");
}

#[actix_web::test]
async fn enroll_now_wants_a_profile_and_a_right_form_and_the_version_of_the_page() {
    let (app, kim, member, _) = house().await;
    let (cx, may) = (app.cx(), app.may_apply(&kim));
    let draft = app
        .app
        .db
        .write_blocking(|c| enrollments::begin(c, &cx, &may, Language::En))
        .unwrap();
    let why = refused(&app, |c| submit(c, &cx, &may, draft.version));
    assert_eq!(why, Refused::Incomplete(Step::Profile));
    let draft = app.fills_in(&kim, &member);
    assert_eq!(
        refused(&app, |c| submit(c, &cx, &may, draft.version - 1)),
        Refused::Changed
    );
    for (field, text, problem) in [
        (
            Field::ContactEmail,
            "a@mail.yahoo.co.jp",
            FieldProblem::WebMail("mail.yahoo.co.jp".to_owned()),
        ),
        (
            Field::ContactEmail,
            "A@GMAIL.com",
            FieldProblem::WebMail("gmail.com".to_owned()),
        ),
        (Field::ContactPhone, "12", FieldProblem::Value(Problem::NotAPhone)),
        (Field::LegalName, "", FieldProblem::Value(Problem::Required)),
    ] {
        let mut form = app.answers("Fabrikam", "fabrikam.example");
        match field {
            Field::ContactEmail => form.contact_email = text.to_owned(),
            Field::ContactPhone => form.contact_phone = text.to_owned(),
            _ => form.legal_name = text.to_owned(),
        }
        done(&app, |c| enrollments::save_details(c, &cx, &may, form, None));
        let version = app.application(&kim).version;
        let why = refused(&app, |c| submit(c, &cx, &may, version));
        assert_eq!(why, Refused::Fields(vec![(field, problem)]), "{text}");
    }
    assert_eq!(state_of(&app, &kim), State::Draft);
    // Nothing is left of what was refused.
    assert_eq!(app.holder(&member.mpn_id), (None, None));
    assert!(app.mails().await.is_empty());
}

#[actix_web::test]
async fn the_operators_word_on_a_mail_domain_stands_above_the_bundled_list_s23() {
    let (app, kim, member, _) = house().await;
    app.web_mail("fabrikam.example", "refused");
    app.web_mail("mail.fabrikam.example", "allowed");
    app.web_mail("yahoo.co.jp", "allowed");
    let draft = app.fills_in(&kim, &member);
    let (cx, may) = (app.cx(), app.may_apply(&kim));
    let web_mail =
        |at: &str| Refused::Fields(vec![(Field::ContactEmail, FieldProblem::WebMail(at.to_owned()))]);
    let why = refused(&app, |c| submit(c, &cx, &may, draft.version));
    assert_eq!(why, web_mail("fabrikam.example"));
    for (address, passes) in [
        ("a@x.fabrikam.example", false),
        ("a@mail.fabrikam.example", true),
        ("a@deep.mail.fabrikam.example", true),
        ("a@yahoo.co.jp", true),
        ("a@gmail.example.com", true),
        ("a@gmail.com", false),
    ] {
        let mut form = draft.data();
        form.contact_email = address.to_owned();
        done(&app, |c| enrollments::save_details(c, &cx, &may, form, None));
        let row = app.application(&kim);
        let wrong = app.write(|c| enrollments::details_problems(c, may.scope(), &row));
        assert_eq!(wrong.is_empty(), passes, "{address}: {wrong:?}");
    }
}

#[actix_web::test]
async fn of_two_organizations_that_send_one_number_at_once_one_gets_it() {
    let app = TestApp::new().await;
    let member = app.membership("1001", "JP", "Fabrikam K.K.");
    let (kim, ada) = (
        app.newcomer("Fabrikam", "fabrikam.example", "JP"),
        app.newcomer("Adatum", "adatum.example", "JP"),
    );
    let drafts = [app.fills_in(&kim, &member), app.fills_in(&ada, &member)];
    let permits = [app.may_apply(&kim), app.may_apply(&ada)];
    let outcomes: Vec<bool> = std::thread::scope(|threads| {
        let running: Vec<_> = drafts
            .iter()
            .zip(&permits)
            .map(|(draft, may)| {
                let (db, cx) = (app.app.db.clone(), app.cx());
                threads.spawn(move || db.write_blocking(|c| submit(c, &cx, may, draft.version)).is_ok())
            })
            .collect();
        running.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|won| **won).count(), 1, "{outcomes:?}");
    let (loser, may) = if outcomes[0] {
        (&ada, &permits[1])
    } else {
        (&kim, &permits[0])
    };
    assert_eq!(state_of(&app, loser), State::Draft);
    let version = app.application(loser).version;
    let why = refused(&app, |c| submit(c, &app.cx(), may, version));
    assert_eq!(why, Refused::Profile(ProfileProblem::Taken));
}

#[actix_web::test]
async fn withdrawing_and_waiting_too_long_let_the_number_go_and_a_new_draft_begin() {
    let (app, kim, member, _) = house().await;
    let may = app.may_apply(&kim);
    app.applies(&kim, &member);
    assert_eq!(app.holder(&member.mpn_id), (Some(kim.organization), None));
    let again = app
        .app
        .db
        .write_blocking(|c| enrollments::begin(c, &app.cx(), &may, Language::En));
    assert!(matches!(
        again,
        Err(crate::db::Fault::Refused(Refused::AlreadyOpen))
    ));
    let withdrawing = app.may_withdraw(&kim);
    done(&app, |c| enrollments::withdraw(c, &app.cx(), &withdrawing, None));
    assert_eq!(state_of(&app, &kim), State::Withdrawn);
    assert_eq!(app.holder(&member.mpn_id), (None, None));

    app.applies(&kim, &member);
    app.later(days(90) - minutes(1));
    let sweep = |app: &TestApp| app.write(|c| enrollments::abandon_due(c, &app.cx(), &System::new()));
    assert_eq!(sweep(&app), 0);
    app.later(minutes(1));
    assert_eq!(sweep(&app), 1);
    assert_eq!(sweep(&app), 0);
    assert_eq!(state_of(&app, &kim), State::Abandoned);
    assert_eq!(app.holder(&member.mpn_id), (None, None));
    let trail = audited(&app, &kim);
    for action in [
        "enrollment.begin",
        "enrollment.submit",
        "enrollment.withdraw",
        "enrollment.abandon",
    ] {
        assert!(trail.iter().any(|a| a == action), "{action} in {trail:?}");
    }
}

#[actix_web::test]
async fn a_draft_that_nobody_touches_is_emptied_after_180_days() {
    let (app, kim, member, _) = house().await;
    app.fills_in(&kim, &member);
    let sweep =
        |app: &TestApp| app.write(|c| enrollments::empty_lapsed_drafts(c, &app.cx(), &System::new(), 180));
    app.later(days(179));
    assert_eq!(sweep(&app), 0);
    app.later(days(1));
    assert_eq!(sweep(&app), 1);
    let row = app.application(&kim);
    assert_eq!((row.state, row.data()), (State::Abandoned, FormData::default()));
    assert!(app.mails().await.is_empty());
}

#[actix_web::test]
async fn who_is_enrolled_already_gives_a_support_contact_and_is_active_at_once_s6() {
    let (app, kim, member, _) = house().await;
    let (cx, may) = (app.cx(), app.may_apply(&kim));
    assert!(app.write(|c| enrollments::shortcut(c, &may)).is_none());
    app.enrolled_before(&member.mpn_id, "fabrikam.example");
    app.served_elsewhere(&member.mpn_id, "Tailspin", "tailspin.example");
    assert_eq!(
        app.write(|c| enrollments::shortcut(c, &may)).unwrap().mpn_id,
        member.mpn_id
    );
    let form = app.answers("", "fabrikam.example");
    done(&app, |c| enrollments::submit_support(c, &cx, &may, form, None));
    let row = app.application(&kim);
    assert_eq!((row.state, row.kind), (State::Active, Kind::SupportOnly));
    assert_eq!(app.holder(&member.mpn_id), (None, Some(kim.organization)));
    let actor = app.actor(&kim);
    assert!(actor.is_in(crate::policy::Programme::Reseller));
    assert_eq!(actor.agent, crate::policy::AgentRole::AdminAgent);
    let to: Vec<String> = app.mails().await.into_iter().map(|m| m.to).collect();
    assert_eq!(to, [actor.email, "support@fabrikam.example".to_owned()]);
    // Nobody was asked for the address: it is that of the membership directory.
    let scope = crate::policy::TenantScope::Own(kim.organization);
    let address = app
        .write(|c| crate::features::organizations::address(c, &scope, kim.organization))
        .expect("an address");
    assert_eq!(
        (address.line1.as_str(), address.postal_code.as_str()),
        ("1-1-1 Marunouchi", "100-0005")
    );
}

#[actix_web::test]
async fn the_shortcut_can_be_declined_and_a_claimed_domain_has_none() {
    let (app, kim, member, _) = house().await;
    app.enrolled_before(&member.mpn_id, "fabrikam.example");
    let (cx, may) = (app.cx(), app.may_apply(&kim));
    done(&app, |c| enrollments::enroll_as_new(c, &cx, &may));
    assert!(app.write(|c| enrollments::shortcut(c, &may)).is_none());
    let form = app.answers("", "fabrikam.example");
    let why = refused(&app, |c| enrollments::submit_support(c, &cx, &may, form, None));
    assert_eq!(why, Refused::NoShortcut);
    let two = app.profile(&member, "1009", "JP", "Fabrikam 2");
    app.enrolled_before(&two, "fabrikam.example");
    let withdrawing = app.may_withdraw(&kim);
    done(&app, |c| enrollments::withdraw(c, &cx, &withdrawing, None));
    assert!(
        app.write(|c| enrollments::shortcut(c, &may)).is_none(),
        "two profiles are no shortcut"
    );
}
