// Somebody in a browser, in verbs: fills in fields by their labels, presses buttons by their text.
import { expect, type Locator, type Page } from "@playwright/test";
import { SEED, word, type Language } from "./words.ts";

export class Person {
  constructor(
    readonly page: Page,
    readonly language: Language,
  ) {}

  /** Words of `locales/`. */
  t(key: string, values: Record<string, string> = {}): string {
    return word(this.language, key, values);
  }

  /** A label of the seed. */
  seed(label: keyof (typeof SEED)["en"]): string {
    return SEED[this.language][label];
  }

  get main(): Locator {
    return this.page.locator("main");
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** The field under this label; an “(optional)” or a hint may follow the words. */
  field(label: string): Locator {
    return this.main.getByLabel(new RegExp(`^\\s*${escaped(label)}(?![\\p{L}\\p{N}])`, "u"));
  }

  async types(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
  }

  async chooses(label: string, value: string): Promise<void> {
    await this.field(label).selectOption(value);
  }

  async ticks(label: string): Promise<void> {
    await this.field(label).check();
  }

  /** Fills in fields by their names: for forms whose labels differ by country. */
  async answers(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const field = this.main.locator(`[name="${name}"]`);
      if ((await field.evaluate((node) => node.tagName)) === "SELECT") await field.selectOption(value);
      else await field.fill(value);
    }
  }

  async seesAnswers(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) await expect(this.main.locator(`[name="${name}"]`), name).toHaveValue(value);
  }

  async picks(name: string, value: string): Promise<void> {
    await this.main.locator(`input[name="${name}"][value="${value}"]`).check();
  }

  /** Presses a button or follows a link of the matter, and waits for the page it leads to. */
  async presses(label: string): Promise<void> {
    const name = new RegExp(`^\\s*${escaped(label)}\\s*$`, "u");
    const button = this.main.getByRole("button", { name }).or(this.main.getByRole("link", { name })).first();
    await expect(button).toBeVisible();
    await button.click();
    await this.page.waitForLoadState();
  }

  async isAt(path: string | RegExp): Promise<void> {
    await expect
      .poll(() => new URL(this.page.url()).pathname, { message: "where the browser is", timeout: 10_000 })
      [typeof path === "string" ? "toBe" : "toMatch"](path as string & RegExp);
    await this.page.waitForLoadState();
  }

  async sees(text: string | RegExp): Promise<void> {
    await expect(this.main).toContainText(text);
  }

  /** The state of the thing the page is about, as interface.md names it. */
  async seesState(state: string): Promise<void> {
    await expect(this.main.locator(`[data-state="${state}"]`).first()).toBeVisible();
  }

  async signsOut(): Promise<void> {
    await this.page.locator("header details.menu summary").click();
    await this.page.locator("header form[action='/signout'] button").click();
    await this.page.locator("header a[href='/signin'], main form[action='/signin']").first().waitFor();
  }

  async signsIn(userName: string, password: string): Promise<void> {
    await this.types(this.t("sessions-user-name"), userName);
    await this.types(this.t("sessions-password"), password);
    await this.presses(this.seed("signIn"));
  }

  /** Some pages sign in by themselves, others lead to the sign-in page. */
  async signsInIfAsked(userName: string, password: string): Promise<void> {
    if (new URL(this.page.url()).pathname === "/signin") await this.signsIn(userName, password);
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
