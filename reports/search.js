/* Search over full text. The index is scripts, loaded when a query needs them, so that it works from a disk too. */
"use strict";
(() => {
  const form = document.querySelector("form.search[data-files]");
  if (!form) return;
  const FILES = +form.dataset.files, EVENTS = +form.dataset.events, A_FILE = +form.dataset.part;
  const AT_ONCE = 8, MOST_BYTES = 180000, SENTENCES_A_PAGE = 100;
  const list = document.querySelector(".found"), status = document.querySelector("#status"), more = document.querySelector("#more");

  /* Loading: each file once; it calls put() with its name. */
  const waiting = new Map(), kept = new Map();
  window.OUTLET_COMPARE = { put: (name, data) => { kept.set(name, Promise.resolve(data)); waiting.get(name)?.(data); } };
  function load(name, path) {
    if (!kept.has(name)) {
      kept.set(name, new Promise((done) => {
        waiting.set(name, done);
        const script = Object.assign(document.createElement("script"), { src: path });
        script.onerror = () => done(null);
        document.head.append(script);
      }));
    }
    return kept.get(name);
  }

  /* Words: as compare/report/search.py folds and hashes them. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
  function terms(text) {
    return (fold(text).match(/[\p{L}\p{N}]+/gu) || []).flatMap((word) => {
      const runs = word.match(/[가-힣]+/g);
      if (runs) return runs.flatMap((run) => [...Array(Math.max(1, run.length - 1)).keys()].map((k) => run.slice(k, k + 2)));
      if (word.length < 2) return [];
      return [word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word];
    });
  }
  const hash = (term) => { let h = 0; for (let k = 0; k < term.length; k++) h = (Math.imul(h, 31) + term.charCodeAt(k)) >>> 0; return h; };
  async function events(term) {
    const n = hash(term) % FILES, found = await load(`w-${n}`, `search/w-${n}.js`), code = found && found[term];
    if (!code || !Object.hasOwn(found, term)) return [];
    if (code[0] === "!") {
      const bits = atob(code.slice(1));
      return [...Array(EVENTS).keys()].filter((e) => bits.charCodeAt(e >> 3) >> (e & 7) & 1);
    }
    let at = 0;
    return code.split(",").map((step) => at += parseInt(step, 36));
  }

  /* A query: words, "phrases", and either with a minus before it. */
  function parse(query) {
    const parts = [...query.matchAll(/(-?)(?:["“]([^"”]*)["”]?|(\S+))/g)];
    return parts.map(([, minus, phrase, word]) => ({ minus: !!minus, phrase: phrase !== undefined, text: fold(phrase ?? word).trim() }))
      .filter((part) => terms(part.text).length);
  }
  const pattern = (part) => {
    const words = (part.text.match(/[\p{L}\p{N}]+/gu) || []).map((word) => /[가-힣]/.test(word) ? word : `(?<![\\p{L}\\p{N}])${word.replace(/s$/, "")}s?(?![\\p{L}\\p{N}])`);
    return new RegExp(words.join("[^\\p{L}\\p{N}]+"), "u");
  };

  async function candidates(parts, asked) {
    let found = null;
    for (const part of parts.filter((part) => !part.minus)) {
      for (const term of terms(part.text)) {
        const those = new Set(await events(term));
        found = found ? found.filter((e) => those.has(e)) : [...those];
      }
    }
    found ??= [...Array(EVENTS).keys()];
    for (const part of parts.filter((part) => part.minus && terms(part.text).length === 1)) {
      const those = new Set(await events(terms(part.text)[0]));
      found = found.filter((e) => !those.has(e));
    }
    if (asked.outlet || asked.from || asked.to) {
      const filters = await load("filters", "search/filters.js");
      const days = filters.days.split(","), outlets = filters.outlets.split(",");
      const outlet = filters.names.indexOf(asked.outlet).toString(36), plain = (day) => day.replaceAll("-", "");
      found = found.filter((e) => (!asked.outlet || outlets[e].split(".").includes(outlet))
        && (!asked.from || (days[e] && days[e] >= plain(asked.from))) && (!asked.to || (days[e] && days[e] <= plain(asked.to))));
    }
    return found;
  }

  let asking = 0, rest = [], parts = [], shown = 0, checked = false;
  async function find() {
    const mine = ++asking, asked = Object.fromEntries(new FormData(form));
    parts = parse(asked.q);
    const found = await candidates(parts, asked);
    if (mine !== asking) return;
    list.replaceChildren();
    [rest, shown] = [found, 0];
    checked = parts.some((part) => terms(part.text).length > 1);
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
    try { history.replaceState(null, "", query ? `?${query}` : location.pathname); } catch { /* some browsers refuse on file: */ }
    await show(mine);
  }
  async function show(mine) {
    let added = 0, bytes = 0;
    while (rest.length && added < AT_ONCE && bytes < MOST_BYTES) {
      const e = rest.shift(), n = Math.floor(e / A_FILE), row = (await load(`e-${n}`, `search/e-${n}.js`))[e % A_FILE];
      let text = [];
      if (parts.length) {
        text = await load(`t-${row[0]}`, `e/${row[0]}/text.js`) || [];
        bytes += JSON.stringify(text).length;
      }
      if (mine !== asking) return;
      const item = entry(row, text);
      if (item) { list.append(item); added++; shown++; }
    }
    more.hidden = !rest.length;
    status.textContent = rest.length ? `${shown} shown, ${checked ? "at most " : ""}${rest.length} more` : `${shown} found`;
  }
  more.addEventListener("click", () => show(asking));

  /* One event: its headline, and the sentences with most of the words; null where a phrase is not in it. */
  function entry([id, title, days, outlets, alone], accounts) {
    const wanted = parts.filter((part) => !part.minus).map(pattern), barred = parts.filter((part) => part.minus).map(pattern);
    const sentences = accounts.flatMap(([label, page, headline, told]) => [
      { label, href: page, text: headline }, ...told.map(([anchor, n, text]) => ({ label, href: address(page, n, anchor), text })),
    ]).map((one) => ({ ...one, folded: fold(one.text) }));
    const hits = (one) => wanted.filter((word) => word.test(one.folded)).length;
    if (accounts.length && (wanted.some((word) => !sentences.some((one) => word.test(one.folded))) || barred.some((word) => sentences.some((one) => word.test(one.folded))))) return null;
    const item = make("li"), head = make("h3", "", { dir: "auto" });
    if (/[가-힣]/.test(title)) head.lang = "ko";
    head.append(make("a", title || "No headline given", { href: `e/${id}/index.html` }));
    item.append(head, make("p", [days, outlets, alone && "told by one article"].filter(Boolean).join(" · "), { className: "meta" }));
    const best = sentences.filter((one) => one.href.includes("#")).map((one) => [hits(one), one]).filter(([n]) => n).sort((a, b) => b[0] - a[0]);
    const taken = new Set();
    for (const [, one] of best) {
      if (taken.size === 2 || taken.has(one.label)) continue;
      taken.add(one.label);
      const line = make("p", "", { className: "snippet", dir: "auto" });
      line.append(make("a", one.label, { className: "outlet", href: one.href }), " ", ...mark(one.text, wanted));
      item.append(line);
    }
    return item;
  }
  const address = (page, n, anchor) => (n > SENTENCES_A_PAGE ? page.replace("index.html", `index-${Math.ceil(n / SENTENCES_A_PAGE)}.html`) : page) + `#${anchor}`;
  const make = (name, text = "", rest = {}) => Object.assign(document.createElement(name), { textContent: text }, rest);
  function mark(text, wanted) {
    if (fold(text).length !== text.length) return [text]; /* folding moved the letters: better unmarked than marked amiss */
    const ends = wanted.flatMap((word) => [...fold(text).matchAll(new RegExp(word, "gu"))].map((m) => [m.index, m.index + m[0].length])).sort((a, b) => a[0] - b[0]);
    const pieces = [];
    let at = 0;
    for (const [start, end] of ends) {
      if (start < at) continue;
      pieces.push(text.slice(at, start), make("mark", text.slice(start, end)));
      at = end;
    }
    return [...pieces, text.slice(at)];
  }

  for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  let typed;
  form.addEventListener("input", () => { clearTimeout(typed); typed = setTimeout(find, 200); });
  find();
})();
