// The small script of the house, loaded with every page. Five jobs, none of which the pages depend on:
// Streamlit's own English in Chinese, links inside the program without a reload, tables sorted by a click,
// copies of pictures, on disk and on paper.
"use strict";

const SPOKEN = ["title", "aria-label", "placeholder", "data-title", "alt"];
// Texts of the pages come as Markdown; the button of a place for files does too, and is Streamlit's own.
const OURS = "[data-testid='stMarkdownContainer']:not([data-testid='stFileUploaderDropzone'] *)";
const NOT_STREAMLITS = `[data-house], svg.main-svg, ${OURS}, textarea, script, style`;

// The page says its language and colours in a mark of its own; before it has, the address says the language.
function mark() {
  return document.querySelector("[data-house-language]")?.dataset ?? {};
}

function language() {
  return mark().houseLanguage ?? (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh");
}

const locale = () => (spoken === "en" ? "en" : "zh-CN");
let spoken = language();

// Calendars and numbers of Streamlit follow the language of the page, not of the browser.
for (const [name, value] of [["language", locale], ["languages", () => [locale()]]]) {
  Object.defineProperty(Navigator.prototype, name, { configurable: true, enumerable: true, get: value });
}

function chinese(said) {
  const words = said.trim();
  if (!/[A-Za-z]/.test(words)) return undefined;
  if (Object.hasOwn(CHINESE, words)) return CHINESE[words];
  const found = CHINESE_PATTERNS.find(([pattern]) => pattern.test(words));
  return found && words.replace(...found);
}

// What stood there in English, so that the way back needs no reload.
const english = new WeakMap();

function put(node, name, words) {
  const before = english.get(node) ?? {};
  before[name] = [node.nodeType === Node.TEXT_NODE ? node.data : node.getAttribute(name), words];
  english.set(node, before);
  write(node, name, words);
}

function write(node, name, words) {
  if (node.nodeType === Node.TEXT_NODE) node.data = words;
  else node.setAttribute(name, words);
}

function back(node) {
  for (const [name, [before, words]] of Object.entries(english.get(node) ?? {})) {
    const now = node.nodeType === Node.TEXT_NODE ? node.data : node.getAttribute(name);
    if (now === words) write(node, name, before);
  }
  english.delete(node);
}

function one(node) {
  if (spoken === "en") return back(node);
  if (node.nodeType === Node.TEXT_NODE) {
    const words = chinese(node.data);
    if (words) put(node, "text", words);
    return undefined;
  }
  for (const name of SPOKEN) {
    const words = node.hasAttribute(name) && chinese(node.getAttribute(name));
    if (words) put(node, name, words);
  }
  return undefined;
}

// A node of Streamlit and all below it; what is ours and what people wrote is left alone.
function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    if (!root.parentElement?.closest(NOT_STREAMLITS)) one(root);
    return;
  }
  if (root.closest?.(NOT_STREAMLITS)) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.nodeType === Node.ELEMENT_NODE && node.matches(NOT_STREAMLITS)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT);
  for (let node = root; node; node = walker.nextNode()) one(node);
}

const changed = new Set();  // nodes that Streamlit touched since the last frame

function speak() {
  const root = document.documentElement;
  if (language() !== spoken) {
    spoken = language();
    changed.clear();
    translate(document.body);
    dispatchEvent(new Event("languagechange"));
  }
  if (root.lang !== locale()) root.lang = locale();
  if (mark().houseTheme && root.dataset.theme !== mark().houseTheme) root.dataset.theme = mark().houseTheme;
  const due = [...changed].filter((node) => node.isConnected);
  changed.clear();
  due.forEach(translate);
}

let asked = false;
function noticed(records) {
  for (const record of records) {
    if (record.type === "childList") record.addedNodes.forEach((node) => changed.add(node));
    else changed.add(record.target);
  }
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    speak();
  });
}

// Past the head of the page, for those who go by keyboard.
function skip(event) {
  if (!event.target.closest?.("a.skip")) return;
  event.preventDefault();
  document.getElementById("start")?.focus();
}

// A link such as "body?body=310101": Streamlit listens to the history, so the page changes without a reload.
function follow(event) {
  const link = event.target.closest?.("a[data-page]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(history.state, "", link.href);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  if (!link.hasAttribute("data-stay")) scrollTo(0, 0);
}

function sort(event) {
  const button = event.target.closest?.("table[data-sortable] th button");
  if (!button) return;
  const head = button.closest("th");
  const body = head.closest("table").tBodies[0];
  const falling = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const key = (row) => row.cells[head.cellIndex]?.dataset.key ?? "";
  const numeric = head.dataset.kind === "number";
  const order = (one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === "" || b === "") return (a === "") - (b === "");  // what is not there stays at the end
    const less = numeric ? Number(a) - Number(b) : a.localeCompare(b, "zh");
    return falling ? -less : less;
  };
  body.append(...[...body.rows].sort(order));
}

// Plotly makes the copy in the browser; its own button lies hidden in the picture.
function copy(event) {
  const button = event.target.closest?.("[data-picture]");
  button?.closest("[class*='st-key-panel_']")?.querySelector(".modebar-btn")?.click();
}

// A picture changes its size on paper and is drawn anew too late: a copy of what it looks like is printed.
function onPaper() {
  offPaper();
  for (const drawn of document.querySelectorAll("[data-testid='stPlotlyChart'] .svg-container")) {
    const [wide, high] = [drawn.offsetWidth, drawn.offsetHeight];
    const sheet = document.createElement("div");
    sheet.className = "paper";
    sheet.style = `aspect-ratio: ${wide} / ${high}; max-width: ${wide}px`;
    // Clips and patterns are found by their ids: those of the copy must not lead to what is hidden.
    sheet.innerHTML = drawn.innerHTML
      .replaceAll(/\bid="/g, 'id="paper-').replaceAll(/(url\((?:&quot;|')?|href=")#/g, "$1#paper-");
    for (const layer of sheet.querySelectorAll("svg.main-svg")) layer.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    drawn.closest("[data-testid='stPlotlyChart']").after(sheet);
  }
}

function offPaper() {
  for (const sheet of document.querySelectorAll(".paper")) sheet.remove();
}

addEventListener("beforeprint", onPaper);
addEventListener("afterprint", offPaper);
document.addEventListener("click", copy);
document.addEventListener("click", skip);
document.addEventListener("click", follow);
document.addEventListener("click", sort);
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(noticed).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: SPOKEN,
  });
  changed.add(document.body);
  speak();
});
