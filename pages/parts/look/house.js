// The small script of the house, loaded with every page. Three jobs, none of which the pages depend on:
// Streamlit's own English in Chinese, links inside the program without a reload, tables sorted by a click.
"use strict";

// Streamlit has no translations of its own. Whole texts only; a browser test pins those that matter.
const CHINESE = {
  "Choose an option": "请选择",
  "Choose options": "请选择",
  "Select all": "全选",
  "No results": "没有匹配项",
  "No options to select": "没有可选项",
  "Press Enter to apply": "按回车确认",
  "Press Enter to submit form": "按回车提交",
  "Drag and drop file here": "把文件拖到这里",
  "Browse files": "选择文件",
  "Upload": "上传",
  "Clear all": "全部清除",
  "Search": "查找",
  "Fullscreen": "全屏",
  "Exit fullscreen": "退出全屏",
  "Close fullscreen": "退出全屏",
  "Download plot as a PNG": "下载图片",
  "Download as PNG": "下载图片",
  "Running...": "正在运算",
  "Stop": "停止",
  "Rerun": "重新运算",
  "Settings": "设置",
  "Print": "打印",
  "Record a screencast": "录屏",
  "Record screen": "录屏",
  "Made with Streamlit": "Streamlit",
  "Made with Streamlit v": "Streamlit v",
  "Clear cache": "清除缓存",
  "Theme": "配色",
  "System": "跟随系统",
  "Use system setting": "跟随系统",
  "Light": "浅色",
  "Dark": "深色",
  "Wide mode": "宽屏",
  "Close": "关闭",
  "Connecting": "正在连接",
  "Connection error": "连接中断",
  "Page not found": "没有这个页面",
  "Back to home": "返回首页",
  "Show more": "展开",
  "Show less": "收起",
  "Zoom": "放大",
  "Pan": "平移",
  "Zoom in": "放大",
  "Zoom out": "缩小",
  "Autoscale": "自动缩放",
  "Reset axes": "恢复坐标",
  "Main menu": "菜单",
};
const SPOKEN = ["title", "aria-label", "placeholder", "data-title"];

// The page says its language and colours in a mark of its own; before it has, the address says the language.
function mark() {
  return document.querySelector("[data-house-language]")?.dataset ?? {};
}

function language() {
  return mark().houseLanguage ?? (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh");
}

function chinese(said) {
  return Object.hasOwn(CHINESE, said) ? CHINESE[said] : undefined;
}

function translate(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = chinese(node.data.trim());
    if (words && !node.parentElement.closest("[data-house]")) node.data = words;
  }
  if (!root.querySelectorAll) return;
  for (const name of SPOKEN) {
    for (const element of root.querySelectorAll(`[${name}]`)) {
      const words = chinese(element.getAttribute(name));
      if (words) element.setAttribute(name, words);
    }
  }
}

function speak() {
  const spoken = language();
  const root = document.documentElement;
  root.lang = spoken === "en" ? "en" : "zh-CN";
  if (mark().houseTheme) root.dataset.theme = mark().houseTheme;
  if (spoken === "zh") translate(document.body);
}

let asked = false;
function speakSoon() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    speak();
  });
}

// A link such as "body?body=310101": Streamlit listens to the history, so the page changes without a reload.
function follow(event) {
  const link = event.target.closest?.("a[data-page]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(history.state, "", link.href);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  scrollTo(0, 0);
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

document.addEventListener("click", follow);
document.addEventListener("click", sort);
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(speakSoon).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: SPOKEN,
  });
  speak();
});
