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
for (const form of all("form[data-autosave]")) {
  const line = one("[data-saved]");
  let timer;
  let sent;
  let stopped = false;
  let running = Promise.resolve();
  let busy = 0;
  const save = () => {
    busy += 1;
    running = running.then(post).then(() => { busy -= 1; });
  };
  const post = async () => {
    if (stopped) return;
    const body = new URLSearchParams(new FormData(form));
    for (const secret of all("input[type=password]", form)) body.delete(secret.name);
    if (body.toString() === sent) return;
    const now = body.toString();
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { accept: "application/json" }, keepalive: true });
      if (answer.status === 409 && line && !stopped) {
        stopped = true;
        one("span", line).replaceChildren(line.dataset.changed);
        line.setAttribute("role", "status");
        line.hidden = false;
      }
      if (!answer.ok || answer.redirected) return;
      sent = now;
      if (!line) return;
      const at = new Date();
      const time = document.createElement("time");
      time.dateTime = at.toISOString();
      time.title = at.toISOString().slice(0, 19).replace("T", " ") + " UTC";
      time.textContent = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
      one("span", line).replaceChildren(line.dataset.saved, " ", time);
      line.hidden = false;
    } catch {
      // Offline: the form itself still saves when it is sent.
    }
  };
  sent = new URLSearchParams(new FormData(form)).toString();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 900);
  });
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  // What is under way would otherwise arrive after the form, and put the older text in its place.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    stopped = true;
    if (busy === 0) return;
    event.preventDefault();
    running.then(() => form.requestSubmit(event.submitter));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = false;
  });
}
