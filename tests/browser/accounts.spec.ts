// The first minutes of an installation: the operator's link, a work account, signing in and out, a forgotten password.
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { operator, PASSWORD, RESELLER, createsWorkAccount } from "./people.ts";

test("the operator's one-time link, a work account, and a reset of its password", async ({ portal, person, look, language }) => {
  const first = new Person(await person(), language);
  await first.opens("/");
  await look(first.page, "start");
  await first.opens("/help/work-account");
  await look(first.page, "help");

  await operator(first, portal, look);
  await look(first.page, "operator-home");

  const applicant = new Person(await person(), language);
  await createsWorkAccount(applicant, RESELLER, look);
  // Of somebody else: a wrong password keeps the own account shut for a moment.
  await applicant.signsIn("nobody@fabrikam.example", "not the password");
  await applicant.sees(applicant.t("sessions-wrong"));
  await look(applicant.page, "signin-wrong");
  await applicant.signsIn(RESELLER.userName, PASSWORD);
  // Who makes an account without having been anywhere wants to enroll.
  await applicant.isAt("/enroll/work-account");
  await applicant.opens("/dashboard");
  await look(applicant.page, "home-without-programme");

  // The link of the mail confirms the contact address; opening it alone doesn't.
  const mail = await portal.mails.next(RESELLER.email, 0);
  await applicant.opens(mail.text.match(/http\S+/)![0]);
  await look(applicant.page, "confirm-contact");
  await applicant.presses(applicant.t("users-confirm"));
  await applicant.sees(applicant.t("users-confirmed"));
  await applicant.opens("/account/me");
  await look(applicant.page, "me");

  await applicant.opens("/password/reset");
  await look(applicant.page, "reset");
  await applicant.types(applicant.t("sessions-user-name"), RESELLER.userName);
  await applicant.presses(applicant.t("sessions-reset-send"));
  await look(applicant.page, "reset-sent");
  const reset = await portal.mails.next(RESELLER.email, 1);
  await applicant.opens(reset.text.match(/http\S+\/password\/reset\/\S+/)![0]);
  await applicant.types(applicant.t("sessions-new-password"), "plum harvest under seven bridges");
  await look(applicant.page, "reset-password");
  await applicant.presses(applicant.t("sessions-set-password"));
  await applicant.isAt("/signin");
  await applicant.signsIn(RESELLER.userName, "plum harvest under seven bridges");
  await applicant.isAt("/dashboard");
  expect(portal.mails.to(RESELLER.email).map((each) => each.from)).not.toContain("");
});
