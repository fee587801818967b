//! The queue page by page: forth and back, in every order, with its filter and its size.

use diesel::prelude::*;
use tandem::db::schema::enrollments;
use tandem::features::enrollments::domain::State;
use tandem::kernel::clock::minutes;
use tandem::kernel::ids::EnrollmentId;
use tandem::policy::OperatorRole;
use tandem::testkit::{Browser, Page, TestApp};

use super::QUEUE;

/// A portal with a reviewer in a browser, and so many applications that wait for their contacts, one a minute.
async fn waiting(many: usize) -> (TestApp, Browser) {
    let app = TestApp::new().await;
    let reviewer = app.operator("rita", OperatorRole::Reviewer);
    for n in 0..many {
        let person = app.newcomer(&format!("Shop {n:02}"), &format!("shop{n:02}.example"), "JP");
        let member = app.membership(&format!("77000{n:02}"), "JP", &format!("Shop {n:02}"));
        app.applies(&person, &member);
        // Two of a time stand beside each other now and then, and the id decides.
        if n % 3 != 0 {
            app.later(minutes(1));
        }
    }
    let browser = app.signed_in(&reviewer).await;
    (app, browser)
}

/// The numbers of the shops on a page of the queue, in its order.
fn shops(page: &Page) -> Vec<String> {
    let rows = page.body.split("<tbody").skip(1);
    rows.filter_map(|row| Some(row.split(">Shop ").nth(1)?[..2].to_owned()))
        .collect()
}

/// The address behind *Previous* or *Next*.
fn beside(page: &Page, rel: &str) -> Option<String> {
    let link = page
        .body
        .split("<a ")
        .find(|a| a.contains(&format!("rel=\"{rel}\"")))?;
    let href = link.split("href=\"").nth(1)?.split('"').next()?;
    Some(href.replace("&#38;", "&").replace("&amp;", "&"))
}

/// Follows one of them to its end; every page that was seen.
async fn walk(browser: &Browser, from: &str, rel: &str) -> Vec<Page> {
    let mut pages = vec![browser.get(from).await.expect(200)];
    while let Some(next) = beside(&pages[pages.len() - 1], rel) {
        pages.push(browser.get(&next).await.expect(200));
        assert!(pages.len() < 10, "the pages come to an end");
    }
    pages
}

#[actix_web::test]
async fn the_queue_is_read_forth_and_back_and_misses_nobody() {
    let (_app, browser) = waiting(60).await;
    let forth = walk(&browser, &format!("{QUEUE}?show=unverified"), "next").await;
    assert_eq!(beside(&forth[0], "prev"), None, "nothing stands before the first");
    let seen: Vec<Vec<String>> = forth.iter().map(shops).collect();
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
    let mut all = seen.concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 60, "everybody once");
    assert!(
        forth
            .iter()
            .all(|page| page.visible().contains("60 applications"))
    );
    let last = forth[2].visible();
    assert!(last.contains("10 on this page") && last.contains("First page"));

    let back = walk(&browser, &beside(&forth[1], "next").expect("the last"), "prev").await;
    let again: Vec<Vec<String>> = back.iter().rev().map(shops).collect();
    assert_eq!(again, seen, "the way back shows the same pages");
}

#[actix_web::test]
async fn the_queue_keeps_its_filter_and_its_size_from_page_to_page() {
    let (_app, browser) = waiting(60).await;
    let page = browser
        .get(&format!("{QUEUE}?show=unverified&size=50"))
        .await
        .expect(200);
    assert_eq!(shops(&page).len(), 50);
    for tab in ["review", "asked", "active", "ended"] {
        assert!(
            page.body.contains(&format!("?show={tab}&#38;size=50")),
            "{tab} keeps the size"
        );
    }
    let next = beside(&page, "next").expect("a next page");
    assert!(
        next.contains("show=unverified") && next.contains("size=50"),
        "{next}"
    );
    let second = browser.get(&next).await.expect(200);
    assert_eq!(shops(&second).len(), 10);
    let back = beside(&second, "prev").expect("a page before");
    assert!(
        back.contains("show=unverified") && back.contains("size=50"),
        "{back}"
    );
    assert_eq!(shops(&browser.get(&back).await.expect(200)), shops(&page));

    let whole = browser
        .get(&format!("{QUEUE}?show=unverified&size=100"))
        .await
        .expect(200);
    assert_eq!((shops(&whole).len(), beside(&whole, "next")), (60, None));
    // Sizes that aren't offered, and places that can't be read, are the usual ones.
    let odd = browser
        .get(&format!("{QUEUE}?show=unverified&size=7&after=x"))
        .await
        .expect(200);
    assert_eq!(shops(&odd).len(), 25);
}

#[actix_web::test]
async fn what_is_over_is_read_newest_first_whatever_its_end_was() {
    let (app, browser) = waiting(30).await;
    app.write(|conn| {
        diesel::update(enrollments::table)
            .set(enrollments::state.eq(State::Withdrawn))
            .execute(conn)?;
        let ids: Vec<EnrollmentId> = enrollments::table
            .order(enrollments::number)
            .select(enrollments::id)
            .load(conn)?;
        let others = ids.into_iter().step_by(2).collect::<Vec<_>>();
        diesel::update(enrollments::table.filter(enrollments::id.eq_any(others)))
            .set(enrollments::state.eq(State::Abandoned))
            .execute(conn)?;
        Ok(())
    });
    let forth = walk(&browser, &format!("{QUEUE}?show=ended"), "next").await;
    let seen: Vec<Vec<String>> = forth.iter().map(shops).collect();
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [25, 5]);
    assert_eq!((seen[0][0].as_str(), seen[1][4].as_str()), ("29", "00"));
    let last = beside(&forth[0], "next").expect("the last");
    let back = walk(&browser, &last, "prev").await;
    assert_eq!(shops(&back[1]), seen[0]);

    // They are something else meanwhile: a page that has become empty leads to the beginning.
    app.write(|conn| {
        Ok(diesel::update(enrollments::table)
            .set(enrollments::state.eq(State::SubmittedUnverified))
            .execute(conn)?)
    });
    browser
        .get(&last)
        .await
        .expect(200)
        .says("No application has ended")
        .says("First page");
}
