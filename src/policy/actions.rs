//! The one permission table (S38 with decisions 3 and 4). `docs/permissions.md` is printed from it.

use super::actor::{Actor, OrganizationState};
use super::permit::{self, Anyone};
use super::roles::{AdminRole, AgentRole, OperatorRole, Programme, Role};

/// Something that may be permitted. Implemented by the types of this table only.
pub trait Action {
    /// Its row.
    const ROW: Row;
}

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A visitor too.
    Anyone,
    /// Everybody who is signed in, whatever the role.
    SignedIn,
    /// Who has one of the roles.
    Roles,
}

/// In which states of the actor's organization (decision 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum States {
    /// Only while it is active.
    Active,
    /// Also while it is suspended.
    AlsoSuspended,
    /// Also while it is suspended or closed: reading.
    AlsoClosed,
}

impl States {
    /// Whether an organization in this state may (decision 7). The one rule: [`permit`](super::permit()) asks it for who acts, and whoever
    /// deals with another organization asks it for that one, with the row of what that one would do.
    #[must_use]
    pub const fn allow(self, state: OrganizationState) -> bool {
        match state {
            OrganizationState::Active => true,
            OrganizationState::Suspended => matches!(self, Self::AlsoSuspended | Self::AlsoClosed),
            OrganizationState::Closed => matches!(self, Self::AlsoClosed),
            OrganizationState::Unclaimed | OrganizationState::Merged => false,
        }
    }
}

/// Which product families an action reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Products {
    /// Every one.
    All,
    /// Not Office 365 (S39).
    ExceptOffice365,
}

/// The tasks of the footnote S39: the product family of each subscription decides.
const NOT_OFFICE_365: &[&str] = &["service_request.manage", "subscription.manage"];

/// The rows that stand beside the radios of a role: those of S38 with decision 4, and what every role gives. The others are told to whoever
/// asks what they may do themselves; of the operator's own all are told.
const BESIDE_ROLES: &[&str] = &[
    "organization.see",
    "customer.see",
    "user.manage",
    "service_health.see",
    "service_request.manage",
    "relationship.request",
    "delegated_admin.request",
    "customer.administer",
    "subscription.see",
    "subscription.manage",
    "partner_profile.see",
    "billing.see",
    "portal_ticket.open",
    "partnership.accept",
];

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// `feature.verb`.
    pub name: &'static str,
    /// Who may.
    pub who: Who,
    /// Roles that give it at a reseller.
    pub reseller: &'static [Role],
    /// Roles that give it at a provider.
    pub provider: &'static [Role],
    /// Roles that give it at a customer.
    pub customer: &'static [Role],
    /// Roles that give it at the operator.
    pub operator: &'static [Role],
    /// Roles that give it in an organization that has no programme yet.
    pub without_programme: &'static [Role],
    /// In which states.
    pub states: States,
}

impl Row {
    /// The roles that give it in a programme.
    #[must_use]
    pub const fn roles_of(&self, programme: Programme) -> &'static [Role] {
        match programme {
            Programme::Reseller => self.reseller,
            Programme::Provider => self.provider,
            Programme::Customer => self.customer,
            Programme::Operator => self.operator,
        }
    }

    /// The roles that give it to somebody of an organization in these programmes.
    #[must_use]
    pub fn granting(&self, programmes: &[Programme]) -> Vec<Role> {
        let mut roles = Vec::new();
        for programme in programmes {
            for role in self.roles_of(*programme) {
                if !roles.contains(role) {
                    roles.push(*role);
                }
            }
        }
        // An organization without programme has Global admins who may begin one (decision 3).
        if programmes.is_empty() {
            roles.extend(self.without_programme.iter().copied());
        }
        roles
    }

    /// Which products somebody with these roles reaches by it: for Office 365 a Helpdesk agent alone isn't enough (S39).
    #[must_use]
    pub fn products(&self, programmes: &[Programme], held: &[Role]) -> Products {
        let enough = |role: &Role| held.contains(role) && *role != HA;
        if NOT_OFFICE_365.contains(&self.name) && !self.granting(programmes).iter().any(enough) {
            Products::ExceptOffice365
        } else {
            Products::All
        }
    }

    /// Whether it is told beside the radios where a role is chosen (P23).
    #[must_use]
    pub fn is_beside_roles(&self) -> bool {
        self.is_operators() || BESIDE_ROLES.contains(&self.name)
    }

    /// Whether only the operator's people may: such an action reaches every organization, any other only one's own.
    #[must_use]
    pub const fn is_operators(&self) -> bool {
        !self.operator.is_empty()
            && self.reseller.is_empty()
            && self.provider.is_empty()
            && self.customer.is_empty()
    }
}

