//! Domains and who signs in there: **It is our domain** and release (decision 2).

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Credentials, NewUser, append, create, mailable, send_contact_confirmation};
use crate::audit::{self, Event};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::organizations::domain::{
    DomainState, Founding, IDLE_DAYS, Refused, SignInDomain, parse_own_domain,
};
use crate::features::organizations::{self, NoteKind, Organization};
use crate::features::users::mails::{DomainClaim, DomainReleased};
use crate::features::users::store;
use crate::kernel::clock::days;
use crate::kernel::country::Country;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::OrganizationId;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::kernel::text::{LegalName, PersonName};
use crate::mail;
use crate::mail::link::{self, LinkKind, NewLink};
use crate::policy::{AdminRole, AgentRole, OperatorRole, Permit, TenantScope, Who, actions};

/// Takes an organization's domain away and gives its people names under the new one; they are told by mail, and their old names
/// sign in for 30 days unless somebody else signs in at that domain (decision 2). Answers the new domain.
pub fn release(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: &Organization,
    why: &'static str,
) -> Result<String, Fault<Refused>> {
    let from = organization.sign_in_domain.clone().unwrap_or_default();
    let to = organizations::release_domain(conn, cx, who, organization, why)?;
    let until = cx.now + days(IDLE_DAYS);
    let zone = Country::parse(&organization.country).map_or("UTC", |c| c.time_zone());
    let mut after = 0;
    loop {
        let batch = store::batch(conn, organization.id, after)?;
        let Some((last, _)) = batch.last() else { break };
        after = *last;
        for (_, user) in &batch {
            let local = user.user_name.split('@').next().unwrap_or("user");
            let name = format!("{local}@{to}");
            store::rename(conn, user, &name)?;
            store::keep_former_name(conn, user.id, &user.user_name, until)?;
            let personal = json!({ "from": user.user_name, "to": name });
            append(
                conn,
                cx,
                who,
                organization.id,
                user.id,
                "user.rename",
                json!({ "why": "domain released" }),
                Some(personal),
            )?;
            if let Some(address) = mailable(user).filter(|_| user.state.signs_in() && why != CLOSED) {
                let again = why == TAKEN_OVER;
                let letter = DomainReleased::new(
                    cx,
                    user,
                    (&organization.legal_name, zone),
                    &from,
                    &name,
                    until,
                    again,
                );
                mail::send(conn, cx, Some(organization.id), &address, &letter)?;
            }
        }
    }
    Ok(to)
}

/// Why a domain is released when somebody else proved that it is theirs: then it is used again at once.
const TAKEN_OVER: &str = "somebody else showed that it is theirs";

/// Why it is released when the organization has ended: then nobody signs in by either name, and nobody is told of one.
pub(super) const CLOSED: &str = "closed for good";

/// What was typed on **Create one**, kept in the link that proves the domain; the password isn't, whoever opens the link chooses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Legal name of the organization.
    pub legal_name: String,
    /// Its country.
    pub country: String,
    /// The domain it says is its own.
    pub domain: String,
    /// The first Global admin.
    pub full_name: String,
    /// Their contact address.
    pub email: String,
    /// The whole sign-in name.
    pub user_name: String,
}

/// Mails the link by which a domain goes to whom it belongs to an address in it. The answer to the asker is the same whatever
/// becomes of it. False when nobody has the domain (any more): then it needs no proof.
pub fn ask_for_domain(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::CreateOrganization>,
    draft: &Draft,
    proof: &EmailAddress,
    language: Language,
) -> DbResult<bool> {
    let Some(holder) = organizations::by_domain(conn, &draft.domain)? else {
        return Ok(false);
    };
    let token = link::create(
        conn,
        cx,
        &NewLink {
            kind: LinkKind::DomainProof,
            organization: holder.id,
            user: None,
            email: Some(proof.as_str().to_owned()),
            details: json!({ "claim": draft }),
            expires_at: cx.now + LinkKind::DomainProof.lifetime(),
        },
    )?;
    let event = Event {
        organization: holder.id,
        action: "organization.domain_claim_ask",
        object_kind: "organization",
        object_id: holder.id.to_string(),
        target: None,
        details: json!({ "domain": draft.domain }),
        personal: Some((None, json!({ "email": proof.as_str(), "ip": cx.origin.ip }))),
    };
    audit::append(conn, cx, permit.who(), event)?;
    let letter = DomainClaim::new(cx, language, &draft.legal_name, &draft.domain, &token);
    mail::send(conn, cx, None, proof, &letter)?;
    Ok(true)
}

/// What a link about a domain does when it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What was typed on **Create one**.
    pub draft: Draft,
    /// The address the link was mailed to.
    pub proof: EmailAddress,
    /// Another organization has verified the domain: confirming only tells the operator.
    pub disputed: bool,
    /// Whether the link still works.
    pub works: bool,
}

/// Why a claim wasn't done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimRefused {
    /// Used, too old or unknown.
    LinkDead,
    /// The domain's standing is another than the page said.
    Changed,
}

