// Where the road bends: somebody goes elsewhere meanwhile, says no, or comes again by an old link (decisions 12 and 13).
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import {
  CONTACT, DETAILS, PASSWORD, RESELLER, choosesProfile, confirms, createsWorkAccount, imports, operator, verifyLink,
} from "./people.ts";

test("somebody goes on elsewhere, and the contact did not sign up", async ({ portal, person, look, language }) => {
  const reviewer = new Person(await person(), language);
  await operator(reviewer, portal);
  await imports(portal);
  const applicant = new Person(await person(), language);
  await createsWorkAccount(applicant, RESELLER);
  await applicant.signsIn(RESELLER.userName, PASSWORD);
  await choosesProfile(applicant);

  // Half of it here, the rest in another browser and the other language.
  const { support_email: _email, support_phone: _phone, ...half } = DETAILS;
  await applicant.answers(half);
  await applicant.presses(applicant.seed("continue"));
  await applicant.page.locator("[role=alert]").waitFor();
  await applicant.signsOut();
  const page = await person();
  const elsewhere = new Person(page, language);
  await elsewhere.opens("/signin?next=/enroll/details");
  await elsewhere.signsIn(RESELLER.userName, PASSWORD);
  await elsewhere.isAt("/enroll/details");
  const switches = page.locator('header form[action="/language"] button');
  await switches.click();
  const other = new Person(page, language === "en" ? "ja" : "en");
  await expect(page.locator("html")).toHaveAttribute("lang", other.language);
  await other.seesAnswers(half);
  await other.answers(DETAILS);
  await other.presses(other.seed("continue"));
  await other.isAt("/enroll/check");

  // Browser back shows what is stored, and one click more makes no second application.
  await page.goBack();
  await other.isAt("/enroll/details");
  await other.seesAnswers(DETAILS);
  await other.opens("/enroll/check");
  await switches.click();
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await elsewhere.main.getByRole("button", { name: elsewhere.seed("enrollNow") }).dblclick();
  await elsewhere.isAt("/enroll/status");
  await elsewhere.seesState("submitted_unverified");
  await reviewer.opens("/operations/enrollments?show=unverified");
  await expect(reviewer.main.locator("tbody.rec")).toHaveCount(1);
  await elsewhere.presses(elsewhere.t("enrollments-resend"));
  await elsewhere.page.locator("[role=alert]").waitFor();
  await look(page, "status-too-soon");

  const link = await verifyLink(portal, 0);
  const contact = new Person(await person(), language);
  await contact.opens(link);
  await contact.presses(contact.t("enrollments-verify-not-me"));
  await contact.isAt(/\/disown$/);
  await look(contact.page, "disown");
  await contact.presses(contact.t("enrollments-disown-confirm"));
  await contact.seesState("disowned");
  await look(contact.page, "disowned");
  await contact.opens(link.slice(0, -3));
  await contact.seesState("unknown");
  await look(contact.page, "verify-unknown");
  await elsewhere.opens("/enroll/status");
  await elsewhere.seesState("disowned");
  await look(page, "status-disowned");

  await reviewer.opens("/operations/enrollments?show=ended");
  await look(reviewer.page, "queue-ended");
  await reviewer.main.locator("table.list th a").first().click();
  await reviewer.seesState("disowned");
  await look(reviewer.page, "application-disowned");
  await reviewer.presses(reviewer.t("review-reopen"));
  await reviewer.seesState("draft");
  await elsewhere.opens("/enroll/details");
  await elsewhere.seesAnswers(DETAILS);
  // One application, one link: the double click and the hasty resend brought nothing more.
  expect(portal.mails.to(CONTACT.email)).toHaveLength(1);

  await contact.opens("/no/such/page");
  await look(contact.page, "not-found");
});

test("an application is rejected, corrected, withdrawn, and begun again", async ({ portal, person, look, language }) => {
  const reviewer = new Person(await person(), language);
  await operator(reviewer, portal);
  await imports(portal);
  const applicant = new Person(await person(), language);
  await createsWorkAccount(applicant, RESELLER);
  await applicant.signsIn(RESELLER.userName, PASSWORD);
  await choosesProfile(applicant);
  await applicant.answers(DETAILS);
  await applicant.presses(applicant.seed("continue"));
  await applicant.isAt("/enroll/check");
  await applicant.presses(applicant.seed("enrollNow"));
  await applicant.seesState("submitted_unverified");

  const link = await verifyLink(portal, 0);
  const contact = new Person(await person(), language);
  await contact.opens(link);
  await confirms(contact);
  await portal.mails.next(CONTACT.email, 1);
  await contact.opens(link);
  await contact.seesState("confirmed");
  await look(contact.page, "verify-already");

  const reason = language === "ja" ? "登記簿の住所と異なります。" : "The address differs from the register.";
  await reviewer.opens("/operations/enrollments");
  await reviewer.main.locator("table.list th a").first().click();
  await reviewer.presses(reviewer.t("review-reject"));
  await reviewer.isAt(/\/reject$/);
  await reviewer.presses(reviewer.t("review-reject-send"));
  await reviewer.page.locator("[role=alert]").waitFor();
  await look(reviewer.page, "reject-error");
  await reviewer.answers({ reason });
  await reviewer.presses(reviewer.t("review-reject-send"));
  await reviewer.seesState("rejected");
  await look(reviewer.page, "application-rejected");
  expect((await portal.mails.next(CONTACT.email, 2)).text).toContain(reason);
  await contact.opens(link);
  await contact.seesState("over");
  await look(contact.page, "verify-over");

  await applicant.opens("/enroll/status");
  await applicant.seesState("rejected");
  await applicant.sees(reason);
  await look(applicant.page, "status-rejected");
  await applicant.presses(applicant.t("enrollments-correct"));
  await applicant.isAt("/enroll/details");
  await applicant.seesAnswers(DETAILS);
  await applicant.answers({ line1: "丸の内二丁目2-2" });
  await applicant.presses(applicant.seed("continue"));
  await applicant.isAt("/enroll/check");
  await applicant.sees("丸の内二丁目2-2");
  await applicant.presses(applicant.seed("enrollNow"));
  await applicant.seesState("submitted_unverified");
  expect(await verifyLink(portal, 3)).not.toBe(link);

  await applicant.presses(applicant.t("enrollments-withdraw"));
  await applicant.isAt("/enroll/status/withdraw");
  await look(applicant.page, "withdraw");
  await applicant.presses(applicant.t("enrollments-withdraw-confirm"));
  await applicant.seesState("withdrawn");
  await look(applicant.page, "status-withdrawn");
  await applicant.presses(applicant.t("enrollments-begin-again"));
  await applicant.isAt("/enroll/details");
  await applicant.seesAnswers({ ...DETAILS, line1: "丸の内二丁目2-2" });
});
