//! The operator's side of enrollment: the queue, the checks, the decisions, and the web-mail domains (S10, S23, S25, decision 14).

use tandem::features::enrollments::domain::{Field, FieldProblem, State};
use tandem::features::enrollments::{self, Enrollment};
use tandem::kernel::clock::days;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, TenantScope};
use tandem::testkit::{Browser, Member, Page, Person, TestApp};

const QUEUE: &str = "/operations/enrollments";
const WEB_MAIL: &str = "/operations/web-mail-domains";
const ADD: &str = "/operations/web-mail-domains/add";

/// A portal with a reviewer, and one organization with its membership.
struct House {
    app: TestApp,
    reviewer: Person,
    kim: Person,
    member: Member,
}

impl House {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let reviewer = app.operator("rita", OperatorRole::Reviewer);
        let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
        let member = app.membership("4928371", "JP", "Fabrikam K.K.");
        Self {
            app,
            reviewer,
            kim,
            member,
        }
    }

    /// The same with an application in review, and a browser of the reviewer.
    async fn in_review() -> (Self, Enrollment, Browser) {
        let house = Self::new().await;
        let row = house.app.in_review(&house.kim, &house.member).await;
        let browser = house.app.signed_in(&house.reviewer).await;
        (house, row, browser)
    }

    fn state(&self) -> State {
        self.app.application(&self.kim).state
    }
}

fn at(row: &Enrollment) -> String {
    format!("{QUEUE}/{}", row.id)
}

/// Decides a check on the application's page.
async fn decides(browser: &Browser, path: &str, check: &str, state: &str, note: &str) -> Page {
    let page = browser.get(path).await.expect(200);
    let (name, said) = (format!("{check}_state"), format!("{check}_note"));
    browser
        .submit(
            &page,
            &format!("{path}/checks/{check}"),
            &[(&name, state), (&said, note)],
        )
        .await
}

#[actix_web::test]
async fn the_queue_shows_who_waits_for_whom() {
    let (house, row, _) = House::in_review().await;
    let other = house.app.newcomer("Contoso Ltd", "contoso.example", "JP");
    let member = house.app.membership("1000002", "JP", "Contoso Ltd");
    house.app.applies(&other, &member);
    house.app.later(days(3));
    let browser = house.app.signed_in(&house.reviewer).await;

    let page = browser
        .get(QUEUE)
        .await
        .expect(200)
        .says("3 days")
        .says("A reviewer");
    assert!(page.has_state("in_review"));
    let page = page
        .says(&row.reference())
        .says("4928371")
        .says("Japan")
        .says("1 application");
    page.doesnt_say("Contoso Ltd");

    let unverified = browser.get(&format!("{QUEUE}?show=unverified")).await.expect(200);
    unverified.says("Contoso Ltd").says("The primary contact");
    for empty in ["asked", "active", "ended"] {
        let page = browser.get(&format!("{QUEUE}?show={empty}")).await.expect(200);
        assert!(!page.body.contains("<table"), "{empty}");
    }
}

#[actix_web::test]
async fn the_queue_is_read_page_by_page_and_misses_nobody() {
    let app = TestApp::new().await;
    let reviewer = app.operator("rita", OperatorRole::Reviewer);
    for n in 0..27 {
        let person = app.newcomer(&format!("Shop {n:02}"), &format!("shop{n:02}.example"), "JP");
        let member = app.membership(&format!("77000{n:02}"), "JP", &format!("Shop {n:02}"));
        app.applies(&person, &member);
    }
    let browser = app.signed_in(&reviewer).await;
    let first = browser.get(&format!("{QUEUE}?show=unverified")).await.expect(200);
    let first = first
        .says("27 applications")
        .says("Shop 00")
        .doesnt_say("Shop 25");
    let next = first
        .body
        .split("href=\"")
        .filter_map(|h| h.split('"').next())
        .find(|h| h.contains("after="))
        .expect("a next page")
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = browser.get(&next).await.expect(200);
    second.says("Shop 25").says("Shop 26").doesnt_say("Shop 24");
}

