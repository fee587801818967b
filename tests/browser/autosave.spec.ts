// What is typed into the details is saved by itself (decision 37), and where it can't be, the page says so and keeps it.
import { type Page } from "@playwright/test";
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import type { Portal } from "./portal.ts";
import { choosesProfile, createsWorkAccount, DETAILS, imports, PASSWORD, RESELLER } from "./people.ts";

const KEN = { fullName: "Ken Sato", email: "ken.sato@fabrikam.example", label: "ken.sato", userName: "ken.sato@fabrikam.example" };
const CHOSEN = "seven bridges over plum harvest";

/** Somebody who types into the details, and reads what the page says of it. */
class Applicant extends Person {
  get line() {
    return this.main.locator("[data-saved]");
  }

  named(name: string) {
    return this.main.locator(`[name="${name}"]`);
  }

  async seesSaved(): Promise<void> {
    await expect(this.line).toHaveText(new RegExp(`^\\s*${this.t("layout-saved")}\\s+\\d\\d:\\d\\d\\s*$`));
    await expect(this.line.locator("svg")).toBeVisible();
  }

  /** The words of a fault; nothing beside them looks like success, and a screen reader is told. */
  async seesNot(key: string): Promise<void> {
    await expect(this.line).toContainText(this.t(key));
    await expect(this.line.locator("svg")).toBeHidden();
    await expect(this.line).toHaveAttribute("role", "status");
  }

  /** Types, and waits until it is saved and the page says so. */
  async typesAndSaves(values: Record<string, string>): Promise<void> {
    const saved = this.page.waitForResponse((answer) => answer.url().endsWith("/enroll/details/draft") && answer.status() === 204);
    await this.answers(values);
    await saved;
    await this.seesSaved();
  }
}

/** The reseller's first Global admin at the details. */
async function atTheDetails(portal: Portal, page: Page, language: "en" | "ja"): Promise<Applicant> {
  await imports(portal);
  const aiko = new Applicant(page, language);
  await createsWorkAccount(aiko, RESELLER);
  await aiko.signsIn(RESELLER.userName, PASSWORD);
  await choosesProfile(aiko);
  return aiko;
}

/** A second Global admin, whom the first one adds, signed in on a device of their own. */
async function colleague(aiko: Person, page: Page): Promise<Applicant> {
  await aiko.opens("/account/users/new");
  await aiko.types(aiko.t("users-full-name"), KEN.fullName);
  await aiko.types(aiko.t("users-email"), KEN.email);
  await aiko.types(aiko.t("users-user-name"), KEN.label);
  await aiko.picks("agent", "none");
  await aiko.picks("admin", "global_admin");
  await aiko.presses(aiko.t("people-add-button"));
  const password = await aiko.main.locator("dd code").nth(1).innerText();
  const ken = new Applicant(page, aiko.language);
  await ken.opens("/signin");
  await ken.signsIn(KEN.userName, password);
  await ken.isAt("/password");
  await ken.types(ken.t("sessions-new-password"), CHOSEN);
  await ken.presses(ken.t("sessions-change"));
  await ken.isAt("/dashboard");
  return ken;
}

test("what is typed is saved, a password never", async ({ portal, person, language, look }) => {
  const aiko = await atTheDetails(portal, await person(), language);
  const bodies: string[] = [];
  aiko.page.on("request", (request) => {
    if (request.url().endsWith("/enroll/details/draft")) bodies.push(request.postData() ?? "");
  });
  await aiko.typesAndSaves({ city: "千代田区", contact_email: "not an address" });
  await look(aiko.page, "details-saved");
  await aiko.page.reload();
  await aiko.seesAnswers({ city: "千代田区", contact_email: "not an address" });

  // No step with a saving form asks for a password; one that did wouldn't send it.
  await aiko.main.locator("form[data-autosave]").evaluate((form) => {
    const field = document.createElement("input");
    field.type = "password";
    field.name = "secret";
    form.append(field);
  });
  await aiko.named("secret").fill(PASSWORD);
  await aiko.typesAndSaves({ city: "港区" });
  expect(bodies.length).toBeGreaterThan(1);
  for (const body of bodies) expect(new URLSearchParams(body).has("secret")).toBe(false);
  expect(bodies.join()).not.toContain(new URLSearchParams({ "": PASSWORD }).toString().slice(1));
});

