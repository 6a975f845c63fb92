/* Tongban: the one script. Hand-written, safe under `script-src 'self'`; every page works without it.
 *
 * What a page asks for stands in its markup:
 *   form[data-save=ADDRESS]   saved as it is typed; the state is told in [data-save-state]
 *   form[data-upload]         one file, with progress
 *   form[data-stays]          changes language or display: what is typed elsewhere is kept and put back
 *   form[data-sign-out]       forgets everything kept on this device
 *   [data-focus]              takes focus when the page opens (error summary)
 *   [data-keys]               a list walked with J, K and Enter; / finds, ? tells the keys
 */
"use strict";
(() => {
  const MARK = "tongban:";
  const QUIET = 700; // ms without typing before a save
  const RETRY = [3000, 8000, 20000, 60000]; // ms until the next try when the network is away
  const EXPIRED = [401, 403];

  // ── what is kept on the device: this tab only, gone with it ─────────────────────────────────────
  const kept = {
    read(key) { try { return JSON.parse(sessionStorage.getItem(MARK + key)); } catch { return null; } },
    write(key, value) { try { sessionStorage.setItem(MARK + key, JSON.stringify(value)); } catch { /* full or forbidden: the server still has the last save */ } },
    drop(key) { try { sessionStorage.removeItem(MARK + key); } catch { /* nothing was kept */ } },
    clear() {
      try { Object.keys(sessionStorage).filter((key) => key.startsWith(MARK)).forEach((key) => sessionStorage.removeItem(key)); } catch { /* nothing was kept */ }
    },
  };

  const controls = (form) => [...form.elements].filter((one) => one.name && !["hidden", "password", "file", "submit", "button"].includes(one.type) && one.autocomplete !== "one-time-code");
  const is_choice = (one) => one.type === "radio" || one.type === "checkbox";
  const values = (form) => controls(form).filter((one) => !is_choice(one) || one.checked).map((one) => [one.name, one.value]);

  function fill(form, pairs) {
    const left = pairs.map(([name, value]) => [name, value]);
    for (const one of controls(form)) {
      if (one.readOnly || one.disabled) continue;
      if (is_choice(one)) { one.checked = pairs.some(([name, value]) => name === one.name && value === one.value); continue; }
      const at = left.findIndex(([name]) => name === one.name);
      if (at >= 0) one.value = left.splice(at, 1)[0][1];
    }
  }

  // ── saving as it is typed ───────────────────────────────────────────────────────────────────────
  function autosave(form) {
    const address = form.dataset.save;
    const state = document.querySelector("[data-save-state]");
    const again = document.querySelector("[data-sign-in]");
    let timer = 0, tries = 0, is_running = false, typed = 0, is_stopped = false, pressed = null;

    const revision = () => form.elements.revision?.value ?? "";
    const tell = (word, time = "") => {
      if (state && state.dataset[word] !== undefined) state.textContent = (time ? time + " " : "") + state.dataset[word];
      if (again) again.hidden = word !== "expired";
    };
    const keep = () => kept.write(address, { revision: revision(), values: values(form) });
    const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

    async function save(leaving = false) {
      if (is_stopped || is_running) { if (is_running) later(QUIET); return; }
      is_running = true;
      const at = typed;
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      tell("saving");
      try {
        const answer = await fetch(address, { method: "POST", body, redirect: "manual", keepalive: leaving === true, headers: { Accept: "application/json", "X-Tongban-Save": "1" } });
        await heard(answer, at);
      } catch {
        failed();
      } finally {
        is_running = false;
        if (pressed) form.requestSubmit(pressed.button);
      }
    }

    async function heard(answer, at) {
      if (answer.type === "opaqueredirect" || EXPIRED.includes(answer.status)) { is_stopped = true; return tell("expired"); }
      if (answer.status === 409) { is_stopped = true; return tell("elsewhere"); }
      if (!answer.ok) return failed();
      const news = answer.status === 204 ? {} : await answer.json();
      if (news.revision !== undefined && form.elements.revision) form.elements.revision.value = news.revision;
      tries = 0;
      if (typed !== at) { keep(); return later(QUIET); }
      kept.drop(address);
      form.dataset.clean = "1";
      tell("saved", news.at || "");
      form.dispatchEvent(new CustomEvent("tongban:saved", { bubbles: true, detail: news }));
    }

    function failed() {
      tell("failed");
      later(RETRY[Math.min(tries++, RETRY.length - 1)]);
    }

    function changed(event) {
      if (event.target.type === "file") return;
      typed += 1;
      delete form.dataset.clean;
      keep();
      later(event.type === "change" ? 100 : QUIET);
    }

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (is_running && !pressed) { pressed = { button: event.submitter }; return event.preventDefault(); } // the save under way brings the revision
      if (is_running) return event.preventDefault();
      is_stopped = true;
      keep();
    });
    window.addEventListener("online", () => { if (typed && !form.dataset.clean) later(0); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && typed && !form.dataset.clean) save(true); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) { is_stopped = false; pressed = null; } });

    // What did not reach the server last time comes back, unless the draft has moved on since.
    const last = kept.read(address);
    if (!last) return;
    if (last.revision !== revision() || JSON.stringify(last.values) === JSON.stringify(values(form))) return kept.drop(address);
    fill(form, last.values);
    typed += 1;
    tell("restored");
    later(QUIET * 3);
  }

  // ── language and display: nothing typed is lost ─────────────────────────────────────────────────
  const typing = new Set();
  const stay = () => "stay:" + location.pathname;
  const others = () => [...document.querySelectorAll("main form[method=post]")];

  function stays(form) {
    form.addEventListener("submit", (event) => {
      const forms = others();
      const has_file = forms.some((one) => [...one.elements].some((control) => control.type === "file" && control.files.length));
      if (has_file && !window.confirm(document.body.dataset.leave)) return event.preventDefault();
      if ([...typing].some((one) => one.isConnected)) kept.write(stay(), forms.map(values));
    });
  }

  function come_back() {
    const forms = kept.read(stay());
    if (!forms) return;
    kept.drop(stay());
    others().forEach((form, place) => { if (forms[place] && !form.dataset.save) fill(form, forms[place]); });
  }

  // ── one press, one deed (the server knows it too) ───────────────────────────────────────────────
  function once(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    setTimeout(() => ready(form), 8000); // an answer that never comes must not lock the page
  }
  function ready(form) { delete form.dataset.sent; form.removeAttribute("aria-busy"); }

  // ── one file with progress ──────────────────────────────────────────────────────────────────────
  function upload(form) {
    const file = form.querySelector("input[type=file]");
    const bar = form.querySelector("progress");
    const state = form.querySelector("[data-upload-state]");
    const send = () => {
      if (!file.files.length) return;
      const call = new XMLHttpRequest();
      call.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        bar.hidden = false;
        bar.value = Math.round((100 * event.loaded) / event.total);
        state.textContent = `${form.dataset.uploading} ${bar.value} %`;
      });
      call.addEventListener("load", () => arrived(call, form));
      call.addEventListener("error", () => { bar.hidden = true; ready(form); state.textContent = form.dataset.broken; });
      call.open("POST", form.action);
      call.send(new FormData(form));
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
    file.addEventListener("change", send);
  }

  function arrived(call, form) {
    if (call.status >= 500 || call.status === 0) {
      form.querySelector("progress").hidden = true;
      form.querySelector("[data-upload-state]").textContent = form.dataset.broken;
      return;
    }
    const main = new DOMParser().parseFromString(call.responseText, "text/html").querySelector("main");
    const path = new URL(call.responseURL).pathname;
    if (!main || (path !== location.pathname && call.status < 400)) return location.assign(call.responseURL);
    document.querySelector("main").replaceWith(document.adoptNode(main));
    start(main);
    if (window.htmx) window.htmx.process(main);
  }

  // ── keys of the desk ────────────────────────────────────────────────────────────────────────────
  function keys(event) {
    const is_typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Enter" && event.ctrlKey) return document.querySelector("form[data-ctrl-enter]")?.requestSubmit();
    if (is_typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = document.querySelector("[data-keys]");
    if (!list) return;
    const press = { j: () => walk(list, 1), k: () => walk(list, -1), "/": () => document.querySelector("input[type=search]")?.focus(), f: () => document.querySelector(".facets summary, .views a")?.focus(), "?": () => document.querySelector("dialog.help")?.showModal() }[event.key.toLowerCase()];
    if (!press) return;
    event.preventDefault();
    press();
  }

  function walk(list, by) {
    const links = [...list.querySelectorAll("a[href]")];
    const from = links.indexOf(document.activeElement);
    const now = from >= 0 ? from : links.findIndex((link) => link.hasAttribute("aria-current"));
    links[Math.max(0, Math.min(links.length - 1, now + by))]?.focus();
  }

  // ── small things ────────────────────────────────────────────────────────────────────────────────
  function close_drops(event) {
    document.querySelectorAll("details.who[open]").forEach((drop) => {
      if (event.type === "keydown" ? event.key === "Escape" : !drop.contains(event.target)) drop.open = false;
    });
  }

  function start(root) {
    const all = (what) => [...(root.matches?.(what) ? [root] : []), ...root.querySelectorAll(what)];
    all("form[data-save]").forEach(autosave);
    all("form[data-upload]").forEach(upload);
    all("form[data-stays]").forEach(stays);
    all("form[data-sign-out]").forEach((form) => form.addEventListener("submit", kept.clear));
    all("[data-focus]").slice(0, 1).forEach((one) => one.focus());
    all("dialog.help [data-close]").forEach((one) => one.addEventListener("click", () => one.closest("dialog").close()));
  }

  start(document);
  come_back();
  document.addEventListener("input", (event) => { if (event.target.form) typing.add(event.target.form); });
  document.addEventListener("submit", once);
  document.addEventListener("keydown", keys);
  document.addEventListener("keydown", close_drops);
  document.addEventListener("click", close_drops);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(ready));
})();