#[actix_web::test]
async fn only_the_operators_people_review() {
    let (house, row, _) = House::in_review().await;
    let reseller = house.app.reseller("Contoso Ltd", "contoso.example", "JP");
    let helper = house.app.person(
        reseller.organization,
        "helen@contoso.example",
        AgentRole::HelpdeskAgent,
        AdminRole::None,
    );
    for person in [&house.kim, &reseller, &helper] {
        let browser = house.app.signed_in(person).await;
        for path in [
            QUEUE.to_owned(),
            at(&row),
            format!("{}/ask", at(&row)),
            WEB_MAIL.to_owned(),
        ] {
            browser.get(&path).await.expect(403);
        }
    }
    let stranger = house.app.browser();
    let answer = stranger.get(&at(&row)).await.expect(303);
    assert!(answer.location.is_some_and(|l| l.starts_with("/signin")));

    let browser = house.app.signed_in(&house.reviewer).await;
    browser.get(&at(&row)).await.expect(200);
    let unknown = "01900000-0000-7000-8000-000000000000";
    browser.get(&format!("{QUEUE}/{unknown}")).await.expect(404);
    browser.get(&format!("{QUEUE}/nothing")).await.expect(404);
    // The list of mail domains is an administrator's.
    browser.get(WEB_MAIL).await.expect(403);
}

#[actix_web::test]
async fn nothing_is_decided_before_the_contact_confirmed_s25() {
    let house = House::new().await;
    let row = house.app.applies(&house.kim, &house.member);
    let browser = house.app.signed_in(&house.reviewer).await;
    let path = at(&row);
    let page = browser
        .get(&path)
        .await
        .expect(200)
        .says("Approval isn’t possible yet");
    assert!(
        page.body.contains(" disabled>"),
        "the button says that it can’t be pressed"
    );
    let version = row.version.to_string();
    let refused = browser
        .submit(&page, &format!("{path}/approve"), &[("version", &version)])
        .await;
    refused.expect(422);
    browser.get(&format!("{path}/reject")).await.expect(422);
    assert_eq!(house.state(), State::SubmittedUnverified);
}

#[actix_web::test]
async fn approval_needs_every_check_and_activates() {
    let (house, row, browser) = House::in_review().await;
    let path = at(&row);
    let page = browser.get(&path).await.expect(200);
    let early = browser.submit(&page, &format!("{path}/approve"), &[]).await;
    early.expect(422).says("Approval isn’t possible yet");
    assert_eq!(house.state(), State::InReview);

    decides(&browser, &path, "business", "", "")
        .await
        .expect(422)
        .says("Choose a result");
    let silent = decides(&browser, &path, "business", "failed", "")
        .await
        .expect(422);
    silent.says("Say why the check failed");
    decides(&browser, &path, "business", "passed", "Register of 2026")
        .await
        .expect(303);
    decides(&browser, &path, "employment", "not_needed", "")
        .await
        .expect(303);
    // What the machine decides, nobody decides by hand.
    let page = browser
        .get(&path)
        .await
        .expect(200)
        .says("Register of 2026")
        .says("Decided by rita");
    assert!(!page.body.contains("/checks/email"));

    let done = browser.submit(&page, &format!("{path}/approve"), &[]).await;
    let done = browser.get(&done.expect(303).location.expect("back to it")).await;
    assert!(done.expect(200).has_state("active"));
    assert_eq!(house.state(), State::Active);
    let queue = browser.get(&format!("{QUEUE}?show=active")).await.expect(200);
    queue.says("Fabrikam K.K.");
}

