// Keeps the console alive: applies what the stream brings, opens panes, measures how late the screen is.

import { apply, elements, greet, holdStill, settle } from "../../shared/design/assets/pieces.js";
import { Stream } from "../../shared/design/assets/stream.js";
import { now, setClock as setBy } from "../../shared/design/assets/times.js";

const byId = (id) => document.getElementById(id);
const latest = { log: Number(document.body.dataset.position) };
const topics = { order: byId("drawer").dataset.order, item: byId("item-pane").dataset.sku };

/* ---- Time ---- */

async function setClock() {
  const asked = Date.now();
  const response = await fetch("/console/clock");
  if (response.status === 401) return signIn();
  if (response.ok) setBy(Number(await response.text()), (asked + Date.now()) / 2);
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

const REGIONS = ["board", "stores", "rates", "invariants", "order", "item"];
let startedAt = 0;
let bannerTimer = 0;
let troubled = false;

const stream = new Stream({
  address: () => {
    const query = new URLSearchParams({ after: latest.log });
    for (const [name, value] of Object.entries(topics)) if (value) query.set(name, value);
    return `/console/stream?${query}`;
  },
  heard: hear,
  state: showLive,
  shownOut: signIn,
});
const connect = () => stream.connect([...REGIONS, "log", "moments", "trouble"]);

function hear(name, text, event) {
  if (troubled) byId("banner").hidden = true;
  troubled = name === "trouble";
  if (troubled) banner(`${text} What you see is from a moment ago.`);
  else if (name === "moments") measure(JSON.parse(text));
  else if (name === "log") {
    latest.log = Math.max(latest.log, Number(event.lastEventId));
    hearLog(text);
  } else apply(text);
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

function signIn() {
  location.assign(`/console/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}

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
  const html = await fragment(`/console/orders/${encodeURIComponent(id)}/pane`);
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

document.querySelectorAll(".cards, #places").forEach(holdStill);

/* A place of the list moves its mark on the map. */
document.addEventListener("atrium:placed", ({ target }) => {
  const mark = target.dataset.mark && byId(`mark-${target.dataset.mark}`);
  if (mark) moveMark(mark, target.dataset);
});

function moveMark(mark, { radius, band }) {
  mark.dataset.band = band;
  const shape = mark.lastElementChild;
  if (shape.tagName === "circle") shape.setAttribute("r", radius);
  else for (const [name, value] of [["x", -radius], ["y", -radius], ["width", 2 * radius], ["height", 2 * radius]]) shape.setAttribute(name, value);
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
addEventListener("popstate", () => {
  const query = new URLSearchParams(location.search);
  const [wanted, sku] = [query.get("order") ?? "", query.get("item") ?? ""];
  if (wanted && wanted !== topics.order) openOrder(wanted, { push: false });
  else if (!wanted) closeOrder({ push: false });
  if (sku && sku !== topics.item) openItem(sku, { push: false });
});

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
