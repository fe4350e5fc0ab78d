// Tells moments in the reader's own time, or as the time gone by, by the house's clock.

let offset = 0; // The house's clock minus ours, in milliseconds.
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const now = () => Date.now() + offset;

/** Sets our clock by the house's, which said `there` at the moment `here` of ours. */
export function setClock(there, here = Date.now()) {
  offset = there - here;
}

/** Tells every moment inside an element, and the element's own. */
export function tellTimes(root) {
  for (const time of root.querySelectorAll?.("time[data-as]") ?? []) tell(time);
  if (root.matches?.("time[data-as]")) tell(root);
}

export function tellAges() {
  document.querySelectorAll('time[data-as="age"]').forEach(tell);
}

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