#[actix_web::test]
async fn a_question_names_fields_and_comes_back_with_the_answer() {
    let (house, row, browser) = House::in_review().await;
    let path = format!("{}/ask", at(&row));
    let page = browser.get(&path).await.expect(200);
    let empty = browser
        .submit(&page, &path, &[("text", "Which street?")])
        .await
        .expect(422);
    let empty = empty.says("Which street?");
    let asked = [("fields", "line1"), ("text", "Which street?")];
    browser.submit(&empty, &path, &asked).await.expect(303);
    assert_eq!(house.state(), State::InfoRequested);
    assert_eq!(house.app.application(&house.kim).marks(), [Field::Line1]);
    let waiting = browser.get(&format!("{QUEUE}?show=asked")).await.expect(200);
    waiting.says("The applicant");

    let (cx, permit) = (house.app.cx(), house.app.may_apply(&house.kim));
    let mut form = house.app.answers("Fabrikam K.K.", "fabrikam.example");
    form.line1 = "2-2-2 Otemachi".to_owned();
    house.app.write(|conn| {
        enrollments::answer(conn, &cx, &permit, form, None).expect("only what was asked");
        Ok(())
    });
    let back = browser.get(&at(&row)).await.expect(200).says("2-2-2 Otemachi");
    assert!(back.has_state("in_review") && back.has_state("differs"));
    house.app.passes_checks(&house.reviewer, row.id);
    let page = browser.get(&at(&row)).await.expect(200);
    browser
        .submit(&page, &format!("{}/approve", at(&row)), &[])
        .await
        .expect(303);
    assert_eq!(house.state(), State::Active);
}

#[actix_web::test]
async fn a_rejection_says_why_and_can_be_corrected() {
    let (house, row, browser) = House::in_review().await;
    let path = format!("{}/reject", at(&row));
    let page = browser
        .get(&path)
        .await
        .expect(200)
        .says("4928371 is free for others again");
    let silent = browser
        .submit(&page, &path, &[("reason", "  ")])
        .await
        .expect(422);
    assert!(silent.body.contains("id=\"reason-e\""));
    browser
        .submit(&page, &path, &[("reason", "We don’t find you in the register.")])
        .await
        .expect(303);
    assert_eq!(house.state(), State::Rejected);
    let shown = browser.get(&at(&row)).await.expect(200);
    shown.says("We don’t find you in the register.").says("Nobody");
    assert_eq!(house.app.holder(&house.member.mpn_id), (None, None));
    let mail = house.app.mail_to("contact@fabrikam.example").await;
    assert!(mail.text.contains("We don’t find you in the register."));

    let (cx, permit) = (house.app.cx(), house.app.may_apply(&house.kim));
    house.app.write(|conn| {
        enrollments::correct(conn, &cx, &permit).expect("a new draft");
        Ok(())
    });
    assert_eq!(house.state(), State::Draft);
}

#[actix_web::test]
async fn the_second_of_two_reviewers_sees_what_the_first_did_and_loses_nothing() {
    let (house, row, first) = House::in_review().await;
    let ben = house.app.operator("ben", OperatorRole::Reviewer);
    let second = house.app.signed_in(&ben).await;
    let ask = format!("{}/ask", at(&row));
    let shown = second.get(&ask).await.expect(200);
    decides(&first, &at(&row), "business", "passed", "")
        .await
        .expect(303);
    let typed = [("fields", "line1"), ("text", "Which street is it?")];
    let late = second.submit(&shown, &ask, &typed).await.expect(409);
    let late = late.says("has changed meanwhile").says("Which street is it?");
    // What it shows is the present version, so the same words can be sent now.
    second.submit(&late, &ask, &[]).await.expect(303);
    assert_eq!(house.state(), State::InfoRequested);

    let (house, row, first) = House::in_review().await;
    let ben = house.app.operator("ben", OperatorRole::Reviewer);
    let second = house.app.signed_in(&ben).await;
    let reject = format!("{}/reject", at(&row));
    let shown = second.get(&reject).await.expect(200);
    let page = first.get(&reject).await.expect(200);
    first
        .submit(&page, &reject, &[("reason", "The first was faster")])
        .await
        .expect(303);
    let late = second
        .submit(&shown, &reject, &[("reason", "Words of the second")])
        .await;
    let late = late
        .expect(409)
        .says("Words of the second")
        .says("The first was faster");
    assert!(late.has_state("rejected"));
}

