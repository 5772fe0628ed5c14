/* What a new page has to say at once, where the focus goes on it, and notices that offer to undo. */
"use strict";
(() => {
  const STAYS = 20000; // at least ten seconds are promised; under the pointer or the focus it stays

  const letGo = (notice) => {
    if (notice.contains(document.activeElement)) document.getElementById("main")?.focus();
    notice.remove();
  };

  const watch = (notice) => {
    let timer = 0;
    const pause = () => clearTimeout(timer);
    const go = () => {
      pause();
      timer = setTimeout(() => { if (notice.matches(":hover, :focus-within")) go(); else letGo(notice); }, STAYS);
    };
    for (const name of ["mouseenter", "focusin"]) notice.addEventListener(name, pause);
    for (const name of ["mouseleave", "focusout"]) notice.addEventListener(name, go);
    const button = notice.querySelector("[data-dismiss]");
    button.hidden = false;
    button.addEventListener("click", () => { pause(); letGo(notice); });
    go();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-undo]").forEach(watch);
    const words = [...document.querySelectorAll("[data-announce-now]")].map((one) => one.dataset.announceNow);
    if (words.length) window.ao.say(words.join(" "));
    if (document.querySelector("[data-error-summary]")) return;
    const asked = document.querySelector("[data-focus-first]");
    const field = asked?.querySelector("input:not([type=hidden]), textarea, select");
    (field ?? document.querySelector("[data-focus-now]"))?.focus();
  });
})();