const GA: Role = Role::Admin(AdminRole::GlobalAdmin);
const UMA: Role = Role::Admin(AdminRole::UserManagementAdmin);
const BA: Role = Role::Admin(AdminRole::BillingAdmin);
const AA: Role = Role::Agent(AgentRole::AdminAgent);
const SA: Role = Role::Agent(AgentRole::SalesAgent);
const HA: Role = Role::Agent(AgentRole::HelpdeskAgent);
const ADM: Role = Role::Operator(OperatorRole::Administrator);
const REV: Role = Role::Operator(OperatorRole::Reviewer);
const NOBODY: &[Role] = &[];

/// Declares the actions: a type and a row each.
macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $name:literal: $who:ident, $states:ident,
        reseller $reseller:expr, provider $provider:expr, customer $customer:expr, operator $operator:expr, without $without:expr;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $action;
            impl Action for $action {
                const ROW: Row = Row {
                    name: $name,
                    who: Who::$who,
                    reseller: $reseller,
                    provider: $provider,
                    customer: $customer,
                    operator: $operator,
                    without_programme: $without,
                    states: States::$states,
                };
            }
            impl sealed::$who for $action {}
        )+
        /// Every row, in the order of the table.
        pub const TABLE: &[Row] = &[$($action::ROW),+];
    };
}

/// So that `Anyone` follows from the row and from nothing else.
mod sealed {
    pub trait Anyone {}
    #[allow(dead_code, reason = "named by the table's macro, asked by nobody")]
    pub trait SignedIn {}
    #[allow(dead_code, reason = "named by the table's macro, asked by nobody")]
    pub trait Roles {}
}
impl<A: Action + sealed::Anyone> Anyone for A {}

