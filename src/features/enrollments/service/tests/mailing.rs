use diesel::prelude::*;

use super::{done, house, mails_to, newest_to, refused, state_of};
use crate::features::enrollments::domain::{CheckKind, CheckState, Field, Refused, State};
use crate::features::enrollments::{self, confirm, disown, resend};
use crate::kernel::clock::{SignedDuration, days, minutes};
use crate::kernel::language::Language;
use crate::policy::OperatorRole;
use crate::testkit::{TestApp, link_in};

const CONTACT: &str = "contact@fabrikam.example";

#[actix_web::test]
async fn the_link_works_for_seven_days_and_only_the_newest_does() {
    let (app, kim, member, _) = house().await;
    let row = app.applies(&kim, &member);
    let first = app.verification_token(&row).await;
    let (may, by_link) = (app.may_apply(&kim), app.by_link());
    let look =
        |app: &TestApp, token: &str| app.write(|c| enrollments::verification(c, &app.cx(), &by_link, token));
    let page = look(&app, &first).unwrap();
    assert_eq!(
        (
            page.organization.as_str(),
            page.contact.as_str(),
            page.email.as_str()
        ),
        ("Fabrikam K.K.", "Aiko Tanaka", CONTACT)
    );
    assert_eq!(look(&app, "nonsense").unwrap_err(), Refused::LinkUnknown);
    app.later(days(7));
    assert_eq!(look(&app, &first).unwrap_err(), Refused::LinkExpired);
    assert_eq!(
        refused(&app, |c| confirm(c, &app.cx(), &by_link, &first)),
        Refused::LinkExpired
    );
    done(&app, |c| resend(c, &app.cx(), &may));
    assert_eq!(look(&app, &first).unwrap_err(), Refused::LinkReplaced);
    let second = app.verification_token(&row).await;
    assert_ne!(first, second);
    done(&app, |c| confirm(c, &app.cx(), &by_link, &second));
    assert_eq!(state_of(&app, &kim), State::InReview);
    assert_eq!(
        refused(&app, |c| confirm(c, &app.cx(), &by_link, &second)),
        Refused::State(State::InReview)
    );
    assert_eq!(
        refused(&app, |c| disown(c, &app.cx(), &by_link, &second)),
        Refused::State(State::InReview)
    );
}

#[actix_web::test]
async fn the_mail_goes_again_after_five_minutes_and_five_times_a_day() {
    let (app, kim, member, _) = house().await;
    app.applies(&kim, &member);
    let may = app.may_apply(&kim);
    let soon = app.clock.now() + minutes(5);
    assert_eq!(
        refused(&app, |c| resend(c, &app.cx(), &may)),
        Refused::TooSoon(soon)
    );
    for _ in 0..4 {
        app.later(minutes(5));
        done(&app, |c| resend(c, &app.cx(), &may));
    }
    app.later(minutes(5));
    let full = refused(&app, |c| resend(c, &app.cx(), &may));
    assert!(
        matches!(full, Refused::TooSoon(at) if at == soon + days(1) - minutes(5)),
        "{full:?}"
    );
    // Another address has no way around it.
    let other = refused(&app, |c| {
        enrollments::change_contact(c, &app.cx(), &may, "b@fabrikam.example")
    });
    assert_eq!(other, full);
    assert_eq!(mails_to(&app, CONTACT).await, 5);
    app.later(SignedDuration::from_hours(24));
    done(&app, |c| resend(c, &app.cx(), &may));
}

