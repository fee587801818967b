//! The operator's side of enrollment: the queue, the checks, the decisions, and the web-mail domains (S10, S23, S25, decision 14).

mod doubts;
mod queue;
mod words;

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
        enrollments::answer(conn, &cx, &permit, None, form, None).expect("only what was asked");
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
