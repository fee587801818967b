//! The operator's word on web-mail domains, and the pages in Japanese.

use diesel::prelude::*;
use tandem::db::schema::membership_profiles;

use super::*;

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
        enrollments::save_details(conn, &cx, &permit, form, None).expect("a draft");
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

/// The row of the comparison with this label: what was sent, what the directory says, and the verdict.
fn compared(page: &Page, label: &str) -> String {
    let head = format!("<th scope=\"row\">{label}</th>");
    let row = page.body.split(&head).nth(1).expect(label);
    row.split("</tr>").next().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn one_place_and_one_site_are_the_same_however_they_are_written() {
    let (house, row, browser) = House::in_review().await;
    let set = |region: &str, website: &str| {
        house.app.write(|conn| {
            diesel::update(membership_profiles::table)
                .set((
                    membership_profiles::region.eq(region),
                    membership_profiles::website.eq(website),
                ))
                .execute(conn)?;
            Ok(())
        });
    };
    set("東京都", "http://fabrikam.example");
    let page = browser.get(&at(&row)).await.expect(200);
    let site = compared(&page, "Support web site");
    assert!(site.contains("Same"), "{site}");
    browser.speaks("ja");
    let page = browser.get(&at(&row)).await.expect(200);
    let region = compared(&page, "都道府県または州");
    assert!(region.contains("東京都") && !region.contains("Tokyo"), "{region}");
    assert!(region.contains("一致"), "{region}");

    set("Osaka", "https://contoso.example/fabrikam");
    browser.speaks("en");
    let page = browser.get(&at(&row)).await.expect(200);
    let site = compared(&page, "Support web site");
    assert!(site.contains("Differs"), "{site}");
    browser.speaks("ja");
    let page = browser.get(&at(&row)).await.expect(200);
    let region = compared(&page, "都道府県または州");
    assert!(region.contains("大阪府") && region.contains("相違"), "{region}");
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
