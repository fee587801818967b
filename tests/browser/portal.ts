// The portal under test, its database folder and its mail server: all fresh for each test, all gone after it.
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

export const binary = required("TANDEM_TEST_BINARY");

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the journeys by scripts/test browser`);
  return value;
}

/** Asks until something is there. The one place that waits by the clock. */
export async function eventually<T>(what: string, ask: () => T | undefined | Promise<T | undefined>, within = 20_000): Promise<T> {
  for (const until = Date.now() + within; Date.now() < until; await new Promise((done) => setTimeout(done, 50))) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`not within ${within / 1000} s: ${what}`);
}

/** A mail as it arrived. */
export interface Mail {
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
}

/** aiosmtpd with STARTTLS and AUTH, under a certificate of its own. */
export class MailServer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly port: number,
    readonly certificate: string,
  ) {}

  static async start(folder: string): Promise<MailServer> {
    const inbox = join(folder, "inbox");
    mkdirSync(inbox, { recursive: true });
    const [certificate, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    // rustls refuses a certificate authority as a server's certificate: CA:FALSE.
    execFileSync("openssl", [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
      "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", key, "-out", certificate,
    ], { stdio: "ignore" });
    const server = spawn(required("TANDEM_TEST_PYTHON"), [join(import.meta.dirname, "smtp", "server.py"), inbox, certificate, key], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await new Promise<number>((done, failed) => {
      createInterface(server.stdout!).once("line", (line) => done(Number(line)));
      server.once("exit", (code) => failed(new Error(`the mail server stopped: ${code}`)));
    });
    return new MailServer(server, inbox, port, certificate);
  }

  /** Every mail so far, oldest first. */
  all(): Mail[] {
    const names = readdirSync(this.folder).filter((name) => name.endsWith(".eml"));
    return names.sort().map((name) => parse(readFileSync(join(this.folder, name), "latin1")));
  }

  /** The newest mail to an address after the first `seen` to it, as soon as it is there. */
  async next(to: string, seen: number, within?: number): Promise<Mail> {
    return eventually(`mail ${seen + 1} to ${to}`, () => this.to(to)[seen], within);
  }

  /** The newest mail to an address with this subject, as soon as it is there. */
  async about(to: string, subject: string): Promise<Mail> {
    return eventually(`a mail to ${to}: ${subject}`, () => this.to(to).findLast((mail) => mail.subject === subject));
  }

  to(address: string): Mail[] {
    return this.all().filter((mail) => mail.to === address);
  }

  stop(): void {
    this.process.kill("SIGKILL");
  }
}

/** What a mail program does: header folding, encoded words, transfer encodings, the parts. */
function parse(raw: string): Mail {
  const { head, body } = split(raw);
  const parts = new Map<string, string>();
  collect(head, body, parts);
  return {
    to: header(head, "X-Envelope-To"),
    from: header(head, "From"),
    subject: words(header(head, "Subject")),
    text: parts.get("text/plain") ?? "",
    html: parts.get("text/html") ?? "",
    raw,
  };
}

function split(text: string): { head: string; body: string } {
  const at = text.search(/\r?\n\r?\n/);
  return { head: text.slice(0, at).replace(/\r?\n[ \t]+/g, " "), body: text.slice(at).replace(/^\r?\n\r?\n/, "") };
}

function header(head: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(head)?.[1]?.trim() ?? "";
}

function words(text: string): string {
  const word = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;
  // A run of encoded words is one text: a character may be split between two of them.
  return text.replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=(?:\s+(?==\?))?)+/gi, (run) =>
    Buffer.concat(
      [...run.matchAll(word)].map(([, kind, value]) =>
        kind!.toLowerCase() === "b" ? Buffer.from(value!, "base64") : Buffer.from(quoted(value!.replace(/_/g, " ")), "latin1"),
      ),
    ).toString("utf8"),
  );
}

function quoted(text: string): string {
  return text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function collect(head: string, body: string, parts: Map<string, string>): void {
  const type = header(head, "Content-Type");
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    for (const part of body.split(`--${boundary}`).slice(1, -1)) {
      const inner = split(part.replace(/^\r?\n/, ""));
      collect(inner.head, inner.body, parts);
    }
    return;
  }
  const encoding = header(head, "Content-Transfer-Encoding").toLowerCase();
  const bytes = encoding === "base64" ? Buffer.from(body, "base64") : Buffer.from(encoding === "quoted-printable" ? quoted(body) : body, "latin1");
  parts.set(type.split(";")[0]!.trim().toLowerCase() || "text/plain", bytes.toString("utf8"));
}

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

/** `tandem serve` on a folder of its own. */
export class Portal {
  private process?: ChildProcess;
  /** What it printed on standard output so far. */
  printed = "";
  /** Where it hands over mails, from the next start on. */
  smtp: string;
  /** Whether it was ever killed. */
  wasCut = false;
  private log = "";

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly mails: MailServer,
    private readonly more: Record<string, string>,
  ) {
    this.smtp = `smtp://portal:an%20SMTP%20password@localhost:${mails.port}?tls=required`;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private get environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.folder,
      TANDEM_DATA_DIR: join(this.folder, "data"),
      TANDEM_LISTEN: `127.0.0.1:${this.port}`,
      TANDEM_SMTP_URL: this.smtp,
      TANDEM_SMTP_CA_FILE: this.mails.certificate,
      TANDEM_MAIL_FROM: "Tandem <no-reply@portal.example>",
      TANDEM_SUPPORT_EMAIL: "support@portal.example",
      ...this.more,
    };
  }

  /** Makes the folder and the mail server; `prepare` may fill the folder before the portal starts. */
  static async start(more: Record<string, string> = {}, prepare?: (portal: Portal) => Promise<void>): Promise<Portal> {
    const folder = mkdtempSync(join(tmpdir(), "tandem-browser-"));
    const portal = new Portal(folder, await freePort(), await MailServer.start(folder), more);
    await prepare?.(portal);
    await portal.serve();
    return portal;
  }

  /** Starts the process and waits until it is ready. */
  async serve(): Promise<void> {
    const child = spawn(binary, ["serve"], { env: this.environment, stdio: ["ignore", "pipe", "pipe"], cwd: this.folder });
    this.process = child;
    child.stdout!.on("data", (text) => (this.printed += text));
    child.stderr!.on("data", (text) => (this.log += text));
    let said = "nothing";
    await eventually("the portal is ready", async () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the portal stopped with ${child.exitCode ?? child.signalCode}:\n${this.printed}${this.log}`);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      said = (await answer?.text()) ?? said;
      return answer?.ok ? true : undefined;
    }).catch((fault: Error) => {
      throw new Error(`${fault.message}; it says ${said}\n${this.printed}${this.log}`);
    });
  }

  /** SIGKILL, as a power cut would; nothing is flushed. */
  async kill(): Promise<void> {
    this.wasCut = true;
    const child = this.process!;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await gone;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.serve();
  }

  /** Runs another command on the same folder, and gives what it prints. */
  async command(...words: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(binary, words, { env: this.environment, cwd: this.folder });
    return stdout;
  }

  /** `tandem import KIND` of these rows. */
  async import(kind: string, csv: string): Promise<string> {
    const file = join(this.folder, `${kind}.csv`);
    writeFileSync(file, csv);
    return this.command("import", kind, file);
  }

  /** Everybody went for lunch: two hours have passed since their sessions were last used. */
  async lunch(): Promise<void> {
    const script = "import sqlite3, sys; d = sqlite3.connect(sys.argv[1], timeout=10); d.execute('UPDATE sessions SET seen_at = seen_at - 7200000'); d.commit()";
    await promisify(execFile)(required("TANDEM_TEST_PYTHON"), ["-c", script, join(this.folder, "data", "tandem.db")]);
  }

  /** The newest one-time link that was printed. */
  async link(text = this.printed): Promise<string> {
    return eventually("a one-time link on standard output", () => text.match(/http\S+\/welcome\/\S+/g)?.at(-1));
  }

  async stop(): Promise<string> {
    if (this.process && this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise((done) => this.process!.once("exit", done));
      this.process.kill("SIGTERM");
      const timer = setTimeout(() => this.process!.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(timer);
    }
    this.mails.stop();
    rmSync(this.folder, { recursive: true, force: true });
    return this.log;
  }
}
