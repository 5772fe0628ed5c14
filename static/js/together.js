/* Working together: pages ask by themselves, unless paused or out of sight, and never take typed text away. */
"use strict";
(() => {
  const IDLE = 120000; // milliseconds without a key or a pointer
  let last = Date.now();
  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    window.addEventListener(sign, () => { last = Date.now(); }, { passive: true, capture: true });
  }

  const isTouched = (control) => {
    if (control.matches("input[type=hidden], button, fieldset, output, [name=case], [data-select-all]")) return false;
    if (control.matches("[type=checkbox], [type=radio]")) return control.checked !== control.defaultChecked;
    if (control.matches("select")) return [...control.options].some((one) => one.selected !== one.defaultSelected) && control.selectedIndex > 0;
    return control.value !== control.defaultValue || ("draft" in control.dataset && control.value !== "");
  };
  const touched = () =>
    [...document.querySelectorAll("main form[method=post]")].filter((form) => [...form.elements].some(isTouched));
  const doing = () => {
    if (touched().length) return "editing";
    return Date.now() - last > IDLE ? "idle" : "viewing";
  };

  const isPaused = () => document.querySelector("[data-live=off]") !== null;
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = event.detail;
    if (!elt.matches("[data-poll]")) return;
    if (document.hidden || isPaused()) event.preventDefault();
    else parameters.doing = doing();
  });

  const begin = () => document.querySelectorAll("form.live[hidden]").forEach((form) => { form.hidden = false; });
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);

  // "Show" brings the page as it is now; forms with something typed stay what they are, with their text.
  let kept = [];
  let chosen = [];
  let showing = "";
  const home = (form) => form.closest(".act[id], [data-keep][id]") ?? form;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.requestConfig.elt.matches("[data-keeps-text]")) return;
    const { target } = event.detail;
    kept = [...new Set(touched().filter((form) => target.contains(form)).map(home))];
    chosen = [...target.querySelectorAll("[name=case]:checked")].map((box) => box.value);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.requestConfig?.elt.matches("[data-keeps-text]")) return;
    for (const old of kept) {
      const now = old.id && document.getElementById(old.id);
      if (now) now.replaceWith(old);
      else document.getElementById("actions")?.append(old); // no longer offered: the text is still there to copy
      htmx.process(old);
    }
    for (const box of document.querySelectorAll("[name=case]")) {
      if (!chosen.includes(box.value)) continue;
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    [kept, chosen] = [[], []];
    showing = event.detail.target.id;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    if (!showing || root.id !== showing) return;
    showing = "";
    root.setAttribute("tabindex", "-1");
    root.focus({ preventScroll: true });
    window.ao.say(window.ao.word("shown"));
  });
})();
