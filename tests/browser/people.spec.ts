// A Global admin runs their own people (S28–S34): adds somebody, hands over the sign-in information once, gives roles, takes them
// away; and the other person sees at their next click what counts now.
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { createsWorkAccount, PASSWORD, RESELLER } from "./people.ts";

const KEN = { fullName: "Ken Sato", email: "ken.sato@fabrikam.example", label: "ken.sato", userName: "ken.sato@fabrikam.example" };
const CHOSEN = "seven bridges over plum harvest";

test("adding somebody, the first sign-in, roles, reset, disable, delete and restore", async ({ portal, person, look, language }) => {
  const aiko = new Person(await person(), language);
  await createsWorkAccount(aiko, RESELLER);
  await aiko.signsIn(RESELLER.userName, PASSWORD);
  await aiko.opens("/account/users");
  await look(aiko.page, "people");

  // Nothing is chosen beforehand, and nothing typed is lost (S31).
  await aiko.presses(aiko.t("people-add"));
  await aiko.isAt("/account/users/new");
  await expect(aiko.main.locator("input[type=radio]:checked")).toHaveCount(0);
  await aiko.types(aiko.t("users-full-name"), KEN.fullName);
  await aiko.types(aiko.t("users-email"), RESELLER.email);
  await aiko.types(aiko.t("users-user-name"), KEN.label);
  await aiko.presses(aiko.t("people-add-button"));
  await aiko.sees(aiko.t("people-agent-missing"));
  await aiko.sees(aiko.t("people-admin-missing"));
  await expect(aiko.field(aiko.t("users-full-name"))).toHaveValue(KEN.fullName);
  await look(aiko.page, "people-add-errors");

  // A contact address is somebody's alone within the organization (S30).
  await aiko.picks("agent", "helpdesk_agent");
  await aiko.picks("admin", "none");
  await aiko.presses(aiko.t("people-add-button"));
  await expect(aiko.main.locator("#email-e")).toBeVisible();
  await aiko.types(aiko.t("users-email"), KEN.email);
  await aiko.presses(aiko.t("people-add-button"));
  await aiko.sees(aiko.t("people-once-title"));
  const password = await aiko.main.locator("dd code").nth(1).innerText();
  await look(aiko.page, "people-shown-once");

  // The page is shown once: neither a reload nor Back brings the password again (S33).
  await aiko.page.reload();
  await expect(aiko.page.locator("body")).not.toContainText(password);
  await aiko.page.goBack().catch(() => null);
  await expect(aiko.page.locator("body")).not.toContainText(password);
  await aiko.opens("/account/users");
  await aiko.presses(KEN.fullName);
  await aiko.isAt(/^\/account\/users\/./);
  await aiko.seesState("must_change_password");
  await look(aiko.page, "people-person");
  const page = new URL(aiko.page.url()).pathname;
  const notice = await portal.mails.next(KEN.email, 0);
  expect(`${notice.text}${notice.html}`).not.toContain(password);

  // The first sign-in reaches the change of the password and nothing else (S34), and then what was asked for.
  const ken = new Person(await person(), language);
  await ken.opens("/account/users");
  await ken.isAt("/signin");
  await ken.signsIn(KEN.userName, password);
  await ken.isAt("/password");
  await look(ken.page, "people-first-sign-in");
  await ken.types(ken.t("sessions-new-password"), CHOSEN);
  await ken.presses(ken.t("sessions-change"));
  await ken.isAt("/account/users");
  await expect(ken.main.getByRole("link", { name: ken.t("people-add"), exact: true })).toHaveCount(0);
  await ken.opens("/account/users/new");
  await ken.sees(ken.t("roles-global-admin"));
  await look(ken.page, "people-refused");

  // Rights are read on every request: a role counts at the next click.
  await aiko.opens(page);
  await aiko.picks("admin", "user_management_admin");
  await aiko.presses(aiko.t("people-update"));
  await aiko.page.locator("[role=status]").waitFor();
  await portal.mails.next(KEN.email, 1);
  await ken.opens("/account/users/new");
  await expect(ken.main.locator("input[name=admin][value=global_admin]")).toBeDisabled();
  await look(ken.page, "people-add-limited");
  // Who isn't a Global admin can't touch one (A16).
  await ken.opens("/account/users");
  await ken.presses(RESELLER.fullName);
  await ken.isAt(/^\/account\/users\/./);
  await expect(ken.main.locator("form[method=post]")).toHaveCount(0);
  await look(ken.page, "people-above");
  // The last Global admin stays one (A17).
  await aiko.opens("/account/users");
  await aiko.presses(RESELLER.fullName);
  await aiko.picks("admin", "none");
  await aiko.presses(aiko.t("people-update"));
  await expect(aiko.main.locator("#admin-e")).toContainText(aiko.t("people-refused-last"));
  await look(aiko.page, "people-last-admin");
  await aiko.opens("/account/users?role=global_admin");
  await aiko.sees(RESELLER.fullName);

  // A reset cuts the sessions, and is shown once too.
  await aiko.opens(page);
  await aiko.presses(aiko.t("people-reset"));
  await aiko.sees(aiko.t("people-once-title"));
  const second = await aiko.main.locator("dd code").nth(1).innerText();
  await ken.opens("/dashboard");
  await ken.isAt("/signin");
  await ken.signsIn(KEN.userName, second);
  await ken.isAt("/password");
  await ken.opens("/account/users");
  await ken.isAt("/password");

  await aiko.opens(page);
  await aiko.presses(aiko.t("people-disable"));
  await aiko.seesState("disabled");
  await look(aiko.page, "people-disabled");
  await ken.opens("/dashboard");
  await ken.isAt("/signin");
  await aiko.presses(aiko.t("people-delete"));
  await look(aiko.page, "people-delete");
  await aiko.presses(aiko.t("people-delete"));
  await aiko.opens(page);
  await aiko.seesState("deleted");
  await look(aiko.page, "people-deleted");
  await aiko.presses(aiko.t("people-restore"));
  await aiko.presses(aiko.t("people-enable"));
  await expect(aiko.main.locator('[data-state="deleted"], [data-state="disabled"]')).toHaveCount(0);
});