#[actix_web::test]
async fn who_is_the_contact_doesnt_decide_about_it() {
    let house = House::new().await;
    let (app, kim) = (&house.app, &house.kim);
    app.fills_in(kim, &house.member);
    let (cx, permit) = (app.cx(), app.may_apply(kim));
    let own = app.actor(&house.reviewer).email;
    app.write(|conn| {
        let mut form = app.answers("Fabrikam K.K.", "fabrikam.example");
        form.contact_email = own.clone();
        enrollments::save_details(conn, &cx, &permit, form).expect("a draft");
        Ok(())
    });
    let version = app.application(kim).version;
    app.write(|conn| {
        enrollments::submit(conn, &cx, &permit, version).expect("complete");
        Ok(())
    });
    let row = app.confirmed(kim).await;
    let browser = app.signed_in(&house.reviewer).await;
    let page = browser.get(&at(&row)).await.expect(200);
    assert!(!page.body.contains("/checks/business\""), "no form is offered");
    let refused = browser.submit(&page, &format!("{}/approve", at(&row)), &[]).await;
    refused.expect(422);
    assert_eq!(house.state(), State::InReview);
}

#[actix_web::test]
async fn look_alikes_are_shown_and_never_stop_anybody() {
    let house = House::new().await;
    house.app.newcomer("FABRIKAM Co., Ltd.", "fabrikan.example", "JP");
    let row = house.app.in_review(&house.kim, &house.member).await;
    let browser = house.app.signed_in(&house.reviewer).await;
    let page = browser
        .get(&at(&row))
        .await
        .expect(200)
        .says("Other organizations look like this one");
    let page = page.says("FABRIKAM Co., Ltd.").says("fabrikan.example");
    assert!(page.has_state("look_alike"));
    house.app.passes_checks(&house.reviewer, row.id);
    let page = browser.get(&at(&row)).await.expect(200);
    browser
        .submit(&page, &format!("{}/approve", at(&row)), &[])
        .await
        .expect(303);
    assert_eq!(house.state(), State::Active);
}

#[actix_web::test]
async fn only_an_administrator_opens_a_disowned_application_again() {
    let house = House::new().await;
    let (app, kim) = (&house.app, &house.kim);
    let row = app.applies(kim, &house.member);
    let token = app.verification_token(&row).await;
    let (cx, permit) = (app.cx(), app.by_link());
    app.write(|conn| {
        enrollments::disown(conn, &cx, &permit, &token).expect("by its link");
        Ok(())
    });
    let path = at(&row);
    let reviewer = app.signed_in(&house.reviewer).await;
    let page = reviewer
        .get(&path)
        .await
        .expect(200)
        .says("Only an administrator can open");
    assert!(!page.body.contains("/reopen\""));
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let page = browser.get(&path).await.expect(200);
    browser
        .submit(&page, &format!("{path}/reopen"), &[])
        .await
        .expect(303);
    assert_eq!(house.state(), State::Draft);
    browser
        .submit(&page, &format!("{path}/reopen"), &[])
        .await
        .expect(303);
}

#[actix_web::test]
async fn the_tick_of_the_reviewer_verifies_the_domain() {
    let house = House::new().await;
    let row = house.app.in_review(&house.kim, &house.member).await;
    let browser = house.app.signed_in(&house.reviewer).await;
    // Verified already: nothing to tick.
    let page = browser
        .get(&at(&row))
        .await
        .expect(200)
        .says("fabrikam.example (verified)");
    assert!(!page.body.contains("domain_belongs"));
}

/// What is wrong with the contact's address of the draft.
fn contact_problem(app: &TestApp, person: &Person) -> Option<FieldProblem> {
    let row = app.application(person);
    app.write(|conn| enrollments::details_problems(conn, &TenantScope::System, &row))
        .into_iter()
        .find(|(field, _)| *field == Field::ContactEmail)
        .map(|(_, problem)| problem)
}

