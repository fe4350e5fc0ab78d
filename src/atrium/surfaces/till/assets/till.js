// What the till does when scripts run: new work rings, the pad is there, and the work that is shown is never of the past.

import "./codes.js";
import { chime } from "./chime.js";
import { pad } from "./pad.js";

/* New work rings gently. */
const jobs = new Map();
function notice(root) {
  for (const tally of root.matches?.(".tally") ? [root] : (root.querySelectorAll?.(".tally") ?? [])) {
    const now = Number(tally.dataset.jobs ?? 0);
    const before = jobs.get(tally.id);
    jobs.set(tally.id, now);
    if (before !== undefined && now > before) chime();
  }
}

/* Somebody else changed the work that is shown: show it as it is now. */
function compare(mark) {
  const shown = document.querySelector("[data-shown]");
  if (!shown || shown.dataset.shown === mark.dataset.mark) return;
  shown.dataset.shown = mark.dataset.mark;
  const address = location.pathname;
  if (window.htmx) window.htmx.ajax("GET", address, { target: "#main", select: "#main", swap: "outerHTML" });
  else location.assign(address);
}

/* What is typed and not sent yet outlives the showing anew, and so does where the hands are. */
const FIELDS = "#main input[name]:not([type=hidden]), #main textarea[name]";
let typed = [];
let focused = "";
const isShownAnew = (event) => event.detail.target?.id === "main" && event.detail.requestConfig?.verb === "get";
const fieldOf = (name) => document.querySelector(`#main [name="${CSS.escape(name)}"]:not([type=hidden])`);
document.addEventListener("htmx:beforeSwap", (event) => {
  const fields = isShownAnew(event) ? [...document.querySelectorAll(FIELDS)] : [];
  typed = fields.filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]);
  focused = fields.find((field) => field === document.activeElement)?.name ?? "";
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [name, value] of typed.splice(0)) {
    const field = fieldOf(name);
    if (field) field.value = value;
  }
  if (focused) fieldOf(focused)?.focus({ preventScroll: true });
  focused = "";
});

document.addEventListener("atrium:placed", (event) => {
  if (event.target.id === "work-mark") compare(event.target);
  notice(event.target);
});
document.addEventListener("htmx:afterSettle", begin);

function begin() {
  notice(document);
  pad();
}

begin();
