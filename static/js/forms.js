/* Forms: one submission each, the focus on the error summary, copying, colours. Nothing is kept in the browser's storage. */
"use strict";
(() => {
  const say = (words) => {
    const region = document.getElementById("announce");
    if (!region) return;
    region.textContent = "";
    // A live region is only read when its text changes; the pause makes the same words be read again.
    setTimeout(() => { region.textContent = words; }, 60);
  };
  // What scripts say stands in the page, in its language: `{name}` is filled in here.
  const words = document.getElementById("words")?.content;
  const word = (name, places = {}) => {
    const text = words?.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, place) => places[place] ?? whole);
  };
  window.ao = { say, word };

  const submitters = (form) => [...form.elements].filter((control) => control.type === "submit");

  const release = (form) => {
    delete form.dataset.sending;
    submitters(form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  window.ao.release = release;

  // aria-disabled and not disabled: a disabled button loses the focus and is not sent along.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "true";
    setTimeout(() => submitters(form).forEach((button) => button.setAttribute("aria-disabled", "true")));
  }, true);

  // Back shows the page as it was left: every form can be sent again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));

  const focusErrors = (root) => {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  };
  window.ao.focusErrors = focusErrors;

  const copy = async (button) => {
    try {
      const text = button.dataset.copy;
      await navigator.clipboard.writeText("copyAddress" in button.dataset ? new URL(text, location).href : text);
      say(button.dataset.copied || word("copied"));
    } catch {
      say(word("not-copied"));
    }
  };
  window.ao.copy = copy;

  const wear = (theme) => {
    if (theme === "system") document.documentElement.removeAttribute("data-bs-theme");
    else document.documentElement.dataset.bsTheme = theme;
  };

  const switchTheme = async (form, button) => {
    const body = new FormData(form);
    body.set("theme", button.value);
    wear(button.value);
    submitters(form).forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
    say(word(answer && answer.ok ? "colours-saved" : "colours-not-saved"));
    release(form);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-switch]") || !event.submitter) return;
    event.preventDefault();
    switchTheme(form, event.submitter);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
  });

  // The head's box selects this page only, and the bar says how many.
  const count = (form) => {
    const boxes = [...form.querySelectorAll("input[name=case]")];
    const chosen = boxes.filter((box) => box.checked).length;
    const all = form.querySelector("[data-select-all]");
    if (all) {
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    const said = form.querySelector("[data-selected-count]");
    if (said) {
      said.dataset.none ??= said.textContent;
      said.textContent = chosen ? word("selected", { number: chosen }) : said.dataset.none;
    }
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-selection]");
    if (!form) return;
    if (event.target.matches("[data-select-all]")) {
      form.querySelectorAll("input[name=case]").forEach((box) => { box.checked = event.target.checked; });
    }
    count(form);
    if (event.target.matches("[data-select-all], [name=case]")) say(form.querySelector("[data-selected-count]")?.textContent ?? "");
  });

  document.addEventListener("DOMContentLoaded", () => {
    focusErrors(document);
    document.querySelectorAll("[data-selection]").forEach(count);
  });
})();
