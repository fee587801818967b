//! Verifying and releasing sign-in domains (decision 2).

use serde_json::json;

use super::event;
use crate::audit;
use crate::db::{DbConn, DbResult, Fault};
use crate::features::organizations::domain::{DomainState, ProofRefused, Refused, released_names};
use crate::features::organizations::mails::DomainProof;
use crate::features::organizations::store::{self, DomainNote, NoteKind};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{DomainNoteId, OrganizationId};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail;
use crate::mail::link::{self, Dead, LinkKind, NewLink};
use crate::policy::{Permit, TenantScope, Who, actions};

/// Writes down that the sign-in domain belongs to the organization, by a link followed or by the operator (decision 2).
/// Answers whether it was only claimed before; the caller then lets `customers` take over what an import knew.
pub fn verify_domain(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    how: &'static str,
) -> DbResult<bool> {
    let changed = store::advance_domain(conn, organization, DomainState::Claimed, DomainState::Verified)?;
    if changed {
        audit::append(
            conn,
            cx,
            who,
            event(organization, "organization.domain_verify", json!({ "how": how })),
        )?;
    }
    Ok(changed)
}

/// Takes the sign-in domain away again (decision 2): the organization signs in under the installation's domain from now on.
/// Answers the new sign-in domain; the caller renames its people. Who signs in there already, the operator above all, can't be released.
pub fn release_domain(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: &store::Organization,
    why: &'static str,
) -> Result<String, Fault<Refused>> {
    let from = organization
        .sign_in_domain
        .clone()
        .filter(|_| organization.domain_state != DomainState::None)
        .ok_or(Fault::Refused(Refused::Changed))?;
    let to = free_name(conn, cx, organization, &from)?;
    if !store::release(conn, organization.id, (&from, organization.domain_state), &to)? {
        return Err(Fault::Refused(Refused::Changed));
    }
    let details = json!({ "from": from, "to": to, "why": why });
    audit::append(
        conn,
        cx,
        who,
        event(organization.id, "organization.domain_release", details),
    )?;
    Ok(to)
}

/// The first name under the installation's domain that nobody has; the operator's stays the operator's.
fn free_name(conn: &mut DbConn, cx: &Cx, organization: &store::Organization, from: &str) -> DbResult<String> {
    let tenants = &cx.site.tenant_domain;
    for name in released_names(from, organization.number, tenants) {
        if name != cx.site.operator_domain() && store::by_domain(conn, &name)?.is_none() {
            return Ok(name);
        }
    }
    Ok(format!("{}.{tenants}", organization.id.uuid().simple()))
}

/// Mails the link by which the organization's own domain is verified, to an address in exactly that domain (decision 2).
pub fn ask_for_proof(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ManageOrganization>,
    email: &EmailAddress,
    language: Language,
) -> Result<(), Fault<ProofRefused>> {
    let actor = permit.actor().ok_or(Fault::Refused(ProofRefused::NoDomain))?;
    let organization = store::by_id(conn, permit.scope(), actor.organization)?
        .ok_or(Fault::Refused(ProofRefused::NoDomain))?;
    let domain = organization.sign_in_domain.clone().unwrap_or_default();
    match organization.domain_state {
        DomainState::None => return Err(Fault::Refused(ProofRefused::NoDomain)),
        DomainState::Verified => return Err(Fault::Refused(ProofRefused::AlreadyVerified)),
        DomainState::Claimed if email.domain().as_str() != domain => {
            return Err(Fault::Refused(ProofRefused::NotInDomain));
        }
        DomainState::Claimed => {}
    }
    let token = link::create(
        conn,
        cx,
        &NewLink {
            kind: LinkKind::DomainProof,
            organization: organization.id,
            user: Some(actor.user),
            email: Some(email.as_str().to_owned()),
            details: json!({ "verify": domain }),
            expires_at: cx.now + LinkKind::DomainProof.lifetime(),
        },
    )?;
    let mut asked = event(
        organization.id,
        "organization.domain_proof_ask",
        json!({ "domain": domain }),
    );
    asked.personal = Some((None, json!({ "email": email.as_str() })));
    audit::append(conn, cx, permit.who(), asked)?;
    let letter = DomainProof::new(cx, language, &organization.legal_name, &domain, &token);
    mail::send(conn, cx, Some(organization.id), email, &letter)?;
    Ok(())
}

/// A link that verifies a domain: whose, and which one. Changes nothing.
pub fn proof(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Option<(store::Organization, Result<String, ProofRefused>)>> {
    let Some(found) = link::find(conn, LinkKind::DomainProof, token)? else {
        return Ok(None);
    };
    let Some(domain) = found.details.get("verify").and_then(|d| d.as_str()) else {
        return Ok(None);
    };
    let Some(organization) = store::by_id(conn, &TenantScope::System, found.organization)? else {
        return Ok(None);
    };
    let still = organization.sign_in_domain.as_deref() == Some(domain);
    let domain = match found.usable(cx.now) {
        Ok(()) if still => Ok(domain.to_owned()),
        // Whoever opens the link again, or presses twice, learns that it has done its work.
        Err(Dead::Used) if still && organization.domain_state == DomainState::Verified => {
            Err(ProofRefused::AlreadyVerified)
        }
        _ => Err(ProofRefused::LinkDead),
    };
    Ok(Some((organization, domain)))
}

/// Verifies the domain by the mailed link. Answers the organization, and whether the domain was only claimed before.
pub fn follow_proof(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> Result<(OrganizationId, bool), Fault<ProofRefused>> {
    let dead = Fault::Refused(ProofRefused::LinkDead);
    let Some((organization, domain)) = proof(conn, cx, permit, token)? else {
        return Err(dead);
    };
    domain.map_err(Fault::Refused)?;
    let Ok(link) = link::take(conn, cx, LinkKind::DomainProof, token)? else {
        return Err(dead);
    };
    let who = Who {
        user: link.user,
        organization: Some(organization.id),
    };
    let changed = verify_domain(conn, cx, who, organization.id, "mailed link")?;
    Ok((organization.id, changed))
}

/// Tells the operator something about a domain.
pub fn note_domain(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    kind: NoteKind,
    holder: &store::Organization,
    domain: &str,
    claimant: (&str, &EmailAddress),
) -> DbResult<()> {
    let note = DomainNote {
        id: DomainNoteId::new(),
        kind,
        domain: domain.to_owned(),
        organization_id: holder.id,
        claimant: claimant.0.to_owned(),
        email: claimant.1.as_str().to_owned(),
        created_at: cx.now,
    };
    store::insert_note(conn, &note)?;
    let mut noted = event(
        holder.id,
        "organization.domain_note",
        json!({ "kind": kind, "domain": domain }),
    );
    noted.personal = Some((
        None,
        json!({ "claimant": claimant.0, "email": claimant.1.as_str() }),
    ));
    audit::append(conn, cx, who, noted)
}

/// The operator has seen to a note.
pub fn finish_note(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ManageDomains>,
    id: DomainNoteId,
) -> DbResult<bool> {
    let by = permit.who().user;
    let Some(note) = store::finish_note(conn, permit.scope(), id, by, cx.now)? else {
        return Ok(false);
    };
    let details = json!({ "kind": note.kind, "domain": note.domain });
    audit::append(
        conn,
        cx,
        permit.who(),
        event(note.organization_id, "organization.domain_note_done", details),
    )?;
    Ok(true)
}
