// The Nu checker reads every page the journeys saved.
import { expect, test } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

test("every page is valid HTML", () => {
  const pages = join(process.env.TANDEM_TEST_OUTPUT!, "browser", "pages");
  expect(readdirSync(pages).length, "the journeys saved pages").toBeGreaterThan(0);
  const checker = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");
  const answer = spawnSync("java", ["-Xss1m", "-jar", checker, "--errors-only", "--format", "text", pages], { encoding: "utf8" });
  expect(answer.error).toBeUndefined();
  expect(answer.stderr.replaceAll(`file:${pages}/`, "").replace("Document checking completed. No errors found.", "").trim()).toBe("");
  expect(answer.status).toBe(0);
});
