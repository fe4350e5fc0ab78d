// Where a scanned code goes on a page of the till: into the field that waits for it, else into the form that takes scans.

import { isAway } from "../../shared/design/assets/offline.js";
import { cue } from "../../shared/design/assets/cues.js";

const waiting = [];
let busy = false;

document.addEventListener("atrium:scan", (event) => {
  event.preventDefault();
  if (isAway() || !navigator.onLine) return cue("bad"); // Nobody may believe that it was counted.
  waiting.push(event.detail.code);
  next();
});
document.addEventListener("htmx:afterSettle", () => {
  busy = false;
  next();
});
document.addEventListener("htmx:sendError", () => {
  busy = false;
  waiting.length = 0;
});

/** Codes that come while one is under way wait their turn; each is a request of its own. */
function next() {
  if (busy || !waiting.length) return;
  const here = document.querySelector("[data-scan-here]");
  const form = document.querySelector("form[data-scan]");
  if (here) {
    here.value = waiting.shift();
    here.focus();
    return cue("good");
  }
  if (!form) {
    waiting.length = 0;
    return cue("bad");
  }
  form.querySelector("[data-scan-code]").value = waiting.shift();
  const key = form.querySelector("input[name='key']");
  if (key) key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  delete form.dataset.sent;
  busy = true;
  form.requestSubmit();
}