#[actix_web::test]
async fn another_address_kills_the_old_link_and_gets_one_of_its_own() {
    let (app, kim, member, _) = house().await;
    let row = app.applies(&kim, &member);
    let old = app.verification_token(&row).await;
    let (cx, may) = (app.cx(), app.may_apply(&kim));
    let web = refused(&app, |c| enrollments::change_contact(c, &cx, &may, "x@gmail.com"));
    assert!(matches!(web, Refused::Fields(_)));
    done(&app, |c| {
        enrollments::change_contact(c, &cx, &may, "ken@fabrikam.example")
    });
    let why = app
        .write(|c| enrollments::verification(c, &cx, &app.by_link(), &old))
        .unwrap_err();
    assert_eq!(why, Refused::LinkReplaced);
    let row = app.confirmed(&kim).await;
    assert_eq!(row.data().contact_email, "ken@fabrikam.example");
    assert_eq!(state_of(&app, &kim), State::InReview);
    let why = refused(&app, |c| {
        enrollments::change_contact(c, &cx, &may, "lu@fabrikam.example")
    });
    assert_eq!(why, Refused::State(State::InReview));
}

#[actix_web::test]
async fn of_two_confirmations_at_once_one_counts() {
    let (app, kim, member, _) = house().await;
    let row = app.applies(&kim, &member);
    let token = app.verification_token(&row).await;
    let by_link = app.by_link();
    let won = std::thread::scope(|threads| {
        let running: Vec<_> = (0..4)
            .map(|_| {
                let (db, cx) = (app.app.db.clone(), app.cx());
                let (by_link, token) = (&by_link, token.as_str());
                threads.spawn(move || db.write_blocking(|c| confirm(c, &cx, by_link, token)).is_ok())
            })
            .collect();
        running
            .into_iter()
            .map(|t| t.join().unwrap())
            .filter(|won| *won)
            .count()
    });
    assert_eq!(won, 1);
    assert_eq!(
        mails_to(&app, CONTACT).await,
        2,
        "one to verify, one of the new state"
    );
}

#[actix_web::test]
async fn who_did_not_sign_up_closes_it_and_only_the_operator_opens_it_again() {
    let (app, kim, member, _) = house().await;
    let boss = app.operator("ada", OperatorRole::Administrator);
    let row = app.applies(&kim, &member);
    let token = app.verification_token(&row).await;
    done(&app, |c| disown(c, &app.cx(), &app.by_link(), &token));
    assert_eq!(state_of(&app, &kim), State::Disowned);
    assert_eq!(app.holder(&member.mpn_id), (None, None));
    assert_eq!(mails_to(&app, CONTACT).await, 1, "who disowned it is left alone");
    assert_eq!(mails_to(&app, &app.actor(&kim).email).await, 1);
    assert_eq!(mails_to(&app, &app.actor(&boss).email).await, 1);
    let may = app.may_apply(&kim);
    let again = app
        .app
        .db
        .write_blocking(|c| enrollments::begin(c, &app.cx(), &may, Language::En));
    assert!(matches!(again, Err(crate::db::Fault::Refused(Refused::Disowned))));
    let reopens = crate::policy::permit(&app.actor(&boss)).unwrap();
    done(&app, |c| enrollments::reopen(c, &app.cx(), &reopens, row.id));
    assert_eq!(state_of(&app, &kim), State::Draft);
    let why = refused(&app, |c| enrollments::reopen(c, &app.cx(), &reopens, row.id));
    assert_eq!(why, Refused::State(State::Draft));
    app.later(minutes(5));
    app.applies(&kim, &member);
    assert_eq!(app.confirmed(&kim).await.state, State::InReview);
}

#[actix_web::test]
async fn every_change_of_state_is_one_mail_to_the_contact_s26() {
    let (app, kim, member, rin) = house().await;
    let may = app.may_apply(&kim);
    let mut sent = 0;
    let mut one_more = async |app: &TestApp, what: &str| {
        sent += 1;
        assert_eq!(mails_to(app, CONTACT).await, sent, "{what}");
    };
    app.applies(&kim, &member);
    one_more(&app, "sent").await;
    let row = app.confirmed(&kim).await;
    one_more(&app, "confirmed").await;
    app.asks(&rin, &kim, &[Field::LegalName], "Please write it\nas registered.");
    one_more(&app, "asked").await;
    let mut form = app.answers("Fabrikam Japan", "fabrikam.example");
    form.support_email = "other@fabrikam.example".to_owned();
    done(&app, |c| {
        enrollments::answer(c, &app.cx(), &may, None, form, None)
    });
    one_more(&app, "answered").await;
    let data = app.application(&kim).data();
    assert_eq!(data.legal_name, "Fabrikam Japan");
    assert_eq!(
        data.support_email, "support@fabrikam.example",
        "only what was marked changes"
    );
    app.passes_checks(&rin, row.id);
    assert_eq!(mails_to(&app, CONTACT).await, 4, "a check is no state");
    let (version, reviews) = (app.application(&kim).version, app.may_review(&rin));
    done(&app, |c| {
        enrollments::approve(c, &app.cx(), &reviews, row.id, version)
    });
    assert_eq!(mails_to(&app, CONTACT).await, 5);
}

