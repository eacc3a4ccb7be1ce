// Brings a page of the lesson up to date, and hands in without leaving it. Without this script every form works too.
const { role, page = "" } = document.body.dataset;
const main = document.getElementById("main");
const line = document.getElementById("line");
const place = { pupil: "/lesson", board: "/board", teacher: "/teacher" }[role];
const query = `?${new URLSearchParams([...new URLSearchParams(location.search), ["page", page]])}`;
const SILENCE = 10_000;
const ASKING = 3_000;
const KEPT = `lesson draft ${document.body.dataset.own ?? ""}`;

let trouble = false;

/** @param {string} words */
const say = (words) => { trouble = false; if (line.textContent !== words) line.textContent = words; };

/** What is said until the connection is there again. @param {string} words */
const sayTrouble = (words) => { say(words); trouble = true; };

/** The connection is there: what was said about it goes, and nothing else. */
const calm = () => { if (trouble) say(""); };

// --- what she is writing stays, whatever comes ---------------------------------------------------

const draftOf = (form) => ({
  at: `${form.depth.value} ${form.round.value}`,
  choice: form.choice ? form.elements.choice.value : "",
  because: form.because.value,
  cites: [...form.querySelectorAll("[name=cites]:checked")].map((box) => box.value),
});

const keepDraft = () => {
  const form = document.getElementById("ballot");
  if (!form) return;
  try { localStorage.setItem(KEPT, JSON.stringify(draftOf(form))); } catch { /* a private window keeps nothing */ }
};

const keptDraft = (form) => {
  try {
    const draft = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    return draft && draft.at === `${form.depth.value} ${form.round.value}` ? draft : null;
  } catch { return null; }
};

const fill = (form, said) => {
  for (const box of form.querySelectorAll("[name=choice]")) box.checked = box.value === said.choice;
  form.because.value = said.because;
  for (const box of form.querySelectorAll("[name=cites]")) box.checked = said.cites.includes(box.value);
};

/** What somebody else has half written on this device is nobody's to read. */
const forgetOthers = () => {
  try { for (const each of Object.keys(localStorage)) if (each.startsWith("lesson draft") && each !== KEPT) localStorage.removeItem(each); } catch { /* nothing was kept */ }
};

// --- showing -------------------------------------------------------------------------------------

let shown = main.innerHTML;
/** The number of the last event that is shown: an answer that was asked for before it came is left. */
let newest = 0;

/** How the server last said each details element stands: from then on it is the reader's to open and close. */
const toldOpen = new WeakMap();

const noteOpen = () => { for (const each of main.querySelectorAll("details")) if (!toldOpen.has(each)) toldOpen.set(each, each.hasAttribute("open")); };

/** What makes two nodes the same thing on a page that has changed. @param {Node} node */
const kindOf = (node) => (node.nodeType === 1 ? `${node.nodeName} ${node.id} ${node.dataset.at ?? ""}` : node.nodeName);

/** One node becomes another of the same kind. Whatever stays on the page keeps its focus, what is typed in it, and whether it is open. */
const become = (here, next) => {
  if (here.nodeType !== 1) { if (here.data !== next.data) here.data = next.data; return; }
  for (const { name } of [...here.attributes]) if (name !== "open" && !next.hasAttribute(name)) here.removeAttribute(name);
  for (const { name, value } of next.attributes) if (name !== "open" && here.getAttribute(name) !== value) here.setAttribute(name, value);
  if (here.matches("details") && next.hasAttribute("open") !== toldOpen.get(here)) { here.open = next.hasAttribute("open"); toldOpen.set(here, here.open); }
  if (here.matches("textarea")) return;
  let at = here.firstChild;
  for (const each of [...next.childNodes]) {
    let found = at;
    while (found && (found.nodeType === 1 && found.matches("aside.card") || kindOf(found) !== kindOf(each))) found = found.nextSibling;
    if (!found) { here.insertBefore(each, at); continue; }
    if (found === at) at = at.nextSibling; else here.insertBefore(found, at);
    become(found, each);
  }
  while (at) { const after = at.nextSibling; if (!(at.nodeType === 1 && at.matches("aside.card"))) at.remove(); at = after; }
};

