/* A menu that is a list to open: Escape and a press elsewhere close it. Without scripts its button does. */
"use strict";
(() => {
  const open = () => document.querySelector("details[data-menu][open]");

  document.addEventListener("keydown", (event) => {
    const menu = open();
    if (event.key !== "Escape" || event.defaultPrevented || !menu) return;
    event.preventDefault();
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    const menu = open();
    if (menu && !menu.contains(event.target)) menu.open = false;
    if (event.target.closest("[data-print]")) {
      if (menu) menu.open = false;
      window.print();
    }
  });

  const begin = () => document.querySelectorAll("[data-print]").forEach((one) => { one.closest("li").hidden = false; });
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);
})();
