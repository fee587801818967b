//! Legal profile, primary contact, customer support (S21–S23): saved as typed, right or wrong, and read strictly on **Continue**.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::address::{self, AddressPart};
use super::membership::at;
use super::wizard::{Here, led_on, problems_now, sign_in_first, steps};
use super::words;
use crate::error::AppError;
use crate::features::enrollments::domain::{FormData, Step};
use crate::features::enrollments::service;
use crate::i18n::When;
use crate::kernel::language::Language;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, invalid, page, see_other};

/// The form as sent; `me` is the button that fills in the person's own name and address.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct DetailsForm {
    #[serde(flatten)]
    data: FormData,
    me: String,
}

#[derive(Template)]
#[template(path = "enrollments/details.html")]
struct DetailsPage {
    view: View,
    steps: Vec<(String, &'static str, bool)>,
    country: String,
    address: Vec<AddressPart>,
    input: FormData,
    languages: Vec<(&'static str, &'static str)>,
    phone_example: &'static str,
    saved_at: Option<When>,
    errors: Errors,
}

/// How a telephone number is written, for the hint.
pub(super) fn phone_example(country: &str) -> &'static str {
    match country {
        "JP" => "03-1234-5678",
        "US" | "CA" => "(425) 555-0100",
        "GB" => "020 7946 0018",
        _ => "+44 20 7946 0018",
    }
}

fn render(visit: &Visit, actor: &Actor, here: &Here, input: FormData, errors: &FieldErrors) -> DetailsPage {
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
            .fold(in_words, |errors, part| errors.named(t, part.name, &part.label)),
        address,
        languages: Language::ALL.map(|l| (l.code(), l.own_name())).to_vec(),
        phone_example: phone_example(&actor.country),
        saved_at: here.draft.as_ref().map(|row| view.when(&row.updated_at)),
        view: if errors.is_empty() { view } else { view.failed() },
        input,
    }
}

pub(super) async fn show(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let Some(actor) = public.0 else {
        return Ok(sign_in_first(Step::Details));
    };
    let here = at!(&visit, &actor, Step::Details);
    let mut input = here.draft.as_ref().map(|row| row.data()).unwrap_or_default();
    if input.contact_language.is_empty() {
        visit.language.code().clone_into(&mut input.contact_language);
    }
    Ok(page(&render(&visit, &actor, &here, input, &FieldErrors::new())))
}

/// Given name and family name of a full name. Japanese names begin with the family's.
fn parted(full_name: &str) -> (String, String) {
    let words: Vec<&str> = full_name.split_whitespace().collect();
    let family_first = full_name
        .chars()
        .any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'));
    match words.as_slice() {
        [] => (String::new(), String::new()),
        [one] => ((*one).to_owned(), String::new()),
        [family, given @ ..] if family_first => (given.join(" "), (*family).to_owned()),
        [given @ .., family] => (given.join(" "), (*family).to_owned()),
    }
}

/// **Continue**: saved in any case; on only when nothing is wrong.
pub(super) async fn save(
    visit: Visit,
    actor: Actor,
    form: Form<DetailsForm>,
) -> Result<HttpResponse, AppError> {
    let here = at!(&visit, &actor, Step::Details);
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let mut typed = form.data.data.clone();
    let me = !form.me.is_empty();
    if me {
        (typed.contact_first_name, typed.contact_last_name) = parted(&actor.full_name);
        typed.contact_email.clone_from(&actor.email);
    }
    let saving = typed.clone();
    let done = visit
        .write(move |conn, cx| {
            service::save_details(conn, cx, &permit, saving)?;
            problems_now(conn, &permit)
        })
        .await;
    match done {
        Ok(_) if me => Ok(see_other("/enroll/details#contact_first_name")),
        Ok(problems) if problems.is_empty() => Ok(see_other(Step::Check.path())),
        Ok(problems) => {
            let errors = words::field_errors(visit.t, &problems);
            Ok(invalid(&render(&visit, &actor, &here, typed, &errors)))
        }
        Err(fault) => led_on(&visit, fault),
    }
}

/// What the script sends while somebody types: stored as it is, judged later.
pub(super) async fn draft(
    visit: Visit,
    actor: Actor,
    form: Form<DetailsForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let typed = form.data.data.clone();
    let done = visit
        .write(move |conn, cx| service::save_details(conn, cx, &permit, typed))
        .await;
    match done {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(crate::db::Fault::Refused(refused)) => Err(AppError::Conflict(words::refused_words(
            visit.t,
            visit.language,
            &refused,
        ))),
        Err(crate::db::Fault::Db(error)) => Err(error.into()),
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
