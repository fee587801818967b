// Started by scripts/test browser, which says where the portal, Chromium and Python are.
import { defineConfig } from "@playwright/test";
import { cpus } from "node:os";
import { join } from "node:path";

const output = process.env.TANDEM_TEST_OUTPUT ?? join(import.meta.dirname, "..", "..", "target");
const chromium = process.env.TANDEM_TEST_CHROMIUM;

/** What differs between the projects. */
export interface Options {
  language: "en" | "ja";
  database: "sqlite" | "postgres";
}

const project = (language: "en" | "ja", scripts: boolean) => ({
  name: `${language}-${scripts ? "scripts" : "plain"}`,
  // Cuts of the power don’t differ by language, the keys not by the road; and only a script saves by itself.
  testIgnore: ["**/valid.spec.ts", ...(scripts ? [] : ["**/autosave.spec.ts"]), ...(language === "en" && !scripts ? [] : ["**/faults.spec.ts"]), ...(language === "en" && scripts ? [] : ["**/keyboard.spec.ts"])],
  use: { language, javaScriptEnabled: scripts, locale: language === "ja" ? "ja-JP" : "en-US" },
});

export default defineConfig<Options>({
  testDir: import.meta.dirname,
  outputDir: join(output, "browser", "traces"),
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A journey that passes at the second try hides something.
  retries: 0,
  workers: Math.max(1, Math.min(4, cpus().length)),
  // A guard against hanging only: a journey takes a minute or two, and longer where builds go on beside it.
  timeout: 600_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    timezoneId: "Asia/Tokyo",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: { mode: "retain-on-failure", screenshots: false, sources: false },
    launchOptions: {
      executablePath: chromium || undefined,
      // Chromium's sandbox refuses root.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    project("en", true),
    project("ja", true),
    project("en", false),
    project("ja", false),
    // The road once more on the other engine; its pages are the same.
    { name: "en-postgres", testMatch: "**/enrollment.spec.ts", use: { language: "en", database: "postgres", locale: "en-US" } },
    // Looks at what the others saved.
    { name: "valid", testMatch: "**/valid.spec.ts", dependencies: ["en-scripts", "ja-scripts", "en-plain", "ja-plain"] },
  ],
});
