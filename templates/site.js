/* Comforts only: every page is whole without this file. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const make = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const KEYS = [["j", "next row"], ["k", "row before"], ["/", "search"], ["?", "this help"], ["Esc", "close"]];

  /* Copy buttons beside citations. */
  for (const details of document.querySelectorAll(".own details")) {
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
  const rows = () => [...document.querySelectorAll(".row, .alone li, .month li > div > h3 a, .own > li, .near > li, .found li")]
    .filter((row) => row.getClientRects().length);
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
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) return;
    if (event.target.closest("input, select, textarea")) return;
    const act = { j: () => step(1), k: () => step(-1), "?": showHelp, "/": search }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  function search() {
    const field = $("#q");
    if (field) field.focus();
    else location.href = $('nav a[href$="search.html"]').href;
  }

  /* Search: the index is a script of its own, so that it works from a disk too. */
  const form = $("form.search");
  if (!form || !window.OUTLET_COMPARE) return;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
  const entries = OUTLET_COMPARE.flatMap((text) => text.split("\n").filter(Boolean).map((line) => {
    const [id, date, days, outlets, title, more, alone] = line.split("\t");
    return { id, date, days, alone, outlets: outlets.split("|"), title, text: fold(`${title} ${more} ${outlets}`) };
  }));
  const MOST = 100;
  const list = $(".found"), status = $("#status");
  function find() {
    const asked = Object.fromEntries(new FormData(form));
    const words = fold(asked.q).split(/\s+/).filter(Boolean);
    const hits = entries.filter((e) => words.every((word) => e.text.includes(word))
      && (!asked.outlet || e.outlets.includes(asked.outlet))
      && (!asked.from || (e.date && e.date >= asked.from)) && (!asked.to || (e.date && e.date <= asked.to)));
    const inTitle = (e) => words.every((word) => fold(e.title).includes(word)) ? 0 : 1;
    if (words.length) hits.sort((a, b) => inTitle(a) - inTitle(b)); /* stable: newest first within each */
    list.replaceChildren(...hits.slice(0, MOST).map(show));
    status.textContent = `${hits.length} found in ${entries.length} events and lone articles${hits.length > MOST ? `; the first ${MOST} are listed` : ""}`;
    const asking = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
    try { history.replaceState(null, "", asking ? `?${asking}` : location.pathname); } catch { /* some browsers refuse on file: */ }
  }
  function show(e) {
    const item = make("li", ""), head = make("h3", "", { dir: "auto" });
    if (/[\uac00-\ud7a3]/.test(e.title)) head.lang = "ko";
    head.append(make("a", e.title || "No headline given", { href: `e/${e.id}/index.html` }));
    item.append(head, make("p", [e.days, e.outlets.filter(Boolean).join(", "), e.alone && "stayed alone"].filter(Boolean).join(" · "), { className: "meta" }));
    return item;
  }
  for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  form.addEventListener("input", find);
  find();
})();
