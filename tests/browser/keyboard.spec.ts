// The road without a mouse: Tab, Space, Enter, letters; and the focus is always to be seen (WCAG 2.1.1, 2.4.7).
import { type Locator, type Page } from "@playwright/test";
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { CONTACT, DETAILS, MEMBERSHIP, PASSWORD, RESELLER, decides, imports, opensApplication, operator, verifyLink } from "./people.ts";

/** Hands on the keys. */
class Keys {
  constructor(
    private readonly who: Person,
    private readonly page: Page = who.page,
  ) {}

  /** Tabs to a control; each stop on the way has to show the focus. */
  async to(target: Locator): Promise<void> {
    await expect(target, "what the keys go to").toBeVisible();
    for (let stops = 0; stops < 80; stops++) {
      if (await target.evaluate((node) => node === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
      const hidden = await this.page.evaluate(() => {
        const node = document.activeElement!;
        if (node === document.body) return "";
        const { outlineStyle, outlineWidth } = getComputedStyle(node);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? "" : node.outerHTML.slice(0, 120);
      });
      expect(hidden, "has the focus and doesn't show it").toBe("");
    }
    throw new Error(`80 stops don't lead to ${target}`);
  }

  async type(name: string, value: string): Promise<void> {
    const field = this.page.locator(`main [name="${name}"]`);
    await this.to(field);
    if ((await field.evaluate((node) => node.tagName)) === "SELECT") {
      // Letters choose the option that begins with them.
      await this.page.keyboard.type(await field.locator(`option[value="${value}"]`).innerText());
    } else {
      await this.page.keyboard.press("ControlOrMeta+a");
      await this.page.keyboard.insertText(value);
    }
    await expect(field).toHaveValue(value);
  }

  async fill(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.type(name, value);
  }

  async tick(target: Locator): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press("Space");
    await expect(target).toBeChecked();
  }

  async press(label: string): Promise<void> {
    await this.to(this.who.main.getByRole("button", { name: label, exact: true }).or(this.who.main.getByRole("link", { name: label, exact: true })).first());
    await this.page.keyboard.press("Enter");
  }
}

test("a reseller enrolls by keyboard alone", async ({ portal, person, language }) => {
  const reviewer = new Person(await person(), language);
  await operator(reviewer, portal);
  await imports(portal);

  const who = new Person(await person(), language);
  const keys = new Keys(who);
  await who.opens("/enroll");
  await keys.press(who.seed("createOne"));
  await who.isAt("/enroll/create");
  await keys.fill({
    legal_name: RESELLER.legalName, country: RESELLER.country, domain: RESELLER.domain, full_name: RESELLER.fullName,
    email: RESELLER.email, user_name: RESELLER.label, password: PASSWORD,
  });
  await keys.press(who.t("users-create"));
  await who.isAt("/signin");
  await keys.fill({ user_name: RESELLER.userName, password: PASSWORD });
  await who.page.keyboard.press("Enter");
  await who.isAt("/enroll/association");
  await who.opens("/enroll/work-account");
  await keys.press(who.t("enrollments-account-as", { person: RESELLER.fullName }));
  await who.isAt("/enroll/association");
  await keys.press(who.seed("signIn"));
  await who.isAt("/enroll/membership");
  await keys.type("user_name", MEMBERSHIP.login);
  await who.page.keyboard.press("Enter");
  await who.isAt("/enroll/membership/password");
  await keys.type("password", MEMBERSHIP.password);
  await who.page.keyboard.press("Enter");
  await who.isAt("/enroll/profile");
  await keys.tick(who.main.locator(`input[value="${MEMBERSHIP.mpnId}"]`));
  await keys.press(who.seed("continue"));
  await who.isAt("/enroll/details");
  await keys.fill(DETAILS);
  await keys.press(who.seed("continue"));
  await who.isAt("/enroll/check");
  await keys.press(who.seed("enrollNow"));
  await who.isAt("/enroll/status");

  const contact = new Person(await person(), language);
  await contact.opens(await verifyLink(portal, 0));
  const theirs = new Keys(contact);
  await theirs.tick(contact.page.locator("#signed"));
  await theirs.tick(contact.page.locator("#belongs"));
  await theirs.press(contact.t("enrollments-verify-confirm"));
  await contact.isAt(/\/thanks$/);
  await opensApplication(reviewer);
  await decides(reviewer, "business", "passed");
  await reviewer.presses(reviewer.t("review-approve"));
  await reviewer.seesState("active");
  await portal.mails.next(CONTACT.email, 2);

  await who.opens("/enroll/status");
  await keys.to(who.main.locator('a[href="/dashboard"]'));
  await who.page.keyboard.press("Enter");
  await who.isAt("/dashboard");
  await who.sees(who.t("dashboard-setup-title"));
});