#[actix_web::test]
async fn the_operators_word_on_mail_domains_holds_at_once_s23() {
    let house = House::new().await;
    let (app, kim) = (&house.app, &house.kim);
    app.fills_in(kim, &house.member);
    assert_eq!(contact_problem(app, kim), None);
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let page = browser
        .get(WEB_MAIL)
        .await
        .expect(200)
        .says("You have no entries of your own");

    let entry = [
        ("domain", "@Fabrikam.example"),
        ("verdict", "refused"),
        ("note", "Rented out"),
    ];
    let added = browser.send_form(&page, ADD, &entry).await.expect(200);
    assert!(added.has_state("refused"));
    let added = added.says("Rented out").says("ada");
    assert!(matches!(
        contact_problem(app, kim),
        Some(FieldProblem::WebMail(_))
    ));
    let asked = browser
        .get(&format!("{WEB_MAIL}?q=kim@x.fabrikam.example"))
        .await
        .expect(200);
    asked
        .says("x.fabrikam.example is refused")
        .says("Your entry fabrikam.example");

    let twice = browser.submit(&added, ADD, &entry).await;
    twice.expect(422).says("You already have an entry");
    let removed = browser
        .send_form(
            &added,
            &format!("{WEB_MAIL}/remove"),
            &[("domain", "fabrikam.example")],
        )
        .await;
    removed.expect(200).says("You have no entries of your own");
    assert_eq!(contact_problem(app, kim), None);

    let (cx, permit) = (app.cx(), app.may_apply(kim));
    app.write(|conn| {
        let mut form = app.answers("Fabrikam K.K.", "fabrikam.example");
        form.contact_email = "fabrikam@gmail.com".to_owned();
        enrollments::save_details(conn, &cx, &permit, form).expect("a draft");
        Ok(())
    });
    assert!(contact_problem(app, kim).is_some());
    let page = browser.get(WEB_MAIL).await;
    let allowed = [("domain", "gmail.com"), ("verdict", "allowed"), ("note", "")];
    browser.submit(&page, ADD, &allowed).await.expect(303);
    assert_eq!(contact_problem(app, kim), None);
    let needless = [
        ("domain", "contoso.example"),
        ("verdict", "allowed"),
        ("note", ""),
    ];
    let page = browser.get(WEB_MAIL).await;
    browser.submit(&page, ADD, &needless).await.expect(422);
    let shared = [("domain", "co.jp"), ("verdict", "refused"), ("note", "")];
    let page = browser.get(WEB_MAIL).await;
    browser
        .submit(&page, ADD, &shared)
        .await
        .expect(422)
        .says("Many organizations share");
}

/// English words that stand in a row are a sentence; names and numbers aren't.
fn english_sentence(page: &Page) -> Option<String> {
    let main = page.body.split("<main").nth(1).unwrap_or_default().to_owned();
    let only = Page {
        path: page.path.clone(),
        status: page.status,
        location: None,
        headers: page.headers.clone(),
        body: main.split("</main>").next().unwrap_or_default().to_owned(),
    };
    let text = only.visible();
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(4)
        .find(|w| {
            w.iter()
                .all(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_lowercase()))
        })
        .map(|w| w.join(" "))
}

#[actix_web::test]
async fn everything_is_there_in_japanese() {
    let (house, row, browser) = House::in_review().await;
    let ada = house.app.operator("ada", OperatorRole::Administrator);
    let administrator = house.app.browser();
    administrator.speaks("ja");
    administrator
        .sign_in(&ada.user_name, tandem::testkit::PASSWORD)
        .await;
    browser.speaks("ja");
    let path = at(&row);
    decides(&browser, &path, "business", "passed", "")
        .await
        .expect(303);
    for page in [
        browser.get(QUEUE).await,
        browser.get(&format!("{QUEUE}?show=ended")).await,
        browser.get(&path).await,
        browser.get(&format!("{path}/ask")).await,
        browser.get(&format!("{path}/reject")).await,
        administrator.get(&format!("{WEB_MAIL}?q=gmail.com")).await,
    ] {
        let page = page.expect(200);
        assert_eq!(english_sentence(&page), None, "{}", page.path);
        assert!(page.body.contains("lang=\"ja\""));
    }
}