/// Reads the claim behind a link. Changes nothing.
pub fn claim_of(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Option<Claim>> {
    let Some(found) = link::find(conn, LinkKind::DomainProof, token)? else {
        return Ok(None);
    };
    let draft = found.details.get("claim").cloned().unwrap_or_default();
    let Ok(draft) = serde_json::from_value::<Draft>(draft) else {
        return Ok(None);
    };
    let Some(proof) = found.email.as_deref().and_then(|e| EmailAddress::parse(e).ok()) else {
        return Ok(None);
    };
    let holder = organizations::by_domain(conn, &draft.domain)?;
    Ok(Some(Claim {
        draft,
        proof,
        disputed: holder.is_some_and(|o| o.domain_state != DomainState::Claimed),
        works: found.usable(cx.now).is_ok(),
    }))
}

/// Gives the domain to whom it belongs: the organization that only claimed it is released, a new one is made with the domain
/// verified, and its first Global admin. Answers the new organization.
pub fn take_domain(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
    password: Credentials,
    language: Language,
) -> Result<OrganizationId, Fault<ClaimRefused>> {
    let claim = take(conn, cx, permit, token, false)?;
    let draft = &claim.draft;
    let changed = || Fault::Refused(ClaimRefused::Changed);
    let refused = |fault: Fault<Refused>| match fault {
        Fault::Refused(_) => changed(),
        Fault::Db(error) => Fault::Db(error),
    };
    if let Some(holder) = organizations::by_domain(conn, &draft.domain)? {
        release(conn, cx, Who::default(), &holder, TAKEN_OVER).map_err(refused)?;
        let claimant = (draft.legal_name.as_str(), &claim.proof);
        let kind = NoteKind::TakenOver;
        organizations::note_domain(conn, cx, Who::default(), kind, &holder, &draft.domain, claimant)?;
    }
    let domain: SignInDomain =
        parse_own_domain(&draft.domain, &cx.site.tenant_domain).map_err(|_| changed())?;
    let founding = Founding {
        legal_name: LegalName::parse(&draft.legal_name).map_err(|_| changed())?,
        country: Country::parse(&draft.country).map_err(|_| changed())?,
        domain,
        domain_state: DomainState::Verified,
    };
    let email = EmailAddress::parse(&draft.email).map_err(|_| changed())?;
    let made = organizations::create(conn, cx, permit.who(), &founding, None).map_err(refused)?;
    let user = NewUser {
        organization: made.id,
        user_name: draft.user_name.clone(),
        full_name: PersonName::parse(&draft.full_name).map_err(|_| changed())?,
        email: email.clone(),
        password: Some(password),
        agent: AgentRole::None,
        admin: AdminRole::GlobalAdmin,
        operator: OperatorRole::None,
        language: Some(language),
    };
    let user = create(conn, cx, permit.who(), &user).map_err(|fault| match fault {
        Fault::Refused(_) => changed(),
        Fault::Db(error) => Fault::Db(error),
    })?;
    if email.norm() == claim.proof.norm() {
        // The link that was just followed went to this very address.
        store::confirm_email(conn, user, &email.norm(), cx.now)?;
    } else {
        send_contact_confirmation(conn, cx, user)?;
    }
    Ok(made.id)
}

/// Tells the operator that a verified domain is said to be somebody else's.
pub fn dispute_domain(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> Result<(), Fault<ClaimRefused>> {
    let claim = take(conn, cx, permit, token, true)?;
    let holder =
        organizations::by_domain(conn, &claim.draft.domain)?.ok_or(Fault::Refused(ClaimRefused::Changed))?;
    let claimant = (claim.draft.legal_name.as_str(), &claim.proof);
    let (kind, domain) = (NoteKind::Disputed, &claim.draft.domain);
    organizations::note_domain(conn, cx, Who::default(), kind, &holder, domain, claimant)?;
    Ok(())
}

/// Uses the link up, if the domain still stands as the page said.
fn take(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
    disputed: bool,
) -> Result<Claim, Fault<ClaimRefused>> {
    let dead = || Fault::Refused(ClaimRefused::LinkDead);
    let claim = claim_of(conn, cx, permit, token)?
        .filter(|c| c.works)
        .ok_or_else(dead)?;
    if claim.disputed != disputed {
        return Err(Fault::Refused(ClaimRefused::Changed));
    }
    link::take(conn, cx, LinkKind::DomainProof, token)?.map_err(|_| dead())?;
    Ok(claim)
}

/// The operator takes a domain away: the dispute was decided, or nobody uses it.
pub fn release_by_operator(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ManageDomains>,
    organization: OrganizationId,
) -> Result<String, Fault<Refused>> {
    let organization =
        organizations::by_id(conn, permit.scope(), organization)?.ok_or(Fault::Refused(Refused::Changed))?;
    release(conn, cx, permit.who(), &organization, "by the operator")
}

/// Releases a claimed domain that nobody has used for 30 days; which those are is for `operations` to say.
pub fn release_idle(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
) -> Result<String, Fault<Refused>> {
    let organization = organizations::by_id(conn, &TenantScope::System, organization)?
        .filter(|o| o.domain_state == DomainState::Claimed)
        .ok_or(Fault::Refused(Refused::Changed))?;
    release(conn, cx, who, &organization, "not used for 30 days")
}
