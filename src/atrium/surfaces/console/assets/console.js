// Keeps the page alive: applies what the stream brings, opens panes, measures how late the screen is.

const byId = (id) => document.getElementById(id);
const held = new Map(); // Lists that wait because somebody points at them, by id.
const waiting = new Map(); // Elements that stand in no list yet, by id.
const latest = { log: Number(document.body.dataset.position) };
const topics = { order: byId("drawer").dataset.order, item: byId("item-pane").dataset.sku };

/* ---- Pieces and lists ---- */

function elements(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children].flatMap((child) => (child.localName === "template" ? [...child.content.children] : [child]));
}

function apply(html) {
  for (const element of elements(html)) {
    if (element.dataset.list) order(element.dataset.list, element.dataset.keys.split(" ").filter(Boolean));
    else place(element);
  }
}

function place(element) {
  const old = byId(element.id);
  if (!old) return void waiting.set(element.id, element);
  const focused = old.contains(document.activeElement);
  if (old.dataset.chosen !== undefined) element.dataset.chosen = "";
  old.replaceWith(element);
  if (focused) (element.querySelector("a, button") ?? element).focus({ preventScroll: true });
  settle(element);
}

// Whoever aims at something must not see it jump away.
const isHeld = (list) => list.matches(":focus-within, .is-pointed");

function order(id, keys) {
  const list = byId(id);
  if (!list) return;
  if (isHeld(list) && list.children.length) return void held.set(id, keys);
  held.delete(id);
  const fresh = list.children.length > 0;
  keys.forEach((key, index) => {
    const element = byId(key) ?? waiting.get(key);
    if (!element) return;
    const moved = element.parentElement !== list;
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    waiting.delete(key);
    if (moved) {
      settle(element);
      if (fresh) greet(element);
    }
  });
  const wanted = new Set(keys);
  for (const child of [...list.children]) {
    if (wanted.has(child.id)) continue;
    child.remove();
    waiting.set(child.id, child); // Another list may want it in a moment; if none does, it is forgotten.
  }
}

function release(list) {
  if (!isHeld(list) && held.has(list.id)) order(list.id, held.get(list.id));
}

function forget() {
  // What no list asked for is not kept.
  const wanted = new Set([...held.values()].flat());
  for (const key of waiting.keys()) if (!wanted.has(key)) waiting.delete(key);
}

function greet(element) {
  element.classList.add("is-new");
  element.addEventListener("animationend", () => element.classList.remove("is-new"), { once: true });
}

function settle(root) {
  for (const time of root.querySelectorAll?.("time[data-as]") ?? []) tell(time);
  const mark = root.dataset.mark && byId(`mark-${root.dataset.mark}`);
  if (mark) moveMark(mark, root.dataset);
}

function moveMark(mark, { radius, band }) {
  mark.dataset.band = band;
  const shape = mark.lastElementChild;
  if (shape.tagName === "circle") shape.setAttribute("r", radius);
  else for (const [name, value] of [["x", -radius], ["y", -radius], ["width", 2 * radius], ["height", 2 * radius]]) shape.setAttribute(name, value);
}

/* ---- Time ---- */

let offset = 0; // The house's clock minus ours, in milliseconds.
const now = () => Date.now() + offset;
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function tell(time) {
  const at = Date.parse(time.dateTime);
  const text = time.dataset.as === "age" ? age((now() - at) / 1000) : clock.format(at);
  if (time.textContent !== text) time.textContent = text;
  time.title = new Date(at).toLocaleString();
}

