// An organization is suspended, closed and opened again (decision 7): what its people read, what they may still do, and whom it is
// said to. Reasons are in Japanese, so that pages in Japanese stay free of English.
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { createsWorkAccount, operator, OPERATOR, PASSWORD, RESELLER } from "./people.ts";

const UNPAID = "登記上の住所に郵便物が届きません。";
const FRAUD = "名義貸しの届け出がありました。";
const PROFILE = "/account/organization";

test("suspended and active again, closed by itself and undone, closed by the operator and opened again", async ({ portal, person, look, language }) => {
  const ines = new Person(await person(), language);
  await operator(ines, portal);
  const aiko = new Person(await person(), language);
  await createsWorkAccount(aiko, RESELLER);
  await aiko.signsIn(RESELLER.userName, PASSWORD);
  const told = (key: string, to = RESELLER.email) => portal.mails.about(to, aiko.t(key, { product: "Tandem" }));

  await ines.opens("/operations/organizations");
  await look(ines.page, "organizations");
  await ines.presses(RESELLER.legalName);
  await ines.isAt(/^\/operations\/organizations\/./);
  const page = new URL(ines.page.url()).pathname;
  await look(ines.page, "organization-operator");
  await ines.presses(ines.t("standing-suspend"));
  await ines.sees(ines.t("standing-effect-suspend-not"));
  await ines.presses(ines.t("standing-suspend"));
  await expect(ines.main.locator("#reason-e")).toBeVisible();
  await look(ines.page, "standing-suspend");
  await ines.types(ines.t("standing-reason"), UNPAID);
  await ines.presses(ines.t("standing-suspend"));
  await ines.isAt(page);
  await ines.seesState("suspended");
  await look(ines.page, "standing-suspended");

  // E7, the banner at the next click, and a refusal that says why and whom to ask.
  const e7 = await told("standing-mail-suspended-subject");
  expect(e7.text).toContain(UNPAID);
  expect(e7.text).toContain("support@portal.example");
  await aiko.opens("/dashboard");
  await aiko.sees(UNPAID);
  await look(aiko.page, "suspended-dashboard");
  await aiko.opens("/enroll/association");
  await aiko.sees(aiko.t("refusal-suspended"));
  await aiko.sees(UNPAID);
  await aiko.sees("support@portal.example");
  await look(aiko.page, "suspended-refused");
  await aiko.opens("/account/users/new");
  await expect(aiko.field(aiko.t("users-full-name"))).toBeVisible();

  await ines.presses(ines.t("standing-reactivate"));
  await look(ines.page, "standing-reactivate");
  await ines.presses(ines.t("standing-reactivate"));
  await ines.isAt(page);
  await told("standing-mail-active-subject");
  await aiko.opens("/dashboard");
  await expect(aiko.main).not.toContainText(UNPAID);

  // Close account: what ends is said first, and the name is typed to confirm.
  await aiko.opens(PROFILE);
  await aiko.presses(aiko.t("standing-account-open"));
  await aiko.sees(aiko.t("standing-account-effect-undo"));
  await aiko.types(aiko.t("standing-account-name"), "Contoso");
  await aiko.presses(aiko.t("standing-account-confirm"));
  await expect(aiko.main.locator("#name-e")).toContainText(aiko.t("standing-account-name-wrong"));
  await look(aiko.page, "account-close-wrong");
  await aiko.types(aiko.t("standing-account-name"), RESELLER.legalName);
  await aiko.presses(aiko.t("standing-account-confirm"));
  await aiko.isAt(PROFILE);
  await expect(aiko.main.getByRole("button", { name: aiko.t("standing-account-undo"), exact: true })).toBeVisible();
  await look(aiko.page, "account-closed");
  await aiko.opens("/account/users");
  await aiko.sees(RESELLER.fullName);
  await aiko.opens("/account/users/new");
  await aiko.sees(aiko.t("refusal-closed"));
  await look(aiko.page, "closed-refused");
  await told("standing-mail-closed-subject");
  await told("standing-mail-operator-closed-subject", OPERATOR.email);
  await ines.opens(page);
  await ines.sees(ines.t("standing-by-organization"));
  await look(ines.page, "standing-closed-itself");
  await aiko.opens(PROFILE);
  await aiko.presses(aiko.t("standing-account-undo"));
  await aiko.isAt(PROFILE);
  await expect(aiko.main.getByRole("link", { name: aiko.t("standing-account-open"), exact: true })).toBeVisible();
  await told("standing-mail-open-subject");
  await told("standing-mail-operator-undone-subject", OPERATOR.email);

  // What the operator closed only the operator opens again.
  await ines.opens(`${page}/close`);
  await ines.types(ines.t("standing-reason"), FRAUD);
  await look(ines.page, "standing-close");
  await ines.presses(ines.t("standing-close"));
  await ines.isAt(page);
  await ines.seesState("closed");
  await look(ines.page, "standing-closed");
  await aiko.opens(PROFILE);
  await aiko.sees(FRAUD);
  await expect(aiko.main.getByRole("button", { name: aiko.t("standing-account-undo"), exact: true })).toHaveCount(0);
  await look(aiko.page, "closed-by-operator");
  expect((await told("standing-mail-closed-subject")).text).toContain(FRAUD);
  await ines.presses(ines.t("standing-reopen"));
  await look(ines.page, "standing-reopen");
  await ines.presses(ines.t("standing-reopen"));
  await ines.isAt(page);
  await look(ines.page, "standing-reopened");
  await aiko.opens(PROFILE);
  await expect(aiko.main).not.toContainText(FRAUD);
});
