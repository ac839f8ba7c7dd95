/* Comforts only: every page is whole without this file. */
"use strict";
(() => {
  const make = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const KEYS = [["j", "next point or entry"], ["k", "the one before"], ["/", "search"], ["?", "this help"], ["Esc", "close"]];

  /* A link into a folded part opens it. */
  function unfold() {
    const at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!at) return;
    for (let e = at; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    at.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();

  /* Laid out as blocks on a phone, a table is none any more to some screen readers: it is told to stay one. */
  const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };
  for (const table of document.querySelectorAll(".ledger, .values, .voices")) {
    for (const [kind, role] of Object.entries(ROLES)) {
      for (const part of kind === "table" ? [table] : table.querySelectorAll(kind)) part.setAttribute("role", role);
    }
  }

  /* Copy buttons beside citations and corrections. */
  for (const details of document.querySelectorAll("details:has(> pre)")) {
    details.addEventListener("toggle", () => {
      for (const pre of details.querySelectorAll("pre:not([data-copy])")) {
        pre.dataset.copy = "";
        const button = make("button", "Copy", { type: "button" });
        button.addEventListener("click", () => copy(pre, button));
        pre.before(button);
      }
    });
  }
  async function copy(pre, button) {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(pre); /* not allowed here: selected, ready for the reader's own key */
      button.textContent = "Selected";
    }
  }

  /* Keys. */
  const rows = () => [...document.querySelectorAll(".tell, .point, .only-all > li, .entry h3 a, .own > li, .near > li")]
    .filter((row) => row.checkVisibility({ contentVisibilityAuto: true }));
  function step(by) {
    const all = rows();
    const at = all.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
    const next = at < 0 ? all.find((row) => row.getBoundingClientRect().top >= 0) || all[0] : all[at + by];
    if (!next) return;
    if (!next.matches("a")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }
  let help;
  function showHelp() {
    if (!help) {
      help = make("dialog", "", { ariaLabel: "Keys" });
      const list = KEYS.map(([key, does]) => {
        const line = make("p", ` ${does}`);
        line.prepend(make("kbd", key));
        return line;
      });
      const close = make("button", "Close", { type: "button" });
      close.addEventListener("click", () => help.close());
      help.append(make("h2", "Keys"), ...list, close);
      document.body.append(help);
    }
    help.showModal();
  }
  function search() {
    const field = document.querySelector("#q");
    if (field) field.focus();
    else location.href = document.querySelector('nav a[href$="search.html"]').href;
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) return;
    if (event.target.closest("input, select, textarea")) return;
    const act = { j: () => step(1), k: () => step(-1), "?": showHelp, "/": search }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
