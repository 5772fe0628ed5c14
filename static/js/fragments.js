/* htmx: what goes wrong is said in place with a way to try again; the focus and the ears follow what arrives. */
"use strict";
(() => {
  const SLOW = 1000; // a spinner before one second is noise
  const waiting = new WeakMap();
  // htmx notes the address, words searched for included, even with no history to keep: nothing stays in the browser.
  sessionStorage.removeItem("htmx-current-path-for-history");
  let focused = null;

  const settle = (element) => {
    clearTimeout(waiting.get(element));
    element.removeAttribute("data-slow");
    element.removeAttribute("aria-busy");
    const form = element.closest("form");
    if (form) window.ao.release(form);
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const element = event.detail.elt;
    element.setAttribute("aria-busy", "true");
    waiting.set(element, setTimeout(() => element.setAttribute("data-slow", ""), SLOW));
  });
  document.addEventListener("htmx:afterRequest", (event) => settle(event.detail.elt));

  // Polling that fails says nothing until the reader asks for something.
  const isPoll = (element) => element.matches("[data-quiet]") || (element.getAttribute("hx-trigger") || "").includes("every");

  const report = (event, what, more = "") => {
    const element = event.detail.elt;
    if (isPoll(element)) return;
    const notice = document.getElementById("problem-notice").content.cloneNode(true).firstElementChild;
    notice.querySelector("[data-problem-title]").textContent = window.ao.word(`${what}-title`);
    notice.querySelector("[data-problem-text]").textContent = `${window.ao.word(what)}${more}`;
    const retry = notice.querySelector("[data-retry]");
    if (what === "forbidden") retry.remove(); // the same again is refused again
    if (what === "gone") retry.lastChild.textContent = ` ${window.ao.word("load-again")}`;
    retry.addEventListener("click", () => {
      notice.remove();
      if (what === "gone") window.location.reload();
      else if (element.matches("form")) element.requestSubmit();
      else if (element.isConnected) element.click();
      if (element.isConnected && !element.matches("form")) element.focus();
    });
    document.querySelectorAll("[data-problem]").forEach((old) => old.remove());
    notice.dataset.problem = "";
    notice.setAttribute("role", "alert");
    if (element.matches("form")) element.append(notice);
    else element.after(notice);
  };

  const requestId = (xhr) => {
    const id = xhr.getResponseHeader("X-Request-ID");
    return id ? ` ${window.ao.word("request", { id })}` : "";
  };
  const NAMED = { 403: "forbidden", 404: "gone", 429: "often", 503: "away" };
  const WITHOUT_ID = ["gone", "often"]; // nobody has to look for these
  document.addEventListener("htmx:sendError", (event) => report(event, "unsent"));
  document.addEventListener("htmx:timeout", (event) => report(event, "unanswered"));
  document.addEventListener("htmx:responseError", (event) => {
    const what = NAMED[event.detail.xhr.status] ?? "failed";
    report(event, what, WITHOUT_ID.includes(what) ? "" : requestId(event.detail.xhr));
  });

  // An answer that arrives while someone types in it waits; the field is not pulled away.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, elt } = event.detail;
    const active = document.activeElement;
    focused = active && target.contains(active) ? active.id : null;
    const typing = active?.matches("input:not([type=checkbox], [type=radio]), textarea, select");
    if (typing && target.contains(active) && isPoll(elt)) event.detail.shouldSwap = false;
  });

  // A letter is drawn in its frame when that is opened; without scripts its button does it.
  document.addEventListener("toggle", (event) => {
    const { target } = event;
    if (!target.matches?.("[data-draw][open]:not(.is-drawn)")) return;
    target.classList.add("is-drawn");
    target.querySelector("form").requestSubmit();
  }, true);

  const place = (root) => {
    const summary = root.querySelector?.("[data-error-summary]");
    const wanted = summary || root.querySelector?.("[data-focus-after-swap]") || (focused && document.getElementById(focused));
    if (wanted) {
      wanted.focus();
    } else if (focused !== null && document.activeElement === document.body) {
      root.setAttribute?.("tabindex", "-1");
      root.focus?.();
    }
    focused = null;
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    if (!(root instanceof Element)) return;
    place(root);
    const words = root.matches("[data-announce]") ? root : root.querySelector("[data-announce]");
    if (words) window.ao.say(words.dataset.announce);
  });

  // Parts that a script asks for itself. What comes is a page of ours: an answer of another kind never gets here.
  window.ao.part = (html) => new DOMParser().parseFromString(html, "text/html").body;
})();
