/* Find or do: Ctrl K or Cmd K, from anywhere. The list comes from the server; the focus stays in the field. */
"use strict";
(() => {
  const PAUSE = 120; // after the last letter
  const dialog = () => document.getElementById("palette");
  const field = () => document.getElementById("palette-words");
  const out = () => dialog().querySelector("[data-palette-out]");
  const options = () => [...dialog().querySelectorAll("[role=option]")];
  const chosen = () => dialog().querySelector("[role=option][aria-selected=true]");
  let timer = 0;
  let asking = null;

  // The case at hand, from the page's own address or from the row that triage is at.
  const reference = () => location.pathname.match(/^\/cases\/([A-Z]+-\d{4}-\d+)\//)?.[1]
    ?? document.querySelector(".triage-list [data-current]")?.id.replace("row-", "") ?? "";

  const choose = (option) => {
    options().forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (option) {
      field().setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field().removeAttribute("aria-activedescendant");
    }
  };

  const show = (html) => {
    const parsed = window.ao.part(html).firstElementChild;
    out().replaceChildren(parsed);
    const all = options();
    field().setAttribute("aria-expanded", String(all.length > 0));
    choose(all[0] ?? null);
    if (field().value) window.ao.say(parsed.dataset.announce);
  };

  // An answer that comes late is for letters that are no longer there.
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ q: field().value, case: reference() });
    try {
      const answer = await fetch(`${dialog().dataset.from}?${query}`, { headers: { "HX-Request": "true" }, signal: asking.signal });
      const elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) location.assign(elsewhere);
      else if (answer.ok) show(await answer.text());
      else throw new Error(String(answer.status));
    } catch (error) {
      if (error.name === "AbortError") return;
      choose(null);
      out().textContent = window.ao.word("palette-failed");
    }
  };

  const open = () => {
    if (dialog().open) return;
    document.querySelectorAll("dialog[open]").forEach((other) => other.close());
    field().value = "";
    out().replaceChildren();
    dialog().showModal();
    field().focus();
    ask();
  };

  const act = (option) => {
    if (!option) return;
    const { url, send, press } = option.dataset;
    if (url) location.assign(url);
    else if (send) document.getElementById(send).requestSubmit();
    else {
      dialog().close();
      document.querySelector(press === "c" ? "[data-copy]" : `[data-key="${press}"]`)?.click();
    }
  };

  const move = (step) => {
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    choose(all[(at + step + all.length) % all.length]);
  };
  const moves = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => act(chosen()) };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k" && dialog()) {
      event.preventDefault();
      open();
    } else if (event.target === field() && moves[event.key] && !event.isComposing) {
      event.preventDefault();
      moves[event.key]();
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target !== field()) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette]");
    if (opener && dialog() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
    const option = event.target.closest("#palette [role=option]");
    if (option) act(option);
    if (event.target === dialog()) dialog().close();
  });
})();
