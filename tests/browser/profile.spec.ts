// My profile (S36, A.6): sessions that end, a contact address that is changed and taken back by mail; and the pages around it.
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { createsWorkAccount, PASSWORD, RESELLER } from "./people.ts";

const NEW = "aiko@elsewhere.example";

test("sessions, a contact address changed and undone, people from a file, and the activity log of it all", async ({ portal, person, look, language }) => {
  const home = new Person(await person(), language);
  await createsWorkAccount(home, RESELLER);
  await home.signsIn(RESELLER.userName, PASSWORD);
  const cafe = new Person(await person(), language);
  await cafe.opens("/signin");
  await cafe.signsIn(RESELLER.userName, PASSWORD);

  await home.opens("/account/me");
  await look(home.page, "profile");
  await home.presses(home.t("sessions-yours"));
  await home.isAt("/account/me/sessions");
  await look(home.page, "profile-sessions");
  await home.presses(home.t("sessions-end-others"));
  await home.sees(home.t("sessions-this"));
  await cafe.opens("/dashboard");
  await cafe.isAt("/signin");

  // The new address counts once its link is followed; the old one can take it back.
  await home.opens("/account/me/email");
  await home.types(home.t("profile-email-new"), NEW);
  await home.types(home.t("profile-password"), "not the password");
  await home.presses(home.t("profile-email-send"));
  await home.sees(home.t("sessions-current-wrong"));
  await look(home.page, "profile-email-wrong");
  await expect(async () => {
    // Whoever guesses waits a moment, the owner too.
    await home.types(home.t("profile-password"), PASSWORD);
    await home.presses(home.t("profile-email-send"));
    await expect(home.main).toContainText(home.t("profile-email-waits"), { timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await look(home.page, "profile-email-waits");
  const confirm = await portal.mails.next(NEW, 0);
  await home.opens(confirm.text.match(/http\S+\/verify\/contact\/\S+/)![0]);
  await home.presses(home.t("users-confirm"));
  await home.opens("/account/me");
  await home.sees(NEW);
  // The first mail to the old address asked to confirm that one.
  const told = await portal.mails.next(RESELLER.email, 1);
  const undo = told.text.match(/http\S+\/verify\/undo\/\S+/)![0];
  await cafe.opens(undo);
  await look(cafe.page, "profile-undo");
  await cafe.presses(cafe.t("profile-undo-button"));
  await cafe.isAt("/password/reset");
  await home.opens("/account/me");
  await home.isAt("/signin");
  await cafe.opens(undo);
  await cafe.sees(cafe.t("profile-undo-used"));

  // Many people at once: one faulty row keeps all of them out.
  await home.signsIn(RESELLER.userName, PASSWORD);
  await home.opens("/account/users/import");
  const send = async (rows: string) => {
    const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(`user_name,full_name,email,agent_role,admin_role\n${rows}`) };
    await home.main.locator("input[type=file]").setInputFiles(file);
    await home.presses(home.t("people-import-now"));
  };
  await send("ken,Ken Sato,ken@fabrikam.example,helpdesk_agent,none\nmai,,mai@fabrikam.example,boss,none\n");
  await home.sees(home.t("sheet-faults"));
  await look(home.page, "people-import-faults");
  await send("ken,Ken Sato,ken@fabrikam.example,helpdesk_agent,none\nmai,Mai Kato,mai@fabrikam.example,none,billing_admin\n");
  await home.sees(home.t("people-once-title"));
  await home.sees("mai@fabrikam.example");
  await look(home.page, "people-import-done");

  await home.opens("/account/activity");
  await look(home.page, "activity");
  await home.opens("/account/organization");
  await look(home.page, "organization");
  await home.opens("/account/organization/sign-in");
  await look(home.page, "reset-policy");
  await home.opens("/account/organization/close");
  await look(home.page, "organization-close");
  await home.opens("/account/me/data");
  await look(home.page, "my-data");
});