actions! {
    /// Reading public pages, following links, signing in.
    Visit = "portal.visit": Anyone, AlsoClosed, reseller NOBODY, provider NOBODY, customer NOBODY, operator NOBODY, without NOBODY;
    /// Making an organization with its first Global admin (decision 16).
    CreateOrganization = "organization.create": Anyone, AlsoClosed, reseller NOBODY, provider NOBODY, customer NOBODY, operator NOBODY, without NOBODY;
    /// Confirming an address, a domain or an application by the link that was mailed to it.
    FollowLink = "link.follow": Anyone, AlsoClosed, reseller NOBODY, provider NOBODY, customer NOBODY, operator NOBODY, without NOBODY;
    /// Standing on the dashboard.
    SeeDashboard = "dashboard.see": SignedIn, AlsoClosed, reseller NOBODY, provider NOBODY, customer NOBODY, operator NOBODY, without NOBODY;
    /// What stays mine in every state: my password, my sessions, language and time zone, my data.
    ManageOwnProfile = "profile.manage": SignedIn, AlsoClosed, reseller NOBODY, provider NOBODY, customer NOBODY, operator NOBODY, without NOBODY;
    /// My name and my contact address: what others see of me.
    ChangeOwnDetails = "profile.change": SignedIn, AlsoSuspended, reseller NOBODY, provider NOBODY, customer NOBODY, operator NOBODY, without NOBODY;
    /// Reading the organization's profile and its membership.
    SeeOrganization = "organization.see": Roles, AlsoClosed, reseller &[AA, SA, HA, GA, UMA, BA], provider &[AA, SA, HA, GA, UMA, BA], customer &[GA, UMA, BA], operator &[ADM, REV], without &[GA, UMA];
    /// Verifying the sign-in domain, changing what the organization says of itself.
    ManageOrganization = "organization.manage": Roles, AlsoSuspended, reseller &[GA], provider &[GA], customer &[GA], operator &[ADM], without &[GA];
    /// Asking for another legal name (decision 8).
    RenameOrganization = "organization.rename": Roles, AlsoSuspended, reseller &[GA], provider &[GA], customer &[GA], operator NOBODY, without &[GA];
    /// **Close account**: ending it all, with thirty days to undo (decision 7).
    CloseOrganization = "organization.close": Roles, AlsoSuspended, reseller &[GA], provider &[GA], customer &[GA], operator NOBODY, without &[GA];
    /// Taking **Close account** back while the days last (decision 7).
    UndoClosing = "organization.close_undo": Roles, AlsoClosed, reseller &[GA], provider &[GA], customer &[GA], operator NOBODY, without &[GA];
    /// Enrolling as an indirect reseller (S12–S21, S13: Global admin only).
    ApplyForEnrollment = "enrollment.apply": Roles, Active, reseller &[GA], provider &[GA], customer &[GA], operator NOBODY, without &[GA];
    /// Withdrawing the own application: ending things stays possible while suspended (decision 7).
    WithdrawEnrollment = "enrollment.withdraw": Roles, AlsoSuspended, reseller &[GA], provider &[GA], customer &[GA], operator NOBODY, without &[GA];
    /// Reading the state of the own application.
    SeeEnrollment = "enrollment.see": Roles, AlsoClosed, reseller &[GA], provider &[GA], customer &[GA], operator NOBODY, without &[GA];
    /// Deciding on applications (S10, decision 14).
    ReviewEnrollment = "enrollment.review": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM, REV], without NOBODY;
    /// Opening a disowned application again (decision 12).
    ReopenEnrollment = "enrollment.reopen": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
    /// Reading the membership directory.
    SeeMemberships = "membership.see": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM, REV], without NOBODY;
    /// Importing and correcting the membership directory.
    ManageMemberships = "membership.manage": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM, REV], without NOBODY;
    /// Search and view customers (S38, S51).
    SeeCustomers = "customer.see": Roles, AlsoClosed, reseller &[AA, SA, HA, GA], provider &[AA, SA, HA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Importing what customers are served through other portals (S52).
    ImportCustomers = "customer.import": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
    /// Adding users, giving roles, resetting passwords (A1).
    ManageUsers = "user.manage": Roles, AlsoSuspended, reseller &[GA, UMA], provider &[GA, UMA], customer &[GA, UMA], operator &[ADM], without &[GA, UMA];
    /// Finding colleagues and their roles, so that everybody knows whom to ask (S29).
    SeeUsers = "user.see": Roles, AlsoClosed, reseller &[AA, SA, HA, GA, UMA, BA], provider &[AA, SA, HA, GA, UMA, BA], customer &[GA, UMA, BA], operator &[ADM, REV], without &[GA, UMA];
    /// The whole activity log of the organization (A.9).
    SeeActivity = "activity.see": Roles, AlsoClosed, reseller &[GA], provider &[GA], customer &[GA], operator &[ADM], without &[GA];
    /// The activity log as far as it is about people: what a User management admin answers for.
    SeePeopleActivity = "activity.see_people": Roles, AlsoClosed, reseller &[GA, UMA], provider &[GA, UMA], customer &[GA, UMA], operator &[ADM], without &[GA, UMA];
    /// Service health of customers (S38).
    SeeServiceHealth = "service_health.see": Roles, AlsoClosed, reseller &[AA, SA, HA, GA], provider &[AA, SA, HA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Service requests for customers (S38, S39).
    ManageServiceRequests = "service_request.manage": Roles, AlsoSuspended, reseller &[AA, HA, GA], provider &[AA, HA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Requesting a relationship with a customer (S38, S54).
    RequestRelationship = "relationship.request": Roles, Active, reseller &[AA, SA, GA], provider &[AA, SA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Requesting delegated admin privileges (S38; a row of its own by decision 4).
    RequestDelegatedAdmin = "delegated_admin.request": Roles, Active, reseller &[AA, GA], provider &[AA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Administering on behalf of a customer (S38).
    AdministerCustomers = "customer.administer": Roles, AlsoSuspended, reseller &[AA, GA], provider &[AA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Reading subscriptions of customers (decision 4).
    SeeSubscriptions = "subscription.see": Roles, AlsoClosed, reseller &[AA, SA, HA, GA], provider &[AA, SA, HA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Managing subscriptions and services of customers (S38, S39).
    ManageSubscriptions = "subscription.manage": Roles, AlsoSuspended, reseller &[AA, HA, GA], provider &[AA, HA, GA], customer NOBODY, operator NOBODY, without NOBODY;
    /// The pages of other partner organizations (S38, decision 4).
    SeePartnerProfiles = "partner_profile.see": Roles, AlsoClosed, reseller &[AA, SA, GA, UMA, BA], provider &[AA, SA, GA, UMA, BA], customer &[GA, BA], operator NOBODY, without NOBODY;
    /// Orders, prices and agreements, to read (decision 4).
    SeeBilling = "billing.see": Roles, AlsoClosed, reseller &[GA, BA], provider &[GA, BA], customer &[GA, BA], operator NOBODY, without NOBODY;
    /// Service requests for the portal itself (S38, A2).
    OpenPortalTickets = "portal_ticket.open": Roles, AlsoSuspended, reseller &[SA, GA, BA], provider &[SA, GA, BA], customer NOBODY, operator NOBODY, without NOBODY;
    /// Accepting a partnership with an indirect provider (S38, S43: Global admin only).
    AcceptPartnership = "partnership.accept": Roles, Active, reseller &[GA], provider NOBODY, customer NOBODY, operator NOBODY, without NOBODY;
    /// Finding any organization and its domains; releasing and verifying domains (decision 2).
    ManageDomains = "domain.manage": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
    /// Looking at any organization.
    SeeOrganizations = "organizations.see": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM, REV], without NOBODY;
    /// Making an organization with a verified domain, and giving a link to its first Global admin or to a new one (decision 3).
    MakeOrganizations = "organizations.make": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
    /// Suspending and closing organizations, and the way back (decision 7).
    SuspendOrganizations = "organizations.suspend": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
    /// Finding anybody of any organization.
    FindPeople = "people.find": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM, REV], without NOBODY;
    /// Ending all sessions of anybody, with a reason.
    EndSessions = "people.sessions_end": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
    /// Deciding on changes of legal names (decision 8).
    DecideNames = "name_change.decide": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM, REV], without NOBODY;
    /// The mails that went out, and sending dead ones again.
    ManageMail = "mail.manage": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
    /// The list of web-mail domains (S23).
    ManageWebMailDomains = "web_mail_domain.manage": Roles, Active, reseller NOBODY, provider NOBODY, customer NOBODY, operator &[ADM], without NOBODY;
}

/// What a template asks: the same table, for one actor.
#[derive(Clone, Copy, Debug)]
pub struct Can<'a>(Option<&'a Actor>);

impl<'a> Can<'a> {
    /// What this actor may.
    #[must_use]
    pub fn of(actor: Option<&'a Actor>) -> Self {
        Self(actor)
    }

    /// Whether the action of this type is permitted.
    #[must_use]
    pub fn may<A: Action>(self) -> bool {
        self.row(&A::ROW)
    }

    /// Whether the action of this row is permitted.
    #[must_use]
    pub fn row(self, row: &Row) -> bool {
        match self.0 {
            Some(actor) => permit::check(row, actor).is_ok(),
            None => row.who == Who::Anyone,
        }
    }
}
