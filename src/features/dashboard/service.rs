//! *My data* (decision 9): everything that is kept about a person, put together from whoever keeps some. No secrets: of passwords,
//! sessions and links only that there are any.

use serde_json::{Value, json};

use crate::audit::{self, Event, From, Wanted};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::organizations::{self, ContactKind};
use crate::features::{enrollments, sessions, users};
use crate::kernel::email::EmailAddress;
use crate::kernel::site::Cx;
use crate::mail::{link, outbox};
use crate::policy::actions::ManageOwnProfile;
use crate::policy::{Actor, Permit};

/// The most rows of one kind; beyond it the file says that there is more.
const MOST: usize = 10_000;
/// How many entries of the trail are read at once.
const STEP: usize = 1_000;

/// Nobody asks for their own data without being somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct NobodyAsks;

/// Everything kept about the acting person. That it was asked for stands in the trail.
pub(super) fn my_data(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageOwnProfile>,
) -> Result<Value, Fault<NobodyAsks>> {
    let actor = permit.actor().ok_or(Fault::Refused(NobodyAsks))?.clone();
    let user = users::by_id(conn, permit.scope(), actor.user)?.ok_or(Fault::Refused(NobodyAsks))?;
    let addresses = users::traces(conn, permit.scope(), &cx.site.keys, &user)?;
    let data = json!({
        "made_at": cx.now,
        "portal": cx.site.public_url,
        "account": account(&user, &actor),
        "known_addresses": addresses,
        "sessions": sessions_of(conn, permit)?,
        "links": links_of(conn, &actor)?,
        "applications": applications(conn, permit, &actor)?,
        "contact_of_the_organization": contact(conn, permit, &actor)?,
        "mails": mails(conn, &actor, &addresses)?,
        "what_i_did": deeds(conn, permit, &actor)?,
        "personal_values_in_the_audit_trail": values(conn, cx, permit, &actor)?,
    });
    let asked = Event {
        organization: actor.organization,
        action: "user.data_export",
        object_kind: "user",
        object_id: actor.user.to_string(),
        target: None,
        details: json!({}),
        personal: Some((Some(actor.user), json!({ "ip": cx.origin.ip }))),
    };
    audit::append(conn, cx, permit.who(), asked)?;
    Ok(data)
}

fn account(user: &users::User, actor: &Actor) -> Value {
    json!({
        "id": user.id,
        "user_name": user.user_name,
        "full_name": user.full_name,
        "email": user.email,
        "email_confirmed_at": user.email_confirmed_at,
        "state": user.state,
        "agent_role": user.agent_role,
        "admin_role": user.admin_role,
        "operator_role": user.operator_role,
        "language": user.language,
        "time_zone": user.time_zone,
        "created_at": user.created_at,
        "first_signed_in_at": user.first_signed_in_at,
        "last_signed_in_at": user.last_signed_in_at,
        "organization": { "id": actor.organization, "legal_name": actor.organization_name },
    })
}

fn sessions_of(conn: &mut DbConn, permit: &Permit<ManageOwnProfile>) -> DbResult<Vec<Value>> {
    let Some(actor) = permit.actor() else {
        return Ok(Vec::new());
    };
    let kept = sessions::kept(conn, permit.scope(), actor.user, limit())?;
    let one = |s: sessions::Kept| {
        json!({
            "began_at": s.created_at,
            "last_used_at": s.seen_at,
            "ended_at": s.revoked_at,
            "ip": s.ip,
            "browser": s.user_agent,
        })
    };
    Ok(kept.into_iter().map(one).collect())
}

fn links_of(conn: &mut DbConn, actor: &Actor) -> DbResult<Vec<Value>> {
    let kept = link::of_person(conn, actor.user, limit())?;
    let one = |(kind, email, made, expires, used): link::Kept| json!({ "kind": kind, "mailed_to": email, "made_at": made, "expires_at": expires, "used_at": used });
    Ok(kept.into_iter().map(one).collect())
}