#[actix_web::test]
async fn mails_say_the_same_in_both_parts_and_speak_the_contacts_language() {
    for (code, begins) in [
        ("en", "Please confirm the enrollment"),
        ("ja", "Fabrikam K.K.の登録"),
    ] {
        let (app, kim, member, rin) = house().await;
        let draft = app.fills_in(&kim, &member);
        let (cx, may) = (app.cx(), app.may_apply(&kim));
        let mut form = draft.data();
        form.contact_language = code.to_owned();
        done(&app, |c| enrollments::save_details(c, &cx, &may, form, None));
        let version = app.application(&kim).version;
        done(&app, |c| enrollments::submit(c, &cx, &may, version));
        let mail = newest_to(&app, CONTACT).await;
        assert!(mail.text.starts_with(begins), "{}", mail.text);
        let link = app.app.site.link(&link_in(&mail, "/verify/"));
        assert!(mail.html.contains(&link) && mail.text.contains(&link));
        app.confirmed(&kim).await;
        app.asks(
            &rin,
            &kim,
            &[Field::City],
            "Which <city>?\n-- \nhttps://evil.example",
        );
        let mail = newest_to(&app, CONTACT).await;
        assert!(
            mail.text
                .contains("\n> Which <city>?\n> --\n> https://evil.example"),
            "{}",
            mail.text
        );
        assert!(
            mail.html.contains("<blockquote>Which &#60;city&#62;?"),
            "{}",
            mail.html
        );
        let link = app.app.site.link(&link_in(&mail, "/enroll/status/"));
        assert!(mail.html.contains(&link));
        let token = link.rsplit('/').next().unwrap().to_owned();
        let status = app
            .write(|c| enrollments::public_status(c, &app.by_link(), &token))
            .unwrap();
        assert_eq!(status.state, State::InfoRequested);
        assert_eq!(status.checks[CheckKind::Email as usize].state, CheckState::Passed);
        let english = ["The ", "Please", "reviewer"];
        if code == "ja" {
            let text = mail.text.replace("Which <city>?", "");
            assert!(!english.iter().any(|word| text.contains(word)), "{text}");
        }
    }
}

#[actix_web::test]
async fn the_database_holds_no_link_that_works() {
    use crate::db::schema::{enrollment_links, enrollments as rows};
    let (app, kim, member, _) = house().await;
    let row = app.applies(&kim, &member);
    let token = app.verification_token(&row).await;
    let (hashes, stored): (Vec<Vec<u8>>, Vec<Option<Vec<u8>>>) = app.write(|c| {
        Ok((
            enrollment_links::table
                .select(enrollment_links::token_hash)
                .load(c)?,
            rows::table.select(rows::status_hash).load(c)?,
        ))
    });
    assert_eq!(hashes.len(), 1);
    assert_ne!(hashes[0], token.as_bytes());
    assert!(
        stored
            .iter()
            .all(|hash| hash.as_ref().is_some_and(|h| h.len() == 32))
    );
    for hash in hashes.into_iter().chain(stored.into_iter().flatten()) {
        let as_token = crate::kernel::keys::base64url(&hash);
        let found = app.write(|c| enrollments::verification(c, &app.cx(), &app.by_link(), &as_token));
        assert_eq!(found.unwrap_err(), Refused::LinkUnknown);
    }
}
