// What is sent after the session has ended waits until its sender has signed in again (A.14).
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { createsWorkAccount, PASSWORD, RESELLER } from "./people.ts";

test("a form that is sent too late is sent after sign-in", async ({ portal, person, language, look }) => {
  const aiko = new Person(await person(), language);
  await createsWorkAccount(aiko, RESELLER);
  await aiko.signsIn(RESELLER.userName, PASSWORD);
  await aiko.opens("/account/me");
  await portal.lunch();

  const name = "Aiko Tanaka-Lindqvist";
  await aiko.types(aiko.t("users-full-name"), name);
  await aiko.presses(aiko.t("users-me-save"));
  await aiko.isAt("/signin");
  await aiko.sees(aiko.t("sessions-unsent-kept"));
  await look(aiko.page, "signin-kept");

  await aiko.signsIn(RESELLER.userName, PASSWORD);
  await aiko.isAt("/unsent");
  await aiko.sees(aiko.t("sessions-unsent-title"));
  await aiko.sees(name);
  await look(aiko.page, "unsent");
  await aiko.presses(aiko.t("sessions-unsent-send"));
  await aiko.isAt("/account/me");
  await expect(aiko.page.locator("[role=status]")).toContainText(aiko.t("users-me-saved"));
  await expect(aiko.main.locator('[name="full_name"]')).toHaveValue(name);

  // It waits no longer.
  await aiko.opens("/unsent");
  await aiko.isAt("/dashboard");
});
