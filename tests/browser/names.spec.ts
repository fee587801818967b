// A legal name changes when the operator says so (decision 8): asked for with reasons, seen beside the old one, approved or declined.
import { test, expect } from "./look.ts";
import { Person } from "./person.ts";
import { createsWorkAccount, operator, PASSWORD, RESELLER } from "./people.ts";

const FIRST = { name: "Fabrikam Holdings K.K.", grounds: "合併により商号を変更しました。登記番号 0100-01-123456" };
const SECOND = { name: "Fabrikam Group K.K.", grounds: "商号変更の予定です。" };
const WHY = "登記簿にまだ記載がありません。";
const ASK = "/account/organization/name";

test("another legal name is asked for, approved, asked for again, and declined with a reason", async ({ portal, person, look, language }) => {
  const ines = new Person(await person(), language);
  await operator(ines, portal);
  const aiko = new Person(await person(), language);
  await createsWorkAccount(aiko, RESELLER);
  await aiko.signsIn(RESELLER.userName, PASSWORD);
  const told = (key: string) => portal.mails.about(RESELLER.email, aiko.t(key, { product: "Tandem" }));
  const asks = async (wish: typeof FIRST) => {
    await aiko.types(aiko.t("names-new"), wish.name);
    await aiko.types(aiko.t("names-grounds"), wish.grounds);
    await aiko.presses(aiko.t("names-ask"));
    await aiko.seesState("open");
  };
  const opensRequest = async () => {
    await ines.opens("/operations/changes");
    await ines.main.locator("table.list th a").first().click();
    await ines.isAt(/^\/operations\/changes\/./);
  };

  await ines.opens("/operations/changes");
  await ines.sees(ines.t("names-list-none"));
  await look(ines.page, "names-queue-empty");
  await aiko.opens("/account/organization");
  await aiko.presses(aiko.t("names-change"));
  await aiko.isAt(ASK);
  await aiko.presses(aiko.t("names-ask"));
  await expect(aiko.main.locator("#name-e")).toBeVisible();
  await expect(aiko.main.locator("#grounds-e")).toBeVisible();
  await look(aiko.page, "names-ask-errors");
  await asks(FIRST);
  await look(aiko.page, "names-waiting");
  // Until it is approved the old name stands, and no second request can be sent.
  await expect(aiko.field(aiko.t("names-new"))).toHaveCount(0);
  await aiko.opens("/account/organization");
  await aiko.sees(RESELLER.legalName);
  await aiko.sees(FIRST.name);
  await look(aiko.page, "organization-renaming");

  await ines.opens("/operations/changes");
  await ines.sees(FIRST.name);
  await look(ines.page, "names-queue");
  await opensRequest();
  for (const text of [RESELLER.legalName, FIRST.name, FIRST.grounds, RESELLER.fullName]) await ines.sees(text);
  await look(ines.page, "names-request");
  await ines.presses(ines.t("names-approve"));
  await ines.seesState("approved");
  await look(ines.page, "names-approved");
  const yes = await told("names-mail-approved-subject");
  expect(yes.text).toContain(RESELLER.legalName);
  expect(yes.text).toContain(FIRST.name);
  await aiko.opens("/dashboard");
  await expect(aiko.page.locator("header .org")).toContainText(FIRST.name);

  await aiko.opens(ASK);
  await aiko.seesState("approved");
  await look(aiko.page, "names-again");
  await asks(SECOND);
  await opensRequest();
  await ines.presses(ines.t("names-decline"));
  await expect(ines.main.locator("#reason-e")).toBeVisible();
  await look(ines.page, "names-decline-without-reason");
  await ines.answers({ reason: WHY });
  await ines.presses(ines.t("names-decline"));
  await ines.seesState("declined");
  await look(ines.page, "names-declined");
  expect((await told("names-mail-declined-subject")).text).toContain(WHY);
  await aiko.opens(ASK);
  await aiko.seesState("declined");
  await aiko.sees(WHY);
  await look(aiko.page, "names-was-declined");
  await aiko.opens("/account/organization");
  await expect(aiko.main).not.toContainText(SECOND.name);

  // Closing ends what is open, says so before, and the page of the request says it afterwards.
  await aiko.opens(ASK);
  await asks(SECOND);
  await aiko.opens("/account/organization/close");
  await aiko.sees(aiko.t("standing-account-effect-name"));
  await look(aiko.page, "names-closing");
  await aiko.types(aiko.t("standing-account-name"), FIRST.name);
  await aiko.presses(aiko.t("standing-account-confirm"));
  await aiko.isAt("/account/organization");
  await ines.opens("/operations/changes");
  await ines.sees(ines.t("names-list-none"));
  await ines.opens("/operations/changes?state=ended");
  await ines.main.locator("table.list th a").first().click();
  await ines.sees(ines.t("names-ended-why"));
  await look(ines.page, "names-ended");
});