/// Applications that the person sent, or is the contact of. As a contact only by an address that they confirmed: else anybody could
/// ask for the data of others by typing their address.
fn applications(conn: &mut DbConn, permit: &Permit<ManageOwnProfile>, actor: &Actor) -> DbResult<Vec<Value>> {
    let confirmed = Some(actor.email.as_str()).filter(|_| actor.email_confirmed);
    let email = EmailAddress::parse(&actor.email).map(|e| e.norm()).ok();
    let rows = enrollments::of_person(conn, permit.scope(), actor.organization, actor.user, confirmed)?;
    let one = |row: enrollments::Enrollment| {
        let form = row.data();
        let contact = EmailAddress::parse(&form.contact_email).is_ok_and(|e| Some(e.norm()) == email);
        let mut told = json!({
            "reference": row.reference(),
            "state": row.state,
            "applicant": row.applicant_user_id == Some(actor.user),
            "begun_at": row.created_at,
            "sent_at": row.submitted_at,
            "confirmed_at": row.confirmed_at,
            "decided_at": row.decided_at,
        });
        if contact && confirmed.is_some() {
            told["contact"] = json!({
                "first_name": form.contact_first_name,
                "last_name": form.contact_last_name,
                "email": form.contact_email,
                "phone": form.contact_phone,
                "language": form.contact_language,
            });
        }
        told
    };
    Ok(rows.into_iter().map(one).collect())
}

/// The organization's contacts with the person's confirmed address.
fn contact(conn: &mut DbConn, permit: &Permit<ManageOwnProfile>, actor: &Actor) -> DbResult<Vec<Value>> {
    let mut told = Vec::new();
    let email = EmailAddress::parse(&actor.email).map(|e| e.norm()).ok();
    let Some(email) = email.filter(|_| actor.email_confirmed) else {
        return Ok(told);
    };
    for kind in ContactKind::ALL {
        let found = organizations::contact(conn, permit.scope(), actor.organization, *kind)?;
        if let Some(c) = found.filter(|c| c.email_norm == email) {
            told.push(json!({
                "kind": kind,
                "first_name": c.first_name,
                "last_name": c.last_name,
                "email": c.email,
                "phone": c.phone,
            }));
        }
    }
    Ok(told)
}

/// Mails that went to the person: when, and about what. Of an address that isn't confirmed only those about the account itself.
fn mails(conn: &mut DbConn, actor: &Actor, addresses: &[String]) -> DbResult<Vec<Value>> {
    let all = outbox::to_person(conn, actor.organization, addresses, limit())?;
    let ours = all
        .into_iter()
        .filter(|mail| actor.email_confirmed || mail.template.starts_with("users/"));
    let one = |mail: outbox::Mail| {
        json!({
            "to": mail.recipient,
            "subject": mail.subject,
            "state": mail.state,
            "made_at": mail.created_at,
            "sent_at": mail.sent_at,
        })
    };
    Ok(ours.map(one).collect())
}

/// What the person did, as the trail has it; in the chains of others no more than that something was done.
fn deeds(conn: &mut DbConn, permit: &Permit<ManageOwnProfile>, actor: &Actor) -> DbResult<Value> {
    let wanted = Wanted {
        actor: Some(actor.user),
        ..Wanted::default()
    };
    let (mut told, mut from) = (Vec::new(), From::Start);
    let more = loop {
        let acts = audit::activity(conn, permit.scope(), actor.organization, &wanted, from, STEP)?;
        let full = acts.len() == STEP;
        if let Some(last) = acts.last() {
            from = From::Older(last.place());
        }
        told.extend(acts.iter().map(|act| {
            let own = act.organization_id == actor.organization;
            json!({
                "time": act.created_at,
                "action": act.action,
                "source": act.source,
                "request_id": act.request_id,
                "what_changed": own.then(|| act.details()),
            })
        }));
        if !full || told.len() >= MOST {
            break full;
        }
    };
    Ok(json!({ "newest_first": told, "there_is_more": more }))
}

fn values(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageOwnProfile>,
    actor: &Actor,
) -> DbResult<Vec<Value>> {
    let (mut told, mut after) = (Vec::new(), None);
    while told.len() < MOST {
        let of = (actor.organization, Some(actor.user));
        let batch = audit::personal_of(conn, permit.scope(), &cx.site.keys, of, after)?;
        let Some((last, _)) = batch.last() else { break };
        after = Some(*last);
        told.extend(batch.into_iter().map(|(_, values)| values));
    }
    Ok(told)
}

fn limit() -> i64 {
    i64::try_from(MOST).unwrap_or(i64::MAX)
}
