/* The page that says "away for a moment" looks every few seconds whether it can be had again, and opens then. */
"use strict";
(() => {
  const EVERY = 3000;
  const look = async () => {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer && answer.status < 500) location.reload();
    else setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
})();
