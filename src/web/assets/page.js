// @ts-check
// What the Collection page does beyond links and forms, each of which also works without this script: panels open as
// dialogs, a filter applies while it is typed, and what changes at the receiver changes here, with focus and scroll kept.

/** A stream that says nothing for so long has died without a word. */
const SILENCE_MS = 15_000;
const RETRY_MS = 5_000;
const TYPING_MS = 250;
const NOTICE_MS = 10_000;

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
/** @type {readonly [Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
const live = byId("live");
/** How far the receiver's clock is ahead of this machine's, in milliseconds. */
let aheadMs = 0;
/** @type {EventSource | undefined} */
let stream;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let watchdog;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
/** The address of the open panel. */
let panelUrl = "";
/** How many views were asked for: an answer that a later one has overtaken does not count. */
let views = 0;

document.addEventListener("click", onClick);
document.addEventListener("submit", onSubmit);
document.addEventListener("input", onInput);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const tipped of document.querySelectorAll(".tipped:is(:hover, :focus-within)")) dismiss(tipped);
});
dialog.addEventListener("close", () => dialog.replaceChildren());
addEventListener("popstate", () => showView(location.href));
// A browser has few connections to one place; a page that nobody sees needs none.
document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
setInterval(() => writeTimes(document), 1000);
prepare(document);
listen();

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
}

/** @param {MouseEvent} event */
function onClick(event) {
  if (!(event.target instanceof Element) || event.defaultPrevented) return;
  const copy = event.target.closest("[data-copy]");
  if (copy instanceof HTMLElement) return void copyText(copy);
  const link = event.target.closest("a");
  // A new tab or window is the reader's own choice.
  if (link === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.matches("[data-close]") && dialog.open) dialog.close();
  else if (link.matches("[data-panel]")) void openPanel(link.href);
  else if (link.matches("[data-view]")) void goTo(link.href);
  else return;
  event.preventDefault();
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.matches("[data-view]")) void applyFilter(form);
  else if (dialog.contains(form)) void send(form);
  else return;
  event.preventDefault();
}

/** @param {Event} event */
function onInput(event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-view]") : null;
  if (!(form instanceof HTMLFormElement)) return;
  clearTimeout(typing);
  typing = setTimeout(() => applyFilter(form), TYPING_MS);
}

/** @param {HTMLFormElement} form */
function applyFilter(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.set(name, String(value));
  return goTo(`/?${query}`);
}

/** @param {string} url */
async function goTo(url) {
  history.pushState(null, "", url);
  await showView(url);
}

/** @param {string} url */
async function showView(url) {
  views += 1;
  const view = views;
  const page = await load(url);
  if (view !== views) return;
  const main = page?.querySelector("#main");
  // What answers may be a proxy in front of a receiver that is away.
  if (page === undefined || main === null || main === undefined) return retry();
  morph(byId("main"), main);
  const filter = document.querySelector("form[data-view]");
  // What is being typed is newer than the answer.
  if (filter instanceof HTMLFormElement && !filter.contains(document.activeElement)) filter.reset();
  document.body.dataset.live = page.body.dataset.live ?? "";
  document.title = page.title;
  prepare(document);
  listen();
}

/** @param {string} url */
async function openPanel(url) {
  const page = await load(url);
  if (page !== undefined) showPanel(page, url);
}

/**
 * @param {Document} page
 * @param {string} url
 */
function showPanel(page, url) {
  const panel = page.querySelector("#panel");
  if (panel === null) return;
  panelUrl = url;
  // What was told before is over.
  byId("notice").replaceChildren();
  dialog.replaceChildren(document.adoptNode(panel));
  prepare(dialog);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[aria-invalid]")?.scrollIntoView({ block: "center" });
  const first = dialog.querySelector("[aria-invalid], .form input:not([type=hidden])") ?? byId("panel-title");
  if (first instanceof HTMLElement) first.focus();
}

/** The panel shows a source that has changed: what it says is read again. */
async function refreshPanel() {
  const url = panelUrl;
  const page = await load(url);
  // Another one may have been opened meanwhile.
  if (url !== panelUrl) return;
  const [old, panel] = [dialog.querySelector("#panel"), page?.querySelector("#panel[data-follows]")];
  if (!old || !panel) return;
  morph(old, panel);
  prepare(dialog);
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const page = await load(form.action, {
    method: "POST",
    // FormData of a form without files holds texts only.
    body: new URLSearchParams(/** @type {any} */ (new FormData(form))),
  });
  if (page?.querySelector("#panel")) return showPanel(page, form.action);
  const notice = page?.querySelector("#notice")?.textContent?.trim();
  if (!notice) return tellUnsent();
  dialog.close();
  notify(notice);
}

