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
