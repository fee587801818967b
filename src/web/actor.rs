//! The three ways in: [`Actor`], [`Public`] and [`PasswordDue`]. There is no fourth.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use super::visit::Visit;
use crate::error::AppError;
use crate::policy::Actor;

impl FromRequest for Actor {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, Result<Self, AppError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let visit = Visit::of(&req).await?;
            let next = next_of(&visit);
            match visit.actor {
                None => Err(AppError::SignIn { next }),
                Some(actor) if actor.password_due => Err(AppError::PasswordDue { next }),
                Some(actor) => Ok(actor.as_ref().clone()),
            }
        })
    }
}

/// Where the visitor stands is returned to after sign-in: a form can't be sent again unasked, but its page can be shown.
fn next_of(visit: &Visit) -> String {
    visit.page().unwrap_or_else(|| "/dashboard".to_owned())
}

/// Marks a handler that everybody may call; carries the person where somebody is signed in.
pub struct Public(pub Option<Actor>);

impl FromRequest for Public {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, Result<Self, AppError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            Ok(Self(
                Visit::of(&req)
                    .await?
                    .actor
                    .filter(|a| !a.password_due)
                    .map(|a| a.as_ref().clone()),
            ))
        })
    }
}

/// For the forced change of password: a signed-in person, whether or not the password is due (S34).
pub struct PasswordDue(pub Actor);

impl FromRequest for PasswordDue {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, Result<Self, AppError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let visit = Visit::of(&req).await?;
            let next = visit.path();
            visit
                .actor
                .map(|a| Self(a.as_ref().clone()))
                .ok_or(AppError::SignIn { next })
        })
    }
}
