"use strict";
// Keys of the queue: each presses what the page marks with it, once; in a field, keys are text, and Escape leaves it.
(() => {
  const names = { ArrowRight: "next", ArrowLeft: "back" };
  let pressed = false;
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || pressed) return;
    const field = event.target.closest("input, textarea, select");
    if (field) {
      if (event.key === "Escape") field.blur();
      if (event.key === "Enter" && field.dataset.enter) {
        event.preventDefault();
        document.getElementById(field.dataset.enter).click();
      }
      return;
    }
    const key = names[event.key] ?? event.key.toLowerCase();
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "INPUT") { target.focus(); return }
    pressed = true;
    target.click();
  });
  addEventListener("pageshow", () => { pressed = false });
})();
