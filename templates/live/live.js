"use strict";
// Asks every second whether the site has changed. A script is asked for, because the site's policy lets a page fetch nothing else.
(() => {
  const version = encodeURIComponent(document.currentScript.dataset.version);
  const ask = () => {
    const script = document.createElement("script");
    script.src = `/-live/changed.js?version=${version}&at=${Date.now()}`;
    script.onload = script.onerror = () => { script.remove(); setTimeout(ask, 1000) };
    document.head.append(script);
  };
  setTimeout(ask, 1000);
})();
