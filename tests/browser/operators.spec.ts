// The operator's people: they find anybody and end their sessions, come in by a one-time link, and never lose the last Administrator.
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { createsWorkAccount, operator, OPERATOR, PASSWORD, RESELLER } from "./people.ts";

const WHY = "紛失した端末からサインインされています。";
const RUI = { fullName: "Rui Mori", email: "rui.mori@northwind.example", label: "rui.mori" };

test("somebody is found and signed out, a reviewer comes in by a link, and the last Administrator stays one", async ({ portal, person, look, language }) => {
  const ines = new Person(await person(), language);
  await operator(ines, portal);
  const aiko = new Person(await person(), language);
  await createsWorkAccount(aiko, RESELLER);
  await aiko.signsIn(RESELLER.userName, PASSWORD);

  const finds = async (who: Person, beginning: string) => {
    await who.opens("/operations/people");
    await who.types(who.t("found-begins"), beginning);
    await who.presses(who.t("layout-apply"));
  };
  await ines.opens("/operations/people");
  await ines.sees(ines.t("found-ask"));
  await look(ines.page, "found-ask");
  await finds(ines, "nobody");
  await ines.sees(ines.t("found-none"));
  await look(ines.page, "found-none");
  await finds(ines, "aiko");
  await look(ines.page, "found");
  await ines.presses(RESELLER.fullName);
  await ines.isAt(/^\/operations\/people\/./);
  const page = new URL(ines.page.url()).pathname;
  await ines.sees(RESELLER.legalName);
  await ines.sees("127.0.0.1");
  await look(ines.page, "found-person");
  await ines.presses(ines.t("found-end"));
  await expect(ines.main.locator("#reason-e")).toBeVisible();
  await look(ines.page, "found-end-errors");
  await ines.types(ines.t("standing-reason"), WHY);
  await ines.presses(ines.t("found-end"));
  await ines.sees(ines.t("found-sessions-none"));
  await look(ines.page, "found-ended");
  await aiko.opens("/dashboard");
  await aiko.isAt("/signin");
  const mail = await portal.mails.about(RESELLER.email, aiko.t("found-mail-subject", { product: "Tandem" }));
  expect(mail.text).toContain(WHY);
  await aiko.signsIn(RESELLER.userName, PASSWORD);
  await aiko.isAt("/dashboard");
  await aiko.opens("/account/activity");
  await aiko.sees(aiko.t("audit-user-sessions-end"));

  // A new person of the operator: the link is made on the command line, works once, and knows who it is for.
  const printed = await portal.command("operator", "create", "--name", RUI.fullName, "--email", RUI.email, "--role", "reviewer");
  const link = await portal.link(printed);
  const rui = new Person(await person(), language);
  await rui.opens(link);
  await expect(rui.field(rui.t("users-full-name"))).toHaveValue(RUI.fullName);
  await expect(rui.field(rui.t("users-email"))).toHaveValue(RUI.email);
  await look(rui.page, "welcome-reviewer");
  await rui.types(rui.t("users-user-name"), RUI.label);
  await rui.types(rui.t("users-password"), PASSWORD);
  await rui.presses(rui.t("users-welcome-save"));
  await rui.signsInIfAsked(`${RUI.label}@operator.tenants.internal`, PASSWORD);
  await rui.isAt("/dashboard");
  await look(rui.page, "reviewer-dashboard");
  const late = new Person(await person(), language);
  await late.opens(link);
  await expect(late.main.locator("input[name=password]")).toHaveCount(0);
  await look(late.page, "welcome-used");
  // A Reviewer finds people, and ends nobody's sessions.
  await finds(rui, RESELLER.email);
  await rui.presses(RESELLER.fullName);
  await rui.isAt(page);
  await expect(rui.main.locator("form[method=post]")).toHaveCount(0);
  await look(rui.page, "found-by-reviewer");

  // The last Administrator stays one, until there is another.
  await ines.opens("/account/users");
  await look(ines.page, "operators");
  await ines.presses(OPERATOR.fullName);
  await ines.picks("operator", "reviewer");
  await ines.presses(ines.t("people-update"));
  await expect(ines.main.locator("#operator-e")).toContainText(ines.t("people-refused-last-operator"));
  await look(ines.page, "last-administrator");
  await ines.opens("/account/users");
  await ines.presses(RUI.fullName);
  await ines.picks("operator", "administrator");
  await ines.presses(ines.t("people-update"));
  await ines.page.locator("[role=status]").waitFor();
  await rui.opens(page);
  await expect(rui.main.getByRole("button", { name: rui.t("found-end"), exact: true })).toBeVisible();
  await ines.opens("/account/users");
  await ines.presses(OPERATOR.fullName);
  await ines.picks("operator", "reviewer");
  await ines.presses(ines.t("people-update"));
  await ines.opens("/account/users/new");
  await ines.sees(ines.t("roles-administrator"));
  await look(ines.page, "no-longer-administrator");
});