/** Without an answer of the receiver, nobody knows what became of a form. */
function tellUnsent() {
  const paragraph = document.createElement("p");
  paragraph.className = "mistake";
  paragraph.setAttribute("role", "alert");
  paragraph.textContent = "The receiver cannot be reached. Try again when it is live.";
  dialog.querySelector(".content > [role=alert]")?.remove();
  dialog.querySelector(".content")?.append(paragraph);
}

/** @param {string} text */
function notify(text) {
  const paragraph = document.createElement("p");
  paragraph.className = "notice";
  paragraph.textContent = text;
  byId("notice").replaceChildren(paragraph);
  setTimeout(() => paragraph.remove(), NOTICE_MS);
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 */
async function load(url, init) {
  try {
    const response = await fetch(url, { headers: { accept: "text/html" }, ...init });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    // The receiver cannot be reached: the page stays as it is, and says so.
    showLive(false);
    return undefined;
  }
}

/** Follows the changes of the present view. */
function listen() {
  stream?.close();
  const url = document.body.dataset.live;
  if (!url) return;
  stream = new EventSource(url);
  stream.addEventListener("change", ({ data }) => {
    watch();
    applyChange(JSON.parse(data));
  });
  stream.addEventListener("error", () => {
    showLive(false);
    if (stream?.readyState === EventSource.CLOSED) retry();
  });
  watch();
}

function rest() {
  stream?.close();
  clearTimeout(watchdog);
}

function watch() {
  clearTimeout(watchdog);
  watchdog = setTimeout(retry, SILENCE_MS);
}

/** Where no stream can be had, the page is read again instead. */
function retry() {
  showLive(false);
  clearTimeout(watchdog);
  watchdog = setTimeout(() => showView(location.href), RETRY_MS);
}

/** @param {boolean} isLive */
function showLive(isLive) {
  live.textContent = isLive ? "Live" : "Connection lost, trying again";
  live.classList.toggle("is-lost", !isLive);
}

/** @param {{ at: string, parts: Record<string, string>, rows?: string[] }} change */
function applyChange({ at, parts, rows }) {
  aheadMs = Date.parse(at) - Date.now();
  showLive(true);
  for (const [id, html] of Object.entries(parts)) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const part = template.content.firstElementChild;
    const old = document.getElementById(id);
    if (part === null) continue;
    if (old === null) byId("rows").append(part);
    else morph(old, part);
  }
  if (rows !== undefined) placeRows(rows);
  writeTimes(document);
  const follows = dialog.querySelector("[data-follows]")?.getAttribute("data-follows");
  if (follows && follows in parts) void refreshPanel();
}

/** @param {readonly string[]} ids */
function placeRows(ids) {
  const focused = document.activeElement;
  const body = byId("rows");
  const wanted = new Set(ids);
  for (const row of [...body.children]) if (!wanted.has(row.id)) row.remove();
  ids.forEach((id, index) => {
    const row = document.getElementById(id);
    if (row !== null && body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
  });
  // What is moved loses the focus.
  if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

/**
 * Makes one element like another, and keeps of it what is alike already: focus, scroll and selection stay.
 *
 * @param {Element} old
 * @param {Element} fresh
 */
function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  after.forEach((node, index) => {
    const known = before[index];
    if (known === undefined) old.append(node);
    else if (known instanceof Element && node instanceof Element && known.tagName === node.tagName)
      morph(known, node);
    else if (!known.isEqualNode(node)) known.replaceWith(node);
  });
  for (const extra of before.slice(after.length)) extra.remove();
}

/** @param {Document | Element} root */
function prepare(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.removeAttribute("hidden");
  writeTimes(root);
}

/** @param {Document | Element} root */
function writeTimes(root) {
  const now = Date.now() + aheadMs;
  for (const time of root.querySelectorAll("time")) {
    const at = Date.parse(time.dateTime);
    const text = formatRelative(at - now);
    if (time.textContent !== text) time.textContent = text;
    const title = LOCAL.format(at);
    if (time.title !== title) time.title = title;
  }
}

/** @param {number} spanMs */
function formatRelative(spanMs) {
  const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(spanMs) >= ms) ?? ["second", 1000];
  return RELATIVE.format(Math.trunc(spanMs / unitMs), unit);
}

/** @param {HTMLElement} button */
async function copyText(button) {
  const source = byId(button.dataset.copy ?? "");
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    button.textContent = "Copied";
  } catch {
    // Without TLS a browser keeps its clipboard to itself: the text is marked for the reader's own keys.
    getSelection()?.selectAllChildren(source);
  }
}

/** @param {Element} tipped */
function dismiss(tipped) {
  tipped.classList.add("is-dismissed");
  for (const event of ["mouseleave", "focusout"]) {
    tipped.addEventListener(event, () => tipped.classList.remove("is-dismissed"), { once: true });
  }
}
