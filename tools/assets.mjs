// Copies the few distributed files the pages use from node_modules into the static folder,
// and draws one sprite from the icons named below. Run by `npm run assets`; nothing is committed.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const target = join(root, "src/gongkai/web/static/vendor");

const files = {
  "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "wangeditor.js": "@wangeditor-next/editor/dist/index.js",
  "wangeditor.css": "@wangeditor-next/editor/dist/css/style.css",
};
// fonts are copied as they are; papers in PDF carry the part of them that they use
const fonts = {
  "noto-serif-sc.ttf":
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
};
const notices = {
  "noto-serif-sc": "@expo-google-fonts/noto-serif-sc",
  "tabler": "@tabler/core",
  "tabler-icons": "@tabler/icons",
  "htmx": "htmx.org",
  "wangeditor": "@wangeditor-next/editor",
};

// name in our pages → drawing in @tabler/icons (outline)
const icons = {
  inbox: "inbox",
  draft: "pencil",
  document: "file-text",
  section: "list-tree",
  unit: "building",
  people: "users",
  calendar: "calendar",
  audit: "shield-check",
  help: "help-circle",
  search: "search",
  menu: "menu-2",
  exit: "logout",
  print: "printer",
  link: "link",
  type: "text-size",
  speak: "volume",
  attachment: "paperclip",
  download: "download",
  back: "chevron-left",
  forward: "chevron-right",
  down: "chevron-down",
  add: "plus",
  check: "check",
  return: "arrow-back-up",
  refuse: "circle-x",
  warning: "alert-triangle",
  info: "info-circle",
  clock: "clock",
  upload: "upload",
  history: "history",
  filter: "filter",
  compare: "arrows-left-right",
  publish: "world-upload",
  withdraw: "world-off",
  lock: "lock",
  key: "key",
  settings: "settings",
  home: "home",
  external: "external-link",
  send: "send",
  stamp: "rubber-stamp",
  chart: "chart-bar",
  bell: "bell",
  trash: "trash",
  user: "user",
};

function symbol(name, drawing) {
  const svg = readFileSync(join(modules, "@tabler/icons/icons/outline", `${drawing}.svg`), "utf8");
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const shapes = body.replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
    `stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "licences"), { recursive: true });
let bytes = 0;
for (const [name, source] of Object.entries(files)) {
  const text = readFileSync(join(modules, source), "utf8");
  writeFileSync(join(target, name), text.replace(/\n?\/[/*][#@] sourceMappingURL=[^\n]*\s*$/, "\n"));
  bytes += statSync(join(target, name)).size;
}
for (const [name, source] of Object.entries(fonts)) {
  copyFileSync(join(modules, source), join(target, name));
}
for (const [name, source] of Object.entries(notices)) {
  const { version, license } = JSON.parse(readFileSync(join(modules, source, "package.json"), "utf8"));
  const own = join(modules, source, "LICENSE_FONT");
  const file = existsSync(own) ? own : join(modules, source, "LICENSE");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  writeFileSync(join(target, "licences", `${name}.txt`), `${source} ${version}, ${license}\n${text}`);
}
const sprite = Object.entries(icons).map(([name, drawing]) => symbol(name, drawing)).join("\n");
writeFileSync(
  join(target, "icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${sprite}\n</svg>\n`,
);
console.log(
  `${Object.keys(files).length} files (${Math.round(bytes / 1024)} KB) and ` +
    `${Object.keys(icons).length} icons are in src/gongkai/web/static/vendor`,
);
