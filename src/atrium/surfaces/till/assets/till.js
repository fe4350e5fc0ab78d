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