/** @param {number} number the last event that what is said knows of */
const show = ({ html, mine, counted, name }, number) => {
  if (number < newest) return;
  newest = number;
  const token = main.querySelector("[name=token]")?.value ?? document.body.dataset.token ?? "";
  const before = main.querySelector("[data-view]")?.dataset.view;
  if (html !== undefined && html !== shown) {
    const held = document.activeElement;
    keepDraft();
    const next = document.createElement("main");
    next.innerHTML = html;
    const view = next.querySelector("[data-view]")?.dataset.view;
    if (view !== before) for (const card of main.querySelectorAll("aside.card")) card.remove();
    for (const { name, value } of main.attributes) next.setAttribute(name, value);
    become(main, next);
    noteOpen();
    shown = html;
    for (const field of main.querySelectorAll("[name=token]")) field.value = field.value || token || document.body.dataset.token || "";
    if (held !== document.activeElement && held?.isConnected) held.focus({ preventScroll: true });
    const now = main.querySelector("[data-view]");
    if (now && before !== undefined && view !== before) document.getElementById("heard").textContent = now.textContent.trim();
  }
  if (name) for (const each of main.querySelectorAll(".said")) if (!each.querySelector(".name")) each.insertAdjacentHTML("beforeend", ' <span class="quiet name"></span>');
  if (name) for (const each of main.querySelectorAll(".name")) each.textContent = `You are ${name}.`;
  const form = document.getElementById("ballot");
  if (form && role === "pupil") {
    const draft = keptDraft(form);
    if (draft) fill(form, draft); else if (mine) fill(form, mine);
    if (mine) {
      document.getElementById("kept").textContent = counted
        ? "Your answer is kept. You can change it while the vote is open."
        : "This is your first answer. Give it again, or another one.";
      form.querySelector("button").textContent = counted ? "Change my answer" : "Give my answer";
    }
  }
};

// --- coming in: a stream, and where none gets through, asking ------------------------------------

let heard = Date.now();
let asking = 0;

const ask = async () => {
  try {
    const answer = await fetch(`${place}/now${query}`, { headers: { accept: "application/json" } });
    if (answer.status === 401) { location.href = "/"; return; }
    show(await answer.json(), Number(answer.headers.get("lesson-number")));
    heard = Date.now();
    calm();
  } catch { sayTrouble("No connection. Keep this page open: what you write is kept here, and it goes on trying."); }
};

const listen = () => {
  const stream = new EventSource(`${place}/events${query}`);
  stream.onmessage = (event) => { heard = Date.now(); calm(); show(JSON.parse(event.data), Number(event.lastEventId)); };
  stream.addEventListener("beat", () => { heard = Date.now(); });
  stream.addEventListener("moved", () => { stream.close(); clearInterval(asking); clearInterval(watching); say("You have moved to another device. This page has ended."); });
  stream.addEventListener("crowded", () => stream.close());
  stream.addEventListener("open", () => { heard = Date.now(); calm(); });
  const watching = setInterval(() => {
    const silent = Date.now() - heard > SILENCE;
    if (silent && !asking) {
      asking = setInterval(ask, ASKING);
      sayTrouble("The connection is slow; this page asks every few seconds.");
      ask();
    } else if (!silent && asking && stream.readyState === EventSource.OPEN) { clearInterval(asking); asking = 0; }
  }, 1_000);
};

// --- handing in: kept here until it is known to be on the disk ------------------------------------

const waiting = [];
let sending = false;
/** Whether what was handed in leads to another page: nothing more is handed in from this one. */
let leaving = false;

/** What stands in the lines of a form. @param {HTMLFormElement} form */
const typedIn = (form) => [...form.querySelectorAll("input:not([type=hidden]), textarea")].map(({ value }) => value).join("\n");

const send = async () => {
  if (sending) return;
  sending = true;
  while (waiting.length) {
    const { url, body, done } = waiting[0];
    try {
      const answer = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", accept: "application/json" } });
      const said = await answer.json();
      if (answer.status === 503 || answer.status === 429) {
        sayTrouble(`${said.why} What you wrote is kept here, and follows by itself.`);
        await new Promise((go) => setTimeout(go, 1_000));
        continue;
      }
      waiting.shift();
      done(answer.ok ? "" : said.why);
    } catch {
      sayTrouble("No connection. Your answer is kept here and follows by itself.");
      await new Promise((go) => setTimeout(go, 1_500));
    }
  }
  sending = false;
};

window.addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });

document.addEventListener("submit", (event) => {
  const form = event.target;
  const url = new URL(form.action).pathname;
  if (!["/lesson/say", "/teacher/say"].includes(url)) return;
  event.preventDefault();
  if (leaving) return;
  leaving = Boolean(form.dataset.next);
  const typed = typedIn(form);
  const data = new FormData(form);
  const body = { key: crypto.randomUUID?.() ?? `${Date.now()} ${Math.random()}` };
  if (event.submitter?.name) data.set(event.submitter.name, event.submitter.value);
  for (const [name, value] of data) if (name !== "cites" && name !== "token") body[name] = value;
  if (form.id === "ballot") body.cites = data.getAll("cites");
  keepDraft();
  const sent = form.id === "ballot" ? JSON.stringify(draftOf(form)) : "";
  const button = event.submitter ?? form.querySelector("button");
  button.disabled = true;
  waiting.push({ url, body, done: (why) => {
    button.disabled = false;
    if (why) leaving = false;
    say(why || (role === "pupil" ? "Your answer is kept." : ""));
    if (!why && role === "pupil") {
      if (form.isConnected && JSON.stringify(draftOf(form)) === sent) try { localStorage.removeItem(KEPT); } catch { /* nothing was kept */ }
      ask();
    }
    if (!why && role === "teacher" && !form.dataset.next && typedIn(form) === typed) form.reset();
    if (!why && form.dataset.next) location.href = form.dataset.next;
    else if (role === "teacher") ask();
  } });
  send();
});

