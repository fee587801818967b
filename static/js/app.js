// Small comforts on top of pages that work without it: copy, autosave, "/" for search, select all, dismiss.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// What only works with a script is hidden in the HTML and shown here.
for (const element of all("[data-copy], [data-dismiss], [data-pick-all]")) {
  element.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-dismiss]");
  if (!button) return;
  if ("dismiss" in button.dataset) {
    button.closest("[data-flash]").remove();
    one("main").focus();
    return;
  }
  const words = one("[data-done]", button);
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // No clipboard without HTTPS: select the text, so that the keyboard's copy works.
    const source = button.parentElement.querySelector("code, output, textarea");
    if (source) getSelection().selectAllChildren(source);
    return;
  }
  const before = words.textContent;
  words.textContent = words.dataset.done;
  words.setAttribute("role", "status");
  setTimeout(() => { words.textContent = before; }, 2500);
});

// "/" goes to the page's search field, as long as nothing is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = one("[data-search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Menus close on Escape and when the pointer or the focus goes elsewhere.
const menus = all("details.menu, details.side");
const close = (except) => {
  for (const menu of menus) if (menu.open && !menu.contains(except)) menu.open = false;
};
document.addEventListener("pointerdown", (event) => close(event.target));
document.addEventListener("focusin", (event) => close(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = menus.find((each) => each.open && each.contains(document.activeElement));
  if (!menu) return;
  menu.open = false;
  one("summary", menu).focus();
});

// A row named in the address (#c9) opens, also in browsers that don't do so themselves.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && target.closest("details");
  if (details) details.open = true;
};
addEventListener("hashchange", reveal);
reveal();

// Select all rows, and how many are selected.
for (const master of all("[data-pick-all]")) {
  const form = master.closest("form");
  const boxes = all(".pick input", form);
  const count = one("[data-picked]", form);
  const update = () => {
    const picked = boxes.filter((box) => box.checked).length;
    master.checked = picked > 0 && picked === boxes.length;
    master.indeterminate = picked > 0 && picked < boxes.length;
    if (count) count.textContent = picked;
  };
  master.addEventListener("change", () => {
    for (const box of boxes) box.checked = master.checked;
    update();
  });
  form.addEventListener("change", update);
  update();
}

// A form with data-autosave posts what was typed to that address; any 2xx answer means "saved". One at a time, so that
// no save overtakes another. 409: somebody else changed it; from then on only the form itself is sent, which shows what differs.
// What can't be saved stays here: without the portal, or signed out, sending the form would lead away from what was typed.
for (const form of all("form[data-autosave]")) {
  const line = one("[data-saved]");
  const words = one("span", line);
  const token = one("input[name=_form]", form);
  let timer;
  let sent;
  let waiting = false;
  let stopped = false;
  let running = Promise.resolve();
  let busy = 0;
  // Why the last save failed, "changed", "out" or "failed"; and whether sending the form would fail like it.
  let fault = "";
  let held = false;
  const filled = () => {
    const body = new URLSearchParams(new FormData(form));
    for (const secret of all("input[type=password]", form)) body.delete(secret.name);
    return body;
  };
  const typed = () => {
    const body = filled();
    body.delete("_form");
    return body.toString();
  };
  const say = (...parts) => {
    line.classList.toggle("not", fault !== "");
    // A fault is heard by who doesn't see it, and so is its end; all the other times aren't.
    if (fault) line.setAttribute("role", "status");
    words.replaceChildren(...parts);
    line.hidden = false;
  };
  const fails = (why, hold) => {
    fault = why;
    held = hold;
    const parts = [line.dataset[why]];
    if (why === "out") {
      const link = document.createElement("a");
      link.href = "/signin";
      link.target = "_blank";
      link.textContent = line.dataset.signIn;
      parts.push(" ", link);
    } else if (why === "failed") {
      timer = setTimeout(save, 15_000);
    }
    say(...parts);
  };
  const send = () => fetch(form.dataset.autosave, { method: "POST", body: filled(), headers: { accept: "application/json" }, keepalive: true, redirect: "manual" });
  // A token is good for a day and for one session. Whoever has signed in again goes on with a new one; somebody else doesn't.
  const renewed = async () => {
    const answer = await fetch(location.pathname, { redirect: "manual" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = one("form[data-autosave]", page);
    if (!fresh || fresh.dataset.who !== form.dataset.who) return false;
    token.value = one("input[name=_form]", fresh).value;
    return true;
  };
  const post = async () => {
    const now = typed();
    if (stopped || now === sent) return;
    clearTimeout(timer);
    try {
      let answer = await send();
      if (answer.status === 403 && await renewed()) answer = await send();
      if (stopped) return;
      if (answer.type === "opaqueredirect" || answer.status === 403) return fails("out", true);
      if (answer.status === 409) {
        stopped = true;
        return fails("changed", false);
      }
      if (!answer.ok) return fails("failed", answer.status >= 500 || answer.status === 429);
    } catch {
      return fails("failed", true);
    }
    sent = now;
    if (!fault) line.removeAttribute("role");
    fault = "";
    held = false;
    const at = new Date();
    const time = document.createElement("time");
    time.dateTime = at.toISOString();
    time.title = at.toISOString().slice(0, 19).replace("T", " ") + " UTC";
    time.textContent = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
    say(line.dataset.saved, " ", time);
  };
  const save = () => {
    busy += 1;
    running = running.then(post).then(() => { busy -= 1; });
  };
  sent = typed();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 900);
  });
  // Going away saves at once; coming back, from signing in elsewhere for example, tries again.
  addEventListener("visibilitychange", save);
  addEventListener("online", save);
  // What is under way would otherwise arrive after the form, and put the older text in its place.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (stopped || busy === 0 && typed() === sent) {
      stopped = true;
      return;
    }
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    save();
    running.then(() => {
      waiting = false;
      if (held) {
        line.scrollIntoView({ block: "nearest" });
        return;
      }
      stopped = true;
      form.requestSubmit(event.submitter);
    });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = false;
  });
}
