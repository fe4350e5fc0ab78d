// Knows when the house cannot be reached: says so, and lets nobody believe that something was saved.

function show() {
  const away = !navigator.onLine;
  document.body.classList.toggle("is-offline", away);
  const banner = document.getElementById("offline-banner");
  if (banner) banner.hidden = !away;
}

/** Shows whether there is a connection. */
export const offline = show;

addEventListener("online", show);
addEventListener("offline", show);
document.addEventListener(
  "submit",
  (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopPropagation();
    show();
  },
  true,
);
