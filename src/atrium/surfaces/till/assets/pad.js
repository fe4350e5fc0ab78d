// A number pad for a thumb, beside a field that takes a keyboard as well.

/** Makes the pads of the page work; without script the field has the keyboard of the device. */
export function pad() {
  for (const keys of document.querySelectorAll("[data-pad-for][hidden]")) {
    const field = document.getElementById(keys.dataset.padFor);
    keys.hidden = false;
    if (matchMedia("(pointer: coarse)").matches) field.inputMode = "none";
    keys.addEventListener("click", (event) => {
      const digit = event.target.closest("[data-digit]")?.dataset.digit;
      if (digit === undefined) return;
      if (digit === "clear") field.value = "";
      else if (digit === "back") field.value = field.value.slice(0, -1);
      else field.value += digit;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
