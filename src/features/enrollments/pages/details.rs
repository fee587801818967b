//! Legal profile, primary contact, customer support (S21–S23): saved as typed, right or wrong, and read strictly on **Continue**.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::address::{self, AddressPart};
use super::overtaken::{overtaken, theirs};
use super::wizard::{Here, led_on, problems_now, sign_in_first, steps};
use super::words;
use crate::db::{DbError, Fault};
use crate::error::AppError;
use crate::features::enrollments::domain::{Field, FormData, Refused, Seen, Step};
use crate::features::enrollments::service;
use crate::i18n::When;
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::kernel::person_name::is_family_first;
use crate::kernel::phone;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, html, invalid, page, see_other};

/// The form as sent; `me` is the button that fills in the person's own name and address.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct DetailsForm {
    #[serde(flatten)]
    data: FormData,
    me: String,
    /// What the page had before its eyes, see [`Seen`].
    seen: String,
}

#[derive(Template)]
#[template(path = "enrollments/details.html")]
struct DetailsPage {
    view: View,
    steps: Vec<(String, &'static str, bool)>,
    country: String,
    address: Vec<AddressPart>,
    input: FormData,
    seen: Seen,
    /// What somebody else saved meanwhile, where it differs from what was typed.
    theirs: Vec<(String, String)>,
    languages: Vec<(&'static str, &'static str)>,
    phone_example: String,
    saved_at: Option<When>,
    errors: Errors,
}

/// How a telephone number is written, for the hint.
pub(super) fn phone_example(country: &str) -> String {
    Country::parse(country).map_or_else(|_| String::new(), phone::example)
}

/// What a page of the details shows beside the application.
struct Shown<'a> {
    input: FormData,
    /// The page as it was sent; none that is opened now.
    sent: Option<Seen>,
    /// Somebody else saved meanwhile.
    changed: bool,
    errors: &'a FieldErrors,
}

fn render(visit: &Visit, actor: &Actor, here: &Here, shown: Shown<'_>) -> DetailsPage {
    let Shown {
        input,
        sent,
        changed,
        errors,
    } = shown;
    let stored = here.draft.as_ref().map(|row| row.data()).unwrap_or_default();
    let t = visit.t;
    let view = View::new(visit, t.enrollments_details_title());
    let address = address::parts(t, visit.language, &actor.country, &input);
    let legal_name = t.enrollments_field_legal_name();
    let in_words = errors.in_words(t).named(t, "legal_name", &legal_name);
    DetailsPage {
        steps: steps(t, here.progress),
        country: view.country(&actor.country),
        errors: address
            .iter()
            .fold(in_words, |errors, part| errors.named(t, part.name, &part.label))
            .in_order_of(&words::page_order(visit.language, &address)),
        address,
        languages: Language::ALL.map(|l| (l.code(), l.own_name())).to_vec(),
        phone_example: phone_example(&actor.country),
        saved_at: here.draft.as_ref().map(|row| view.when(&row.updated_at)),
        view: if errors.is_empty() && !changed {
            view
        } else {
            view.failed()
        },
        seen: match sent {
            Some(sent) => sent.again(&stored),
            None => Seen::opened(&stored),
        },
        theirs: if changed {
            theirs(t, &stored, &input)
        } else {
            Vec::new()
        },
        input,
    }
}

pub(super) async fn show(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let Some(actor) = public.0 else {
        return Ok(sign_in_first(Step::Details));
    };
    let here = super::membership::at!(&visit, &actor, Step::Details);
    let mut input = here.draft.as_ref().map(|row| row.data()).unwrap_or_default();
    if input.contact_language.is_empty() {
        visit.language.code().clone_into(&mut input.contact_language);
    }
    let shown = Shown {
        input,
        sent: None,
        changed: false,
        errors: &FieldErrors::new(),
    };
    Ok(page(&render(&visit, &actor, &here, shown)))
}

/// Given name and family name of a full name, which begins with the one or the other.
fn parted(full_name: &str) -> (String, String) {
    let words: Vec<&str> = full_name.split_whitespace().collect();
    let family_first = is_family_first(full_name);
    match words.as_slice() {
        [] => (String::new(), String::new()),
        [one] => ((*one).to_owned(), String::new()),
        [family, given @ ..] if family_first => (given.join(" "), (*family).to_owned()),
        [given @ .., family] => (given.join(" "), (*family).to_owned()),
    }
}

/// **Continue**: saved in any case; on only when nothing is wrong. What somebody else saved meanwhile is shown first: **Continue**
/// again puts this page's in its place.
pub(super) async fn save(
    visit: Visit,
    actor: Actor,
    form: Form<DetailsForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let mut typed = form.data.data.clone();
    let me = !form.me.is_empty();
    if me {
        (typed.contact_first_name, typed.contact_last_name) = parted(&actor.full_name);
        typed.contact_email.clone_from(&actor.email);
    }
    let (saving, seen) = (typed.clone(), Seen::parse(&form.seen));
    let sent = seen.clone();
    let done = visit
        .write(move |conn, cx| {
            service::save_details(conn, cx, &permit, saving, Some(&seen))?;
            problems_now(conn, &permit)
        })
        .await;
    let (changed, problems) = match done {
        Ok(_) if me => return Ok(see_other("/enroll/details#contact_first_name")),
        Ok(problems) if problems.is_empty() => return Ok(see_other(Step::Check.path())),
        Ok(problems) => (false, problems),
        Err(Fault::Refused(Refused::Changed)) => (true, Vec::new()),
        Err(Fault::Refused(why @ (Refused::State(_) | Refused::AlreadyReseller))) => {
            return Ok(overtaken(&visit, &why, &typed, Field::ALL));
        }
        // Without an application the first step that is missing comes first.
        Err(Fault::Db(DbError::NotFound)) => {
            return match Here::at(&visit, &actor, Step::Details).await? {
                Ok(_) => Err(AppError::NotFound),
                Err(elsewhere) => Ok(elsewhere),
            };
        }
        Err(fault) => return led_on(&visit, fault),
    };
    let shown = Shown {
        input: typed,
        sent: Some(sent),
        changed,
        errors: &words::field_errors(visit.t, &problems),
    };
    let here = match Here::at(&visit, &actor, Step::Details).await? {
        Ok(here) => here,
        Err(_) if changed => {
            return Ok(overtaken(&visit, &Refused::Changed, &shown.input, Field::ALL));
        }
        Err(elsewhere) => return Ok(elsewhere),
    };
    let shown = render(&visit, &actor, &here, shown);
    Ok(if changed {
        html(StatusCode::CONFLICT, &shown)
    } else {
        invalid(&shown)
    })
}

/// What the script sends while somebody types: stored as it is, judged later.
pub(super) async fn draft(
    visit: Visit,
    actor: Actor,
    form: Form<DetailsForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let (typed, seen) = (form.data.data.clone(), Seen::parse(&form.seen));
    let done = visit
        .write(move |conn, cx| service::save_details(conn, cx, &permit, typed, Some(&seen)))
        .await;
    match done {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(Fault::Refused(refused)) => Err(AppError::Conflict(words::refused_words(
            visit.t,
            visit.language,
            &refused,
        ))),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn a_japanese_name_begins_with_the_familys() {
        let of = |name: &str| parted(name);
        assert_eq!(of("Kim Van Abe"), ("Kim Van".to_owned(), "Abe".to_owned()));
        assert_eq!(of("田中　愛子"), ("愛子".to_owned(), "田中".to_owned()));
        assert_eq!(of("Plato"), ("Plato".to_owned(), String::new()));
        assert_eq!(of(" "), (String::new(), String::new()));
    }
}