function age(seconds) {
  if (seconds < 5) return "now";
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds / 5) * 5)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} d`;
}

async function setClock() {
  const asked = Date.now();
  const response = await fetch("/console/clock");
  if (response.status === 401) return signIn();
  if (response.ok) offset = Number(await response.text()) - (asked + Date.now()) / 2;
}

const lags = [];
function measure(moments) {
  if (document.hidden) return;
  const shown = now();
  for (const at of moments) if (at > startedAt) lags.push([shown, shown - at]);
  while (lags.length > 600 || (lags.length && shown - lags[0][0] > 300_000)) lags.shift();
  if (!lags.length) return;
  const sorted = lags.map(([, lag]) => lag).sort((a, b) => a - b);
  const p95 = Math.max(0, sorted[Math.ceil(sorted.length * 0.95) - 1]);
  byId("lag").textContent = p95 < 950 ? `${Math.round(p95 / 10) * 10} ms` : `${(p95 / 1000).toFixed(1)} s`;
}

/* ---- The event list ---- */

const entries = byId("log-entries");
const family = byId("log-family");
const pause = byId("log-pause");
const KEPT = 50;
let missed = [];

function enter(fresh) {
  const known = new Set([...entries.children].map((entry) => entry.id));
  for (const entry of fresh.reverse()) {
    if (known.has(entry.id)) continue;
    entry.hidden = family.value !== "" && entry.dataset.family !== family.value;
    entries.prepend(entry);
    settle(entry);
    greet(entry);
  }
  trim();
}

function trim() {
  // Fifty of each family are kept, so that a filter finds something at once.
  const counts = {};
  for (const entry of [...entries.children]) {
    const kind = entry.dataset.family;
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (counts[kind] > KEPT) entry.remove();
  }
  filter();
}

function filter() {
  let shown = 0;
  for (const entry of entries.children) {
    const fits = family.value === "" || entry.dataset.family === family.value;
    entry.hidden = !fits || ++shown > KEPT;
  }
}

function hearLog(html) {
  const fresh = elements(html);
  if (pause.getAttribute("aria-pressed") !== "true") return enter(fresh);
  missed = [...fresh, ...missed].slice(0, 200);
  pause.textContent = `Resume, ${missed.length === 200 ? "200+" : missed.length} new`;
}

function togglePause() {
  const paused = pause.getAttribute("aria-pressed") !== "true";
  pause.setAttribute("aria-pressed", String(paused));
  byId("events").toggleAttribute("data-paused", paused);
  pause.textContent = paused ? "Resume" : "Pause";
  if (!paused) enter(missed.splice(0));
}

/* ---- The stream ---- */

let source = null;
let heardAt = Date.now();
let startedAt = 0;
let bannerTimer = 0;
let retries = 0;

function connect() {
  const query = new URLSearchParams({ after: latest.log });
  for (const [name, value] of Object.entries(topics)) if (value) query.set(name, value);
  const next = new EventSource(`/console/stream?${query}`);
  const former = source;
  source = next;
  heardAt = Date.now();
  next.onopen = () => {
    former?.close();
    retries = 0;
    showLive("live");
  };
  next.onerror = () => next === source && lost(next);
  for (const name of ["board", "stores", "rates", "invariants", "order", "item"]) {
    next.addEventListener(name, (event) => hear(next, () => apply(event.data)));
  }
  next.addEventListener("log", (event) => hear(next, () => {
    latest.log = Math.max(latest.log, Number(event.lastEventId));
    hearLog(event.data);
  }));
  next.addEventListener("moments", (event) => hear(next, () => measure(JSON.parse(event.data))));
  next.addEventListener("beat", () => { heardAt = Date.now(); });
  next.addEventListener("trouble", (event) => hear(next, () => {
    troubled = true;
    banner(`${event.data} What you see is from a moment ago.`);
  }));
}

let troubled = false;

function hear(from, act) {
  heardAt = Date.now();
  if (from !== source) return;
  if (troubled) byId("banner").hidden = true;
  troubled = false;
  act();
  forget();
}

function lost(stream) {
  showLive("lost");
  if (stream.readyState !== EventSource.CLOSED) return;
  retries += 1;
  setTimeout(() => stream === source && reconnect(), Math.min(1000 * 2 ** retries, 15_000));
}

async function reconnect() {
  source?.close();
  try {
    await setClock();
  } catch {
    // The house is away; the stream below waits for it.
  }
  connect();
}

function showLive(state) {
  byId("live").dataset.live = state;
  byId("live-text").textContent = state === "live" ? "Live" : "Reconnecting";
  clearTimeout(bannerTimer);
  if (state === "live") byId("banner").hidden = true;
  else bannerTimer = setTimeout(() => banner("Reconnecting. What you see is from a moment ago."), 1500);
}

function banner(text) {
  byId("banner").textContent = text;
  byId("banner").hidden = false;
}

const signIn = () => location.assign(`/console/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);

/* ---- Panes ---- */

async function fragment(path) {
  const response = await fetch(path);
  if (response.status === 401) return signIn();
  if (response.ok) return response.text();
  const problem = await response.json().catch(() => ({ detail: "Something here is broken." }));
  const sentence = document.createElement("p");
  sentence.className = "empty";
  sentence.textContent = problem.detail;
  return sentence.outerHTML;
}

const loading = '<p class="empty" aria-busy="true">Loading…</p>';
let opener = null;

async function openOrder(id, { push = true } = {}) {
  if (push) history.pushState(null, "", address({ order: id }));
  topics.order = id;
  const pane = byId("order-pane");
  byId("drawer").hidden = false;
  pane.innerHTML = loading;
  choose(`card-${id}`, ".card");
  const html = await fragment(`/console/orders/${encodeURIComponent(id)}`);
  if (topics.order !== id || html === undefined) return;
  pane.innerHTML = html;
  pane.scrollTop = 0;
  settle(pane);
  (byId("order-title") ?? pane).focus({ preventScroll: true });
  connect();
}

function closeOrder({ push = true } = {}) {
  if (byId("drawer").hidden) return;
  topics.order = "";
  byId("drawer").hidden = true;
  byId("order-pane").replaceChildren();
  choose("", ".card");
  if (push) history.pushState(null, "", address({ order: "" }));
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  connect();
}

