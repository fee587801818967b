// What must hold on every page: asked each time a journey stops to look around.
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Options } from "./playwright.config.ts";
import { Portal } from "./portal.ts";

const output = process.env.TANDEM_TEST_OUTPUT!;
const pages = join(output, "browser", "pages");
const shots = join(output, "screenshots");

/** Words a page in Japanese may hold in Latin letters: names, brands, units and what a journey typed itself. */
const LATIN = /[A-Za-z][A-Za-z'’]+(?:[ ,][A-Za-z'’]+){3,}/g;

interface Fixtures {
  portal: Portal;
  /** Opens another browser with its own cookies, watched like the first. */
  person: () => Promise<Page>;
  /** Looks at the page in both themes and at three widths, and keeps it for the HTML checker. */
  look: (page: Page, name: string) => Promise<void>;
}

export const test = base.extend<Options & Fixtures>({
  language: ["en", { option: true }],
  database: ["sqlite", { option: true }],

  portal: async ({ database }, use, info) => {
    const portal = await Portal.start(database === "postgres" ? { TANDEM_DATABASE_URL: freshDatabase() } : {});
    await use(portal);
    const log = await portal.stop();
    if (info.status !== info.expectedStatus) await info.attach("portal.log", { body: log });
  },

  person: async ({ browser, portal, javaScriptEnabled, locale, timezoneId, viewport }, use) => {
    const faults: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled, locale, timezoneId, viewport, reducedMotion: "reduce" });
      contexts.push(context);
      const page = await context.newPage();
      watch(page, portal, faults);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(faults, "console errors, violations of the security policy, requests elsewhere, answers of 500").toEqual([]);
  },

  look: async ({ language, javaScriptEnabled, database }, use) => {
    await use(async (page, name) => {
      if (database === "postgres") return;
      await expect.soft(page.locator("html")).toHaveAttribute("lang", language);
      await expect.soft(page.locator("main")).toHaveCount(1);
      await expect.soft(page.locator("h1")).toHaveCount(1);
      await expect.soft(page).toHaveTitle(/\S · \S/);
      const save = `${name}.${language}${javaScriptEnabled ? "" : ".plain"}`;
      for (const folder of [pages, shots]) mkdirSync(folder, { recursive: true });
      // As the server sent it: the checker is asked about our HTML, not about what a script made of it.
      writeFileSync(join(pages, `${save}.html`), `<!DOCTYPE html>\n${await page.evaluate(() => document.documentElement.outerHTML)}`);
      if (language === "ja") {
        const text = await page.locator("body").innerText();
        expect.soft(text.match(LATIN) ?? [], `English on the Japanese page ${name}`).toEqual([]);
      }
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [320, 390, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          const over = await page.evaluate(() =>
            document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > window.innerWidth).map((each) => `${each.tagName} ${each.className} ${each.textContent!.slice(0, 60)}`),
          );
          expect.soft(over, `${name} scrolls sideways at ${width}`).toEqual([]);
          // Without scripts the pages look the same, and axe, which is a script in the page, couldn't run.
          if (javaScriptEnabled && width !== 320) await page.screenshot({ path: join(shots, `${save}.${colorScheme}.${width}.png`), fullPage: true });
        }
        if (!javaScriptEnabled) break;
        // In the dark only the colors differ.
        const axe = new AxeBuilder({ page });
        if (colorScheme === "light") axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
        else axe.withRules(["color-contrast", "link-in-text-block"]);
        const { violations } = await axe.analyze();
        const found = violations.map((fault) => `${fault.id}: ${fault.help}: ${fault.nodes.map((node) => node.target.join(" ")).join(" | ")}`);
        expect.soft(found, `axe on ${name}, ${colorScheme}`).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: null });
    });
  },
});

/** A database of its own on the server that scripts/test started. */
function freshDatabase(): string {
  const [server, createdb] = [process.env.TANDEM_TEST_POSTGRES_URL, process.env.TANDEM_TEST_CREATEDB];
  if (!server || !createdb) throw new Error("no PostgreSQL: start the journeys by scripts/test browser");
  const name = `browser_${randomUUID().replaceAll("-", "")}`;
  execFileSync(createdb, [`--maintenance-db=${server}/postgres`, name]);
  return `${server}/${name}`;
}

/** Notes whatever a page should never do. */
function watch(page: Page, portal: Portal, faults: string[]): void {
  page.on("console", (message) => {
    // Chromium reports each answer of 4xx as an error of its console; journeys ask for those on purpose.
    const asked = /the server responded with a status of 4\d\d/.test(message.text());
    // An icon may be asked for in the moment of a power cut.
    const cut = portal.wasCut && /net::ERR_(CONNECTION_|EMPTY_RESPONSE|SOCKET_)/.test(message.text());
    if (message.type() === "error" && !asked && !cut) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(portal.url) && !request.url().startsWith("data:")) faults.push(`${page.url()}: asks ${request.url()}`);
  });
  page.on("response", (answer) => {
    if (answer.status() >= 500) faults.push(`${answer.request().method()} ${answer.url()}: ${answer.status()}`);
  });
}

export { expect };
