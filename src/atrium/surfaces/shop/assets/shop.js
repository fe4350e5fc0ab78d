// What makes the shop quick: suggestions while a search is typed, and lists that sort when another order is chosen.

const WAIT_MS = 120;
let timer = 0;
let asked = 0;

/* Suggestions: a listbox below the search, moved through with the arrows. */
const boxOf = (form) => form.querySelector(".suggestions");

async function suggest(form, input) {
  const number = (asked += 1);
  const words = input.value.trim();
  if (words.length < 2) return close(form);
  const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (number !== asked || !answer?.ok || document.activeElement !== input) return;
  const box = boxOf(form);
  box.innerHTML = await answer.text();
  box.hidden = !box.firstElementChild;
  input.setAttribute("aria-expanded", String(!box.hidden));
}

function close(form) {
  asked += 1;
  boxOf(form).hidden = true;
  const input = form.querySelector("input[type=search]");
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function move(form, input, by) {
  const options = [...boxOf(form).querySelectorAll("[role=option]")];
  if (!options.length || boxOf(form).hidden) return;
  const now = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const next = (now + by + options.length + (now < 0 && by < 0 ? 1 : 0)) % options.length;
  options.forEach((one, place) => one.setAttribute("aria-selected", String(place === next)));
  options[next].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[next].id);
}

function prepare() {
  for (const input of document.querySelectorAll("form[data-suggest] input[type=search]")) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "suggestions");
    input.setAttribute("aria-expanded", "false");
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-suggest]");
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(suggest, WAIT_MS, form, event.target);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-suggest]");
  if (!form || event.target.type !== "search") return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(form, event.target, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && !boxOf(form).hidden) {
    event.preventDefault();
    close(form);
  } else if (event.key === "Enter") {
    const chosen = boxOf(form).hidden ? null : boxOf(form).querySelector("[aria-selected=true] a");
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
  }
});

document.addEventListener("click", (event) => {
  for (const form of document.querySelectorAll("form[data-suggest]")) if (!form.contains(event.target)) close(form);
});
document.addEventListener("submit", (event) => event.target.matches("form[data-suggest]") && close(event.target));

/* Another order is shown, and a line of the cart changed, as soon as it is chosen. */
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-sorting], form[data-send-on-change]");
  if (form) form.requestSubmit();
});

document.addEventListener("htmx:afterSettle", (event) => event.detail.elt === document.body && prepare());
prepare();