async function openItem(sku, { push = true } = {}) {
  if (push) history.pushState(null, "", address({ item: sku }));
  topics.item = sku;
  byId("item-found").replaceChildren();
  byId("search").value = "";
  const pane = byId("item-pane");
  pane.setAttribute("aria-busy", "true");
  const html = await fragment(`/console/items/${encodeURIComponent(sku)}`);
  pane.removeAttribute("aria-busy");
  if (topics.item !== sku || html === undefined) return;
  pane.innerHTML = html;
  settle(pane);
  if (push) byId("item-title")?.focus();
  if (innerWidth < 1200) byId("stock").scrollIntoView({ block: "start" });
  connect();
}

function address(change) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...topics, ...change })) if (value) query.set(name, value);
  return `/console${String(query) && `?${query}`}`;
}

function choose(id, among) {
  for (const element of document.querySelectorAll(`${among}[data-chosen]`)) delete element.dataset.chosen;
  if (byId(id)) byId(id).dataset.chosen = "";
}

function choosePlace(code) {
  choose(`place-${code}`, "tr");
  choose(`mark-${code}`, ".mark");
  byId(`place-${code}`)?.scrollIntoView({ block: "center", behavior: "smooth" });
}

let searchTimer = 0;
function search(words) {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(async () => {
    const html = words.trim() ? await fragment(`/console/items?search=${encodeURIComponent(words)}`) : "";
    if (html !== undefined && byId("search").value === words) byId("item-found").innerHTML = html;
  }, 180);
}

async function verify(form) {
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  const response = await fetch(form.action, { method: "POST" });
  button.removeAttribute("aria-busy");
  if (response.redirected && response.url.includes("/sign-in")) return signIn();
  if (response.ok) apply(await response.text());
  settle(byId("checks"));
}

/* ---- Hands ---- */

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-order], [data-item], [data-place], #close");
  if (!link || link.id === "drawer" || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.id === "close") return closeOrder();
  if (link.dataset.place) return choosePlace(link.dataset.place);
  if (link.dataset.item) return openItem(link.dataset.item);
  opener = link;
  openOrder(link.dataset.order);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (byId("item-found").childElementCount) byId("item-found").replaceChildren();
    else closeOrder();
  }
  if (event.key === "/" && !event.target.closest("input, select, textarea")) {
    event.preventDefault();
    byId("search").focus();
  }
  if (["ArrowDown", "ArrowUp"].includes(event.key)) step(event);
});

function step(event) {
  const list = event.target.closest(".cards, .found-box, .item");
  if (!list) return;
  const links = [...list.querySelectorAll(list.matches(".cards") ? ".card-link" : ".found a")];
  const index = links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
  if (!links.length || (index < 0 && event.target.id !== "search")) return;
  event.preventDefault();
  links[Math.min(Math.max(index, 0), links.length - 1)].focus();
}

for (const list of document.querySelectorAll(".cards, #places")) {
  list.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && list.classList.add("is-pointed"));
  list.addEventListener("pointerleave", () => {
    list.classList.remove("is-pointed");
    release(list);
  });
  list.addEventListener("focusout", () => setTimeout(() => release(list)));
}

byId("search").addEventListener("input", (event) => search(event.target.value));
document.addEventListener("focusin", (event) => {
  if (!event.target.closest(".item")) byId("item-found").replaceChildren();
});
byId("search").form.addEventListener("submit", (event) => {
  event.preventDefault();
  const first = byId("item-found").querySelector("a");
  if (first) openItem(first.dataset.item);
  else search(byId("search").value);
});
byId("verify").addEventListener("submit", (event) => {
  event.preventDefault();
  verify(event.target);
});
family.addEventListener("change", filter);
pause.addEventListener("click", togglePause);
byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `atrium_theme=${root.dataset.theme}; path=/console; max-age=31536000; samesite=strict`;
});
addEventListener("popstate", () => {
  const query = new URLSearchParams(location.search);
  const [wanted, sku] = [query.get("order") ?? "", query.get("item") ?? ""];
  if (wanted && wanted !== topics.order) openOrder(wanted, { push: false });
  else if (!wanted) closeOrder({ push: false });
  if (sku && sku !== topics.item) openItem(sku, { push: false });
});

setInterval(() => document.querySelectorAll('time[data-as="age"]').forEach(tell), 5000);
setInterval(() => Date.now() - heardAt > 30_000 && reconnect(), 5000);
setInterval(() => setClock().catch(() => {}), 300_000);

settle(document.body);
if (topics.order) byId("order-title")?.focus({ preventScroll: true });
try {
  await setClock();
} catch {
  // The stream says soon enough that the house is away.
}
startedAt = now();
connect();
