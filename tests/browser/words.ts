// The words of the portal, from the same files the portal is built of. The labels of the seed stand here once more: they are a
// requirement (section 1.1), and a slip in the files must not go unseen.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Language = "en" | "ja";

const files = join(import.meta.dirname, "..", "..", "locales");
const known = new Map<Language, Map<string, string>>();

function load(language: Language): Map<string, string> {
  const words = new Map<string, string>();
  for (const name of readdirSync(join(files, language)).filter((file) => file.endsWith(".ftl"))) {
    let key = "";
    for (const line of readFileSync(join(files, language, name), "utf8").split("\n")) {
      const message = /^([a-z][\w-]*)\s*=\s*(.*)$/.exec(line);
      if (message) words.set((key = message[1]!), message[2]!.trim());
      else if (key && /^\s+\S/.test(line)) words.set(key, `${words.get(key)} ${line.trim()}`.trim());
      else key = "";
    }
  }
  return words;
}

/** A message of `locales/`; `{ $name }` is filled in. */
export function word(language: Language, key: string, values: Record<string, string> = {}): string {
  if (!known.has(language)) known.set(language, load(language));
  const text = known.get(language)!.get(key);
  if (text === undefined) throw new Error(`locales/${language} has no ${key}`);
  return text.replace(/\{\s*\$(\w+)\s*\}/g, (_, name: string) => {
    if (!(name in values)) throw new Error(`${key} wants $${name}`);
    return values[name]!;
  }).replace(/\{"([^"]*)"\}/g, "$1");
}

/** The labels the seed prescribes. */
export const SEED = {
  en: { next: "Next", signIn: "Sign in", createOne: "Create one", continue: "Continue", cancel: "Cancel", enrollNow: "Enroll now", dashboard: "Dashboard", customers: "Customers" },
  ja: { next: "次へ", signIn: "サインイン", createOne: "作成する", continue: "続行", cancel: "キャンセル", enrollNow: "今すぐ登録する", dashboard: "ダッシュボード", customers: "顧客" },
} as const;
