/* Single keys, for those who want them: never while typing, off with data-shortcuts="off" on <html>. */
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const link = (row) => row?.querySelector(".ref");
  const current = () => document.activeElement?.closest("[data-row]") ?? document.querySelector("[data-row][data-current]");
  let went = 0; // when "g" was pressed

  const mark = (row) => {
    rows().forEach((other) => other.removeAttribute("data-current"));
    row.setAttribute("data-current", "");
  };
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const row = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    mark(row);
    link(row)?.focus();
    row.scrollIntoView({ block: "nearest" });
  };

  const select = () => {
    const box = current()?.querySelector("input[name=case]");
    if (box) box.click();
  };
  const find = () => {
    const field = document.querySelector("input[type=search]");
    if (field) field.focus();
    else location.assign("/search/");
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    x: select,
    "/": find,
    "?": () => document.getElementById("keys")?.showModal(),
    c: () => { const button = document.querySelector("[data-copy]"); if (button) window.ao.copy(button); },
    g: () => { went = Date.now(); },
    w: () => { if (Date.now() - went < 1500) location.assign("/"); },
  };

  // What a page offers on a key of its own comes before what the key does elsewhere.
  // What stands in a closed menu is offered as well.
  const offers = (one) => (one.closest("[data-menu]") ?? one).getClientRects().length > 0;
  const keyed = (key) => [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key === key && offers(one) && one.getAttribute("aria-disabled") !== "true");

  const typing = (element) =>
    element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.documentElement.dataset.shortcuts === "off" || document.querySelector("dialog[open]")) return;
    if (!(event.target instanceof Element) || typing(event.target)) return;
    const offered = event.target === document.body || event.key !== "Enter" ? keyed(event.key) : null;
    const act = offered ? () => offered.click() : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Back from a case: the row that was opened has the focus again. The address's own state holds it, no storage does.
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".ref")?.closest("[data-row]");
    if (row?.id) history.replaceState({ ...history.state, row: row.id }, "");
  });
  window.addEventListener("pageshow", () => {
    const row = history.state?.row && document.getElementById(history.state.row);
    if (!row) return;
    mark(row);
    link(row)?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  });
})();
