/* The page of a link: says once that a person is reading. A mail scanner opens pages; it does not use them. */
"use strict";
(() => {
  const form = document.querySelector("form[data-seen]");
  if (!form) return;
  const signs = ["pointerdown", "keydown", "scroll", "touchstart"];
  const say = () => {
    signs.forEach((sign) => window.removeEventListener(sign, say));
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("answer", "seen");
    fetch(location.href, { method: "POST", body, keepalive: true }).catch(() => {});
  };
  signs.forEach((sign) => window.addEventListener(sign, say, { passive: true }));
})();
