//! What stands for `{id}` in an address: for every kind of thing one that belongs to the visitor's organization, one of an
//! organization that nobody who walks belongs to, and one that doesn't exist. Each is made anew for every step, so that what one
//! visitor does to it changes nothing for the next.

use std::cell::Cell;

use diesel::prelude::*;
use tandem::db::schema::{domain_notes, enrollments, name_changes, outbox};
use tandem::kernel::ids::{DomainNoteId, EnrollmentId, MailId, NameChangeId, OrganizationId, UserId};
use tandem::policy::{AdminRole, AgentRole};
use tandem::testkit::TestApp;

/// Whose thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of the visitor's own organization.
    Own,
    /// Of another organization.
    Foreign,
    /// Nobody's: there is none.
    Unknown,
}

impl Whose {
    /// As the table calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Foreign => "foreign",
            Self::Unknown => "unknown",
        }
    }
}

/// What an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Person,
    Organization,
    NameChange,
    Enrollment,
    Mail,
    DomainNote,
    Membership,
    /// Found by a secret, or the same for everybody: there is no own and no foreign one.
    Nobodys,
}

/// The kinds, by how an address begins. A route with an object that isn't in here fails the walk.
const KINDS: &[(&str, Kind)] = &[
    ("/account/users/{id}", Kind::Person),
    ("/operations/people/{id}", Kind::Person),
    ("/operations/organizations/{id}", Kind::Organization),
    ("/operations/changes/{id}", Kind::NameChange),
    ("/operations/enrollments/{id}", Kind::Enrollment),
    ("/operations/mail/{id}", Kind::Mail),
    ("/operations/domains/{id}", Kind::DomainNote),
    ("/operations/memberships/{mpn_id}", Kind::Membership),
    ("/claim/{token}", Kind::Nobodys),
    ("/enroll/status/{token}", Kind::Nobodys),
    ("/password/reset/{token}", Kind::Nobodys),
    ("/static/{name}", Kind::Nobodys),
    ("/verify/contact/{token}", Kind::Nobodys),
    ("/verify/domain/{token}", Kind::Nobodys),
    ("/verify/undo/{token}", Kind::Nobodys),
    ("/verify/{token}", Kind::Nobodys),
    ("/welcome/{token}", Kind::Nobodys),
];

fn kind_of(path: &str) -> Kind {
    KINDS
        .iter()
        .find(|(begin, _)| path == *begin || path.starts_with(&format!("{begin}/")))
        .unwrap_or_else(|| panic!("{path}: say in tests/portal/walk/objects.rs what stands for its object"))
        .1
}

/// Makes the things.
pub struct Objects {
    made: Cell<u32>,
}

impl Objects {
    pub const fn new() -> Self {
        Self { made: Cell::new(0) }
    }