document.addEventListener("input", keepDraft);

// --- words that are underlined open a card in place ------------------------------------------------

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#main a[href^='#']");
  const card = link && document.getElementById(link.getAttribute("href").slice(1));
  if (card?.matches("details")) card.open = true;
  if (!card?.matches(".card")) return;
  event.preventDefault();
  const at = link.closest("p, li, h2, div.card") ?? link;
  const open = at.nextElementSibling;
  const same = open?.dataset?.about === card.id;
  if (open?.matches("aside.card")) open.remove();
  if (same) return;
  const shown = document.createElement("aside");
  shown.className = "card";
  shown.dataset.about = card.id;
  shown.innerHTML = card.innerHTML;
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  close.addEventListener("click", () => { shown.remove(); link.focus(); });
  shown.append(" ", close);
  at.after(shown);
});

const easier = document.getElementById("easier");
try { if (easier) easier.checked = localStorage.getItem("lesson easier") === "yes"; } catch { /* not kept */ }
easier?.addEventListener("change", () => { try { localStorage.setItem("lesson easier", easier.checked ? "yes" : "no"); } catch { /* for this page */ } });

// --- how it looks: as the reader has set it, here and in the player -------------------------------

const LOOKS = "historian-settings";
const PALETTES = ["reading-room", "paper", "high-contrast"];
const wishes = [matchMedia("(prefers-contrast: more)"), matchMedia("(prefers-color-scheme: light)")];

const keptLooks = () => { try { return JSON.parse(localStorage.getItem(LOOKS) ?? "{}") ?? {}; } catch { return {}; } };

const look = () => {
  const kept = keptLooks();
  const wished = wishes[0].matches ? "high-contrast" : wishes[1].matches ? "paper" : "reading-room";
  document.documentElement.dataset.palette = PALETTES.includes(kept.palette) ? kept.palette : wished;
  for (const field of document.querySelectorAll("[data-look]")) {
    if ([...field.options].some(({ value }) => value === kept[field.dataset.look])) field.value = kept[field.dataset.look];
    document.documentElement.dataset[field.dataset.look] = field.value;
  }
};

const changeLook = (name, value) => {
  try { localStorage.setItem(LOOKS, JSON.stringify({ ...keptLooks(), [name]: value })); } catch { document.documentElement.dataset[name] = value; return; }
  look();
};

for (const field of document.querySelectorAll("[data-look]")) field.addEventListener("change", () => changeLook(field.dataset.look, field.value));
document.getElementById("colours")?.addEventListener("click", () =>
  changeLook("palette", PALETTES[(PALETTES.indexOf(document.documentElement.dataset.palette) + 1) % PALETTES.length]));
for (const wish of wishes) wish.addEventListener("change", look);
document.querySelector(".looks")?.removeAttribute("hidden");
look();

// --- single keys: of the teacher's pages, and only as long as she wants them ----------------------

const KEYS = "lesson keys";
const box = document.getElementById("single-keys");
try { if (box) box.checked = localStorage.getItem(KEYS) !== "off"; } catch { /* they are on */ }
box?.addEventListener("change", () => { try { localStorage.setItem(KEYS, box.checked ? "on" : "off"); } catch { /* for this page */ } });

document.addEventListener("keydown", (event) => {
  if (!(role === "board" || box?.checked) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select")) {
    if (event.key === "Escape" || (event.key === "Enter" && event.target.id === "comment")) { event.target.blur(); event.preventDefault(); }
    return;
  }
  const wanted = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input")) wanted.focus(); else wanted.click();
  if (wanted.matches("summary")) wanted.scrollIntoView({ block: "nearest" });
});

if (place) {
  forgetOthers();
  noteOpen();
  document.body.dataset.token = main.querySelector("[name=token]")?.value ?? "";
  const form = document.getElementById("ballot");
  const draft = form && keptDraft(form);
  if (draft) fill(form, draft);
  if (!["marking", "map"].includes(page)) listen();
}
