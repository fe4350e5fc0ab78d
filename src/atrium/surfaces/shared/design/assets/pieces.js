// Puts elements that arrive into their place by id, and lists into their order.

import { tellTimes } from "./times.js";

const byId = (id) => document.getElementById(id);
const held = new Map(); // Lists that wait because somebody points at them, by id.
const waiting = new Map(); // Elements that stand in no list yet, by id.

/** The elements of a text; each piece may stand in a template of its own, because a row needs nothing before it. */
export function elements(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children].flatMap((child) => (child.localName === "template" ? [...child.content.children] : [child]));
}

/** Applies one message of the stream: pieces, then the lists that they stand in. */
export function apply(html) {
  for (const element of elements(html)) {
    if (element.dataset.list) order(element.dataset.list, element.dataset.keys.split(" ").filter(Boolean));
    else place(element);
  }
  forget();
}

/** What has just come into the page: its moments are told, and whoever listens hears `atrium:placed` on it. */
export function settle(root) {
  tellTimes(root);
  window.htmx?.process(root);
  root.dispatchEvent(new CustomEvent("atrium:placed", { bubbles: true }));
}

export function greet(element) {
  element.classList.add("is-new");
  element.addEventListener("animationend", () => element.classList.remove("is-new"), { once: true });
}

/** Holds a list still while somebody points at it or is inside it: whoever aims must not see it jump away. */
export function holdStill(list) {
  list.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && list.classList.add("is-pointed"));
  list.addEventListener("pointerleave", () => {
    list.classList.remove("is-pointed");
    release(list);
  });
  list.addEventListener("focusout", () => setTimeout(() => release(list)));
}

function place(element) {
  const old = byId(element.id);
  if (!old) return void waiting.set(element.id, element);
  if (old.isEqualNode(element)) return;
  const focused = old.contains(document.activeElement);
  // What somebody is typing into is left alone until they are done.
  if (focused && document.activeElement.matches("input, select, textarea")) return void later(old, element);
  if (old.dataset.chosen !== undefined) element.dataset.chosen = "";
  for (const open of old.querySelectorAll("details[open][id]")) element.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
  carry(old, element);
  old.replaceWith(element);
  if (focused) (element.querySelector("a, button") ?? element).focus({ preventScroll: true });
  settle(element);
}

/* What somebody has typed and not sent yet goes on in the element that takes the old one's place. */
function carry(old, element) {
  for (const field of old.querySelectorAll("input[name]:not([type=hidden]), textarea[name]")) {
    if (field.value === field.defaultValue) continue;
    const next = element.querySelector(`[name="${CSS.escape(field.name)}"]`);
    if (next) next.value = field.value;
  }
}

/* A press on a button takes the focus first; the button must still be there when the finger lets go. */
const A_PRESS_MS = 500;

function later(old, element) {
  document.activeElement.addEventListener("blur", () => setTimeout(() => old.isConnected && place(element), A_PRESS_MS), { once: true });
}

const isHeld = (list) => list.matches(":focus-within, .is-pointed");

function order(id, keys) {
  const list = byId(id);
  if (!list) return;
  if (list.hasAttribute("data-held") && isHeld(list) && list.children.length) return void held.set(id, keys);
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
