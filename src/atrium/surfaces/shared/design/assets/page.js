// What every page does when scripts run: moments, light and dark, dialogs, steppers, and forms that are sent once.

import { tellAges, tellTimes } from "./times.js";
import { letToastsGo, toast } from "./toast.js";

const YEAR_S = 31_536_000;
const SENT_FOR_MS = 10_000; // A browser that got no answer for so long may send the form again.

/* Light and dark. */
function switchTheme(button) {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  button.value = dark ? "dark" : "light";
  document.cookie = `atrium_theme=${root.dataset.theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
}

/* Steppers. */
function step(button) {
  const input = button.parentElement.querySelector("input");
  const before = input.value;
  if (button.value === "-1") input.stepDown();
  else input.stepUp();
  limit(input);
  if (input.value !== before) input.dispatchEvent(new Event("change", { bubbles: true }));
}

function limit(input) {
  const [less, more] = input.parentElement.querySelectorAll("button");
  less.disabled = Number(input.value) <= Number(input.min);
  more.disabled = Number(input.value) >= Number(input.max);
}

/* Dialogs. */
const dialogOf = (link) => {
  const id = link.getAttribute("href")?.startsWith("#") ? link.getAttribute("href").slice(1) : "";
  const found = id && document.getElementById(id);
  return found instanceof HTMLDialogElement ? found : null;
};

function closeDialog(dialog) {
  dialog.close();
  if (location.hash === `#${dialog.id}`) history.replaceState(null, "", location.pathname + location.search);
}

/* Hands. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  if (event.target instanceof HTMLDialogElement) return closeDialog(event.target);
  const wanted = event.target.closest?.("a[href^='#'], [data-close], [data-stepper] button, [data-theme-switch] button");
  if (!wanted) return;
  if (wanted.matches("[data-theme-switch] button")) act(event, () => switchTheme(wanted));
  else if (wanted.matches("[data-stepper] button")) act(event, () => step(wanted));
  else if (wanted.matches("[data-close]") && wanted.closest("dialog")) act(event, () => closeDialog(wanted.closest("dialog")));
  else if (dialogOf(wanted)) act(event, () => dialogOf(wanted).showModal());
});

function act(event, deed) {
  event.preventDefault();
  deed();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("input", (event) => event.target.closest?.("[data-stepper]") && limit(event.target));

/* A form is sent once, however often its button is pressed. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < SENT_FOR_MS) return event.preventDefault();
  if (form.method === "post") form.dataset.sent = Date.now();
  event.submitter?.setAttribute("aria-busy", "true");
});

function unlock(root) {
  for (const form of root.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of root.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
}
addEventListener("pageshow", () => unlock(document));
document.addEventListener("htmx:afterRequest", (event) => {
  delete event.detail.elt.dataset?.sent;
  event.detail.elt.querySelectorAll?.("[aria-busy]").forEach((one) => one.removeAttribute("aria-busy"));
});

/* A boosted page arrives as a new one does: its heading is read, its top is shown. */
document.addEventListener("htmx:afterSettle", (event) => {
  tellTimes(event.detail.elt);
  letToastsGo();
  // Whoever is at a field already, as after a scan, stays there.
  if (event.detail.elt !== document.body || document.activeElement?.matches("#main :is(input, select, textarea)")) return;
  const target = document.querySelector("[autofocus], .has-error :is(input, select, textarea)") ?? document.getElementById("main");
  target?.focus({ preventScroll: true });
});
document.addEventListener("htmx:sendError", () => toast("No connection. Try again in a moment.", { tone: "bad" }));

tellTimes(document);
letToastsGo();
setInterval(tellAges, 5000);
if (location.hash.length > 1) {
  const dialog = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}
