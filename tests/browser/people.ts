// Who takes part in the journeys, and how they come in.
import type { Page } from "@playwright/test";
import type { Person } from "./person.ts";
import type { Portal } from "./portal.ts";

export const PASSWORD = "eleven quiet herons at dusk";

export const OPERATOR = { name: "Northwind Programs", fullName: "Ines Calder", email: "ines@northwind.example", label: "ines.calder" };

export const RESELLER = {
  legalName: "Fabrikam K.K.",
  country: "JP",
  domain: "fabrikam.example",
  fullName: "Aiko Tanaka",
  email: "aiko.tanaka@fabrikam.example",
  label: "aiko.tanaka",
  userName: "aiko.tanaka@fabrikam.example",
};

type Look = (page: Page, name: string) => Promise<void>;
const nothing: Look = async () => {};

/** The first operator sets up their account by the link on standard output, and stands on the dashboard. */
export async function operator(who: Person, portal: Portal, look: Look = nothing): Promise<void> {
  await who.opens(await portal.link());
  await look(who.page, "welcome-link");
  await who.types(who.t("users-operator-name"), OPERATOR.name);
  await who.chooses(who.t("users-country"), "JP");
  await who.types(who.t("users-full-name"), OPERATOR.fullName);
  await who.types(who.t("users-email"), OPERATOR.email);
  await who.types(who.t("users-user-name"), OPERATOR.label);
  await who.types(who.t("users-password"), PASSWORD);
  await who.presses(who.t("users-welcome-save"));
  await who.signsInIfAsked(`${OPERATOR.label}@operator.tenants.internal`, PASSWORD);
  await who.isAt("/dashboard");
}

/** Create one (S14): an organization and its first Global admin, who then has to sign in. */
export async function createsWorkAccount(who: Person, reseller: typeof RESELLER, look: Look = nothing): Promise<void> {
  await who.opens("/enroll/create");
  await look(who.page, "create");
  await who.presses(who.t("users-create"));
  await who.page.locator("[role=alert]").waitFor();
  await look(who.page, "create-errors");
  await who.types(who.t("users-legal-name"), reseller.legalName);
  await who.chooses(who.t("users-country"), reseller.country);
  await who.types(who.t("users-domain"), reseller.domain);
  await who.types(who.t("users-full-name"), reseller.fullName);
  await who.types(who.t("users-email"), reseller.email);
  await who.types(who.t("users-user-name"), reseller.label);
  await who.types(who.t("users-password"), PASSWORD);
  await who.presses(who.t("users-create"));
  await who.isAt("/signin");
}

/** The membership directory: one profile that can be chosen, and two that can't. */
export const MEMBERSHIP = { login: "aiko@members.example", password: "a membership password", mpnId: "5001001", name: "Fabrikam Tokyo" };

export const MEMBERSHIPS = `mpn_id,login,password,organization,country,state,kind,competencies,website
5001001,${MEMBERSHIP.login},${MEMBERSHIP.password},Fabrikam Tokyo,JP,active,global,Cloud Platform;Datacenter,https://www.fabrikam.example
5001002,${MEMBERSHIP.login},,Fabrikam Osaka,JP,inactive,location,,
5001003,${MEMBERSHIP.login},,Fabrikam Berlin,DE,active,location,,
5002001,lee@members.example,another membership password,Contoso Seoul,KR,active,global,,
`;

export const CUSTOMERS = `reseller_mpn_id,customer_domain,customer_name,country,source_portal,since
5001001,adatum.example,Adatum Corporation,JP,office365_admin,2019-04-01
5001001,woodgrove.example,ウッドグローブ銀行,JP,azure_portal,2020-11-15
5002001,litware.example,Litware,KR,office365_admin,2021-01-02
`;

/** Who confirms: a colleague of the applicant. */
export const CONTACT = { first: "健二", last: "佐藤", email: "kenji.sato@fabrikam.example" };

/** Everything the details ask for. */
export const DETAILS: Record<string, string> = {
  legal_name: "株式会社ファブリカム",
  postal_code: "100-0005",
  region: "Tokyo",
  city: "千代田区",
  line1: "丸の内一丁目1-1",
  line2: "タンデムビル 5階",
  contact_first_name: CONTACT.first,
  contact_last_name: CONTACT.last,
  contact_email: CONTACT.email,
  contact_phone: "03-1234-5678",
  support_email: "support@fabrikam.example",
  support_phone: "03-1234-5600",
  support_website: "https://www.fabrikam.example/support",
};

/** The directory and the customers of other portals come in by the command line. */
export async function imports(portal: Portal): Promise<void> {
  await portal.import("memberships", MEMBERSHIPS);
  await portal.import("customers", CUSTOMERS);
}

/** The sign-in of two pages, to the list of profiles. */
export async function signsInToMembership(who: Person, look: Look = nothing): Promise<void> {
  await who.isAt("/enroll/membership");
  await look(who.page, "membership");
  await who.types(who.t("enrollments-membership-name"), MEMBERSHIP.login);
  await who.presses(who.seed("next"));
  await who.isAt("/enroll/membership/password");
  await look(who.page, "membership-password");
  await who.types(who.t("enrollments-membership-password"), MEMBERSHIP.password);
  await who.presses(who.seed("signIn"));
  await who.isAt("/enroll/profile");
}

/** From the page of the work account to the details. */
export async function choosesProfile(who: Person): Promise<void> {
  await who.opens("/enroll/work-account");
  await who.presses(who.t("enrollments-account-as", { person: RESELLER.fullName }));
  await who.isAt("/enroll/association");
  await who.presses(who.seed("signIn"));
  await signsInToMembership(who);
  await who.picks("mpn_id", MEMBERSHIP.mpnId);
  await who.presses(who.seed("continue"));
  await who.isAt("/enroll/details");
}

/** The whole application, up to and with **Enroll now**; ends on the status page. */
export async function applies(who: Person): Promise<void> {
  await choosesProfile(who);
  await who.answers(DETAILS);
  await who.presses(who.seed("continue"));
  await who.isAt("/enroll/check");
  await who.presses(who.seed("enrollNow"));
  await who.isAt("/enroll/status");
  await who.seesState("submitted_unverified");
}

/** The link to confirm, of the newest mail after `seen` others to the contact. */
export async function verifyLink(portal: Portal, seen: number, to = CONTACT.email): Promise<string> {
  const mail = await portal.mails.next(to, seen);
  return mail.text.match(/http\S+\/verify\/\S+/)![0];
}

/** Ticks both boxes of the mailed page. */
export async function confirms(who: Person): Promise<void> {
  await who.page.locator("#signed").check();
  await who.page.locator("#belongs").check();
  await who.presses(who.t("enrollments-verify-confirm"));
  await who.isAt(/\/thanks$/);
}

/** The first application of the queue. */
export async function opensApplication(who: Person): Promise<void> {
  await who.opens("/operations/enrollments");
  await who.main.locator("table.list th a").first().click();
  await who.isAt(/^\/operations\/enrollments\/./);
}

/** Writes down how a check ended. */
export async function decides(who: Person, check: string, state: string): Promise<void> {
  const form = who.main.locator(`details.decide:has(form[action$="/checks/${check}"])`);
  await form.locator("summary").click();
  await form.locator(`input[name="${check}_state"][value="${state}"]`).check();
  await form.locator("button").click();
  await who.page.locator("[role=status]").waitFor();
}