    /// Which things a route is walked with; none when its address has no object.
    pub fn whose(path: &str) -> &'static [Whose] {
        if !path.contains('{') {
            return &[];
        }
        match kind_of(path) {
            Kind::Nobodys => &[Whose::Unknown],
            _ => &[Whose::Own, Whose::Foreign, Whose::Unknown],
        }
    }

    /// The address with such a thing for a visitor of this organization.
    pub fn filled(&self, app: &TestApp, path: &str, whose: Option<Whose>, own: OrganizationId) -> String {
        let Some(whose) = whose else {
            return path.to_owned();
        };
        let id = match whose {
            Whose::Unknown => self.unknown(path),
            Whose::Own => self.make(app, kind_of(path), own, true),
            Whose::Foreign => {
                let n = self.next();
                let other = app.organization(&format!("Other {n}"), &format!("other{n}.example"), "JP", &[]);
                self.make(app, kind_of(path), other, false)
            }
        };
        path.split('/')
            .map(|part| match part {
                "{id}" | "{mpn_id}" => id.as_str(),
                "{kind}" => "employment",
                part if part.starts_with('{') => "unknown",
                part => part,
            })
            .collect::<Vec<_>>()
            .join("/")
    }

    fn next(&self) -> u32 {
        self.made.set(self.made.get() + 1);
        self.made.get()
    }

    fn unknown(&self, path: &str) -> String {
        if path.contains("{mpn_id}") {
            "unknown".to_owned()
        } else {
            UserId::new().to_string()
        }
    }

    fn make(&self, app: &TestApp, kind: Kind, of: OrganizationId, own: bool) -> String {
        let (n, now) = (self.next(), app.clock.now());
        match kind {
            Kind::Person => self.person(app, of, n).to_string(),
            Kind::Organization => of.to_string(),
            Kind::Nobodys => self.unknown(""),
            Kind::Membership => {
                let mpn_id = format!("W{n}");
                app.membership(&mpn_id, "JP", if own { "Own" } else { "Other" });
                mpn_id
            }
            Kind::NameChange => {
                let open: Option<NameChangeId> = app.write(|conn| {
                    Ok(name_changes::table
                        .filter(name_changes::organization_id.eq(of))
                        .filter(name_changes::state.eq("open"))
                        .select(name_changes::id)
                        .first(conn)
                        .optional()?)
                });
                let id = open.unwrap_or_else(|| self.name_change(app, of, n));
                id.to_string()
            }
            Kind::Enrollment => {
                let open: Option<EnrollmentId> = app.write(|conn| {
                    Ok(enrollments::table
                        .filter(enrollments::organization_id.eq(of))
                        .select(enrollments::id)
                        .first(conn)
                        .optional()?)
                });
                let id = open.unwrap_or_else(|| enrollment(app, of, n));
                id.to_string()
            }
            Kind::Mail => {
                let id = MailId::new();
                app.write(|conn| {
                    diesel::insert_into(outbox::table)
                        .values((
                            outbox::id.eq(id),
                            outbox::organization_id.eq(of),
                            outbox::recipient.eq("somebody@mail.example"),
                            outbox::template.eq("operations/test"),
                            outbox::language.eq("en"),
                            outbox::subject.eq("x"),
                            outbox::state.eq("dead"),
                            outbox::queued_at.eq(now),
                            outbox::next_at.eq(now),
                            outbox::created_at.eq(now),
                        ))
                        .execute(conn)?;
                    Ok(())
                });
                id.to_string()
            }
            Kind::DomainNote => {
                let id = DomainNoteId::new();
                app.write(|conn| {
                    diesel::insert_into(domain_notes::table)
                        .values((
                            domain_notes::id.eq(id),
                            domain_notes::kind.eq("disputed"),
                            domain_notes::domain.eq("x.example"),
                            domain_notes::organization_id.eq(of),
                            domain_notes::claimant.eq("x"),
                            domain_notes::email.eq("x@x.example"),
                            domain_notes::created_at.eq(now),
                        ))
                        .execute(conn)?;
                    Ok(())
                });
                id.to_string()
            }
        }
    }

    fn person(&self, app: &TestApp, of: OrganizationId, n: u32) -> UserId {
        let name = format!("target{n}@target{n}.example");
        app.person(of, &name, AgentRole::None, AdminRole::None).user
    }

    fn name_change(&self, app: &TestApp, of: OrganizationId, n: u32) -> NameChangeId {
        let (id, asker, now) = (NameChangeId::new(), self.person(app, of, n), app.clock.now());
        app.write(|conn| {
            diesel::insert_into(name_changes::table)
                .values((
                    name_changes::id.eq(id),
                    name_changes::organization_id.eq(of),
                    name_changes::old_name.eq("Old"),
                    name_changes::new_name.eq(format!("New {n}")),
                    name_changes::grounds.eq("x"),
                    name_changes::state.eq("open"),
                    name_changes::requested_by.eq(asker),
                    name_changes::requested_at.eq(now),
                ))
                .execute(conn)?;
            Ok(())
        });
        id
    }
}

fn enrollment(app: &TestApp, of: OrganizationId, n: u32) -> EnrollmentId {
    let (id, now) = (EnrollmentId::new(), app.clock.now());
    app.write(|conn| {
        diesel::insert_into(enrollments::table)
            .values((
                enrollments::id.eq(id),
                enrollments::number.eq(i64::from(n) + 10_000),
                enrollments::organization_id.eq(of),
                enrollments::kind.eq("new"),
                enrollments::state.eq("in_review"),
                enrollments::state_since.eq(now),
                enrollments::form.eq("{}"),
                enrollments::language.eq("en"),
                enrollments::marked.eq("[]"),
                enrollments::submitted_at.eq(now),
                enrollments::confirmed_at.eq(now),
                enrollments::created_at.eq(now),
                enrollments::updated_at.eq(now),
            ))
            .execute(conn)?;
        Ok(())
    });
    id
}

/// A page without what differs from one request to the next: the ids in it and the tokens of its forms.
pub fn masked(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for (n, part) in body.split("name=\"_form\" value=\"").enumerate() {
        let rest = if n == 0 {
            part
        } else {
            part.split_once('"').map_or("", |(_, rest)| rest)
        };
        text.push_str(rest);
    }
    let is_id = |at: &str| {
        at.len() == 36
            && at.bytes().enumerate().all(|(n, b)| match n {
                8 | 13 | 18 | 23 => b == b'-',
                _ => b.is_ascii_hexdigit(),
            })
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        match rest.get(..36) {
            Some(id) if is_id(id) => {
                out.push('#');
                rest = &rest[36..];
            }
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

#[test]
fn two_pages_that_differ_by_id_and_token_alone_are_equal() {
    let page = |token: &str| {
        format!(
            "<a href=\"/x/{}\"><input name=\"_form\" value=\"{token}\">もう</a>",
            UserId::new()
        )
    };
    assert_eq!(masked(&page("a")), masked(&page("b")));
    assert!(masked(&page("a")).contains("/x/#"));
}