test("two Global admins at one form overwrite nothing of each other", async ({ portal, person, language, look }) => {
  const aiko = await atTheDetails(portal, await person(), language);
  const ken = await colleague(aiko, await person());
  await aiko.opens("/enroll/details");
  await ken.opens("/enroll/details");
  await aiko.typesAndSaves({ city: "千代田区" });

  await ken.answers({ city: "港区", line1: "芝公園四丁目2-8" });
  await ken.seesNot("layout-saved-not");
  await look(ken.page, "details-not-saved");
  await ken.seesAnswers({ city: "港区", line1: "芝公園四丁目2-8" });
  await aiko.typesAndSaves({ legal_name: "株式会社ファブリカム" });
  await aiko.page.reload();
  await aiko.seesAnswers({ city: "千代田区", line1: "", legal_name: "株式会社ファブリカム" });

  // Continue shows what differs, and what Ken typed is still there; the second Continue is his decision.
  await ken.presses(ken.seed("continue"));
  await expect(ken.page.locator("[role=alert]")).toContainText(ken.t("enrollments-theirs-title"));
  await expect(ken.page.locator("[role=alert]")).toContainText("千代田区");
  await ken.seesAnswers({ city: "港区", line1: "芝公園四丁目2-8" });
  await ken.answers(DETAILS);
  await ken.presses(ken.seed("continue"));
  await ken.isAt("/enroll/check");
});

test("while the portal is away what is typed stays, and the next save succeeds", async ({ portal, person, language, look }) => {
  const aiko = await atTheDetails(portal, await person(), language);
  await aiko.typesAndSaves({ city: "千代田区" });
  await portal.kill();
  await aiko.answers({ ...DETAILS, city: "港区" });
  await aiko.seesNot("layout-saved-failed");
  // Continue would lead to the browser's own page of a fault, and away from the form.
  await aiko.presses(aiko.seed("continue"));
  await aiko.seesNot("layout-saved-failed");
  await aiko.isAt("/enroll/details");
  await aiko.seesAnswers({ ...DETAILS, city: "港区" });

  await portal.serve();
  await aiko.typesAndSaves({ city: "品川区" });
  await look(aiko.page, "details-saved-again");
  await aiko.page.reload();
  await aiko.seesAnswers({ ...DETAILS, city: "品川区" });
  await aiko.presses(aiko.seed("continue"));
  await aiko.isAt("/enroll/check");
});

test("who is signed out while typing signs in beside it and goes on", async ({ portal, person, language, look }) => {
  const aiko = await atTheDetails(portal, await person(), language);
  const ken = await colleague(aiko, await person());
  await aiko.opens("/enroll/details");
  await aiko.typesAndSaves({ city: "千代田区" });
  const elsewhere = new Person(await person(), language);
  await elsewhere.opens("/account/me/sessions");
  await elsewhere.signsIn(RESELLER.userName, PASSWORD);
  await elsewhere.presses(elsewhere.t("sessions-end-others"));
  await elsewhere.page.locator("[role=status]").waitFor();

  const typed = { ...DETAILS, city: "港区" };
  await aiko.answers(typed);
  await aiko.seesNot("layout-saved-out");
  await look(aiko.page, "details-signed-out");
  await aiko.presses(aiko.seed("continue"));
  await aiko.seesNot("layout-saved-out");
  await aiko.isAt("/enroll/details");
  await aiko.seesAnswers(typed);

  // A colleague who signs in in this browser saves nothing of what she typed.
  const beside = async (userName: string, password: string): Promise<void> => {
    const opened = aiko.page.waitForEvent("popup");
    await aiko.line.getByRole("link", { name: aiko.t("layout-saved-sign-in") }).click();
    const other = new Person(await opened, language);
    await other.signsIn(userName, password);
    await other.isAt("/dashboard");
    await other.page.close();
  };
  await beside(KEN.userName, CHOSEN);
  const refused = aiko.page.waitForResponse((answer) => answer.url().endsWith("/enroll/details/draft") && answer.status() === 403);
  await aiko.answers({ line2: "" });
  await refused;
  await aiko.seesNot("layout-saved-out");
  await ken.opens("/enroll/details");
  await ken.seesAnswers({ city: "千代田区" });

  // She herself goes on where she was.
  await aiko.page.context().clearCookies();
  await beside(RESELLER.userName, PASSWORD);
  await aiko.typesAndSaves({ line2: "タンデムビル 6階" });
  await aiko.presses(aiko.seed("continue"));
  await aiko.isAt("/enroll/check");
  await ken.opens("/enroll/details");
  await ken.seesAnswers({ ...typed, line2: "タンデムビル 6階" });
});
