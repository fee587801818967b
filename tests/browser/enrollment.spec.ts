// The first road whole: from the operator's link to a reseller on its dashboard (S6 to S27, S52).
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import {
  CONTACT, CUSTOMERS, DETAILS, MEMBERSHIP, PASSWORD, RESELLER, confirms, createsWorkAccount, decides, imports, opensApplication, operator, signsInToMembership, verifyLink,
} from "./people.ts";

test("a reseller enrolls, is reviewed, and stands on its dashboard", async ({ portal, person, look, language }) => {
  const reviewer = new Person(await person(), language);
  await operator(reviewer, portal);
  await imports(portal);
  await reviewer.opens("/operations/memberships");
  await reviewer.sees(MEMBERSHIP.mpnId);
  await look(reviewer.page, "memberships");

  // S7, S8, S14: Welcome, a work account, and back to where the road goes on.
  const applicant = new Person(await person(), language);
  await applicant.opens("/enroll");
  await look(applicant.page, "enroll-welcome");
  await applicant.presses(applicant.seed("next"));
  await applicant.isAt("/enroll/work-account");
  await look(applicant.page, "enroll-signin");
  await createsWorkAccount(applicant, RESELLER);
  await applicant.signsIn(RESELLER.userName, PASSWORD);
  await applicant.isAt("/enroll/work-account");
  const account = await portal.mails.next(RESELLER.email, 0);
  await applicant.opens(account.text.match(/http\S+/)![0]);
  await applicant.presses(applicant.t("users-confirm"));
  await applicant.sees(applicant.t("users-confirmed"));
  await applicant.opens("/enroll/work-account");
  await look(applicant.page, "enroll-account");
  await applicant.presses(applicant.t("enrollments-account-as", { person: RESELLER.fullName }));

  // S15 to S20: the membership account beside the work account.
  await applicant.isAt("/enroll/association");
  await look(applicant.page, "association");
  await applicant.presses(applicant.seed("signIn"));
  await signsInToMembership(applicant, look);
  await expect(applicant.main.locator(`input[value="5001002"]`)).toBeDisabled();
  await expect(applicant.main.locator(`input[value="5001003"]`)).toBeDisabled();
  await applicant.sees(applicant.t("enrollments-profile-inactive"));
  await applicant.sees(applicant.t("enrollments-profile-other-country"));
  await look(applicant.page, "profile");
  await applicant.presses(applicant.seed("cancel"));
  // S19: only the membership sign-in is dropped.
  await signsInToMembership(applicant);
  await applicant.presses(applicant.seed("continue"));
  await applicant.page.locator("[role=alert]").waitFor();
  await look(applicant.page, "profile-error");
  await applicant.picks("mpn_id", MEMBERSHIP.mpnId);
  await applicant.presses(applicant.seed("continue"));
  await applicant.isAt("/enroll/details");

  // S21 to S23: nothing typed is lost by a refusal.
  await look(applicant.page, "details");
  const typed = { ...DETAILS, contact_email: "kenji.sato@gmail.com" };
  await applicant.answers(typed);
  await applicant.presses(applicant.seed("continue"));
  await expect(applicant.main.locator("#contact_email-e")).toContainText("gmail.com");
  await applicant.seesAnswers(typed);
  await look(applicant.page, "details-error");
  await applicant.answers({ contact_email: CONTACT.email });
  await applicant.presses(applicant.seed("continue"));
  await applicant.isAt("/enroll/check");
  await applicant.sees("株式会社ファブリカム");
  await look(applicant.page, "check");
  await applicant.presses(applicant.seed("enrollNow"));
  await applicant.isAt("/enroll/status");
  await applicant.seesState("submitted_unverified");

  // S24: the contact follows the link of the mail in a browser of their own.
  const link = await verifyLink(portal, 0);
  await applicant.opens("/enroll/status");
  await look(applicant.page, "status-unverified");
  const contact = new Person(await person(), language);
  await contact.opens(link);
  await look(contact.page, "verify");
  await contact.presses(contact.t("enrollments-verify-confirm"));
  await contact.page.locator("[role=alert]").waitFor();
  await look(contact.page, "verify-error");
  await confirms(contact);
  await look(contact.page, "verify-thanks");
  const begun = await portal.mails.next(CONTACT.email, 1);
  expect(begun.html).toContain("lang=");
  await contact.opens(begun.text.match(/http\S+\/enroll\/status\/\S+/)![0]);
  await look(contact.page, "status-public");

  await applicant.opens("/enroll/status");
  await applicant.seesState("in_review");
  await look(applicant.page, "status-in-review");

  // S10, S25: the review, with a question and its answer.
  await reviewer.opens("/operations/enrollments");
  await look(reviewer.page, "queue");
  await opensApplication(reviewer);
  await look(reviewer.page, "application");
  await decides(reviewer, "business", "passed");
  await reviewer.presses(reviewer.t("review-ask"));
  await reviewer.isAt(/\/ask$/);
  await reviewer.presses(reviewer.t("review-ask-send"));
  await reviewer.page.locator("[role=alert]").waitFor();
  await look(reviewer.page, "ask-error");
  await reviewer.main.locator('input[name="fields"][value="contact_phone"]').check();
  await reviewer.answers({ text: language === "ja" ? "代表番号をお知らせください。" : "Please give us the main number." });
  await reviewer.presses(reviewer.t("review-ask-send"));
  await reviewer.seesState("info_requested");
  await look(reviewer.page, "application-asked");
  await portal.mails.next(CONTACT.email, 2);

  await applicant.opens("/enroll/status");
  await applicant.seesState("info_requested");
  await look(applicant.page, "status-asked");
  await applicant.answers({ contact_phone: "03-1234-5601" });
  await applicant.presses(applicant.t("enrollments-answer-send"));
  await applicant.seesState("in_review");
  await portal.mails.next(CONTACT.email, 3);

  await opensApplication(reviewer);
  await reviewer.sees(/3.?1234.?5601/);
  await reviewer.presses(reviewer.t("review-approve"));
  await reviewer.seesState("active");
  await look(reviewer.page, "application-active");

  // S26, S27, S52, S64: the mails, and what stands there now.
  await portal.mails.next(CONTACT.email, 4);
  await applicant.opens("/enroll/status");
  await applicant.seesState("active");
  await look(applicant.page, "status-active");
  await applicant.main.locator('a[href="/customers"]').click();
  await applicant.isAt("/customers");
  for (const row of CUSTOMERS.split("\n").filter((line) => line.startsWith("5001001"))) await applicant.sees(row.split(",")[2]!);
  await expect(applicant.main).not.toContainText("Litware");
  await look(applicant.page, "customers");
  await applicant.opens("/dashboard");
  await applicant.sees(applicant.t("dashboard-setup-title"));
  await look(applicant.page, "home-reseller");
  await applicant.opens("/account/organization");
  await applicant.sees(MEMBERSHIP.mpnId);
  await look(applicant.page, "organization");
  await reviewer.opens("/dashboard");
  await look(reviewer.page, "operator-home");
  await reviewer.opens("/operations/mail");
  await look(reviewer.page, "operations-mail");
});
