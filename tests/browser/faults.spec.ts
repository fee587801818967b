// Power cuts: SIGKILL between the requests of the road, and a mail server that isn't there (reliability-and-security.md).
import type { Page } from "@playwright/test";
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import {
  CONTACT, DETAILS, MEMBERSHIP, PASSWORD, RESELLER, confirms, createsWorkAccount, decides, imports, opensApplication, operator, signsInToMembership, verifyLink,
} from "./people.ts";
import { eventually } from "./portal.ts";

test("a power cut between any two steps loses nothing that was acknowledged", async ({ portal, person, language }) => {
  // Cuts the power while somebody reads a page; what they send next comes from a form of before.
  const cut = async (_page?: Page, _name?: string): Promise<void> => portal.restart();
  const reviewer = new Person(await person(), language);
  await operator(reviewer, portal);
  await imports(portal);
  await cut();

  const applicant = new Person(await person(), language);
  await createsWorkAccount(applicant, RESELLER, cut);
  const account = await portal.mails.next(RESELLER.email, 0);
  await cut();
  await applicant.signsIn(RESELLER.userName, PASSWORD);
  await applicant.isAt("/enroll/work-account");
  await cut();
  await applicant.opens(account.text.match(/http\S+/)![0]);
  await cut();
  await applicant.presses(applicant.t("users-confirm"));
  await applicant.sees(applicant.t("users-confirmed"));
  await cut();
  await applicant.opens("/enroll/work-account");
  await cut();
  await applicant.presses(applicant.t("enrollments-account-as", { person: RESELLER.fullName }));
  await applicant.isAt("/enroll/association");
  await cut();
  await applicant.presses(applicant.seed("signIn"));
  await signsInToMembership(applicant, cut);
  await cut();
  await applicant.picks("mpn_id", MEMBERSHIP.mpnId);
  await applicant.presses(applicant.seed("continue"));
  await applicant.isAt("/enroll/details");
  await cut();

  // Also answers that were refused are stored.
  const typed = { ...DETAILS, contact_email: "kenji.sato@gmail.com" };
  await applicant.answers(typed);
  await applicant.presses(applicant.seed("continue"));
  await expect(applicant.main.locator("#contact_email-e")).toContainText("gmail.com");
  await cut();
  await applicant.opens("/enroll/details");
  await applicant.seesAnswers(typed);
  await applicant.answers({ contact_email: CONTACT.email });
  await cut();
  await applicant.presses(applicant.seed("continue"));
  await applicant.isAt("/enroll/check");
  await cut();
  await applicant.presses(applicant.seed("enrollNow"));
  await applicant.isAt("/enroll/status");
  const link = await verifyLink(portal, 0);
  await cut();
  await applicant.opens("/enroll/status");
  await applicant.seesState("submitted_unverified");

  const contact = new Person(await person(), language);
  await contact.opens(link);
  await cut();
  await confirms(contact);
  await portal.mails.next(CONTACT.email, 1);
  await cut();
  await applicant.opens("/enroll/status");
  await applicant.seesState("in_review");

  await opensApplication(reviewer);
  await cut();
  await decides(reviewer, "business", "passed");
  await cut();
  await reviewer.presses(reviewer.t("review-approve"));
  await reviewer.seesState("active");
  await portal.mails.next(CONTACT.email, 2);
  await cut();
  await applicant.opens("/dashboard");
  await applicant.sees(applicant.t("dashboard-setup-title"));
  await applicant.opens("/customers");
  await applicant.sees("Adatum Corporation");
  // Each was told once.
  expect(portal.mails.to(CONTACT.email).map((mail) => mail.subject)).toHaveLength(3);
});

test("a mail waits for the mail server, and outlives the portal", async ({ portal, person, language }) => {
  const reviewer = new Person(await person(), language);
  await operator(reviewer, portal);
  const reachable = portal.smtp;
  portal.smtp = reachable.replace(/:\d+\?/, ":1?");
  await portal.restart();

  const applicant = new Person(await person(), language);
  await createsWorkAccount(applicant, RESELLER);
  await eventually("a first try that fails", async () => {
    await reviewer.opens("/operations/mail");
    const rows = reviewer.main.locator("tbody.rec").filter({ hasText: RESELLER.email });
    return (await rows.filter({ hasText: reviewer.t("operations-mail-again-later") }).count()) === 1 ? true : undefined;
  });
  await portal.kill();
  expect(portal.mails.to(RESELLER.email)).toEqual([]);
  portal.smtp = reachable;
  await portal.serve();

  // The first try again comes after a minute, a fifth more or less.
  const mail = await portal.mails.next(RESELLER.email, 0, 100_000);
  await applicant.opens(mail.text.match(/http\S+/)![0]);
  await applicant.signsInIfAsked(RESELLER.userName, PASSWORD);
  await applicant.presses(applicant.t("users-confirm"));
  await applicant.sees(applicant.t("users-confirmed"));
});
