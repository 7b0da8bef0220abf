// Turns <textarea data-rich> into a rich text editor and keeps the textarea in step with it.
// Only this file knows wangEditor; the server cleans whatever arrives.
const vendor = new URL("../vendor/", import.meta.url);

let loading;

function load() {
  loading ??= new Promise((resolve, reject) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("wangeditor.css", vendor).href;
    const script = document.createElement("script");
    script.src = new URL("wangeditor.js", vendor).href;
    script.onload = () => resolve(window.wangEditor);
    script.onerror = () => reject(new Error("wangeditor.js is missing"));
    document.head.append(sheet, script);
  });
  return loading;
}

const TOOLS = [
  "headerSelect", "bold", "underline", "|",
  "justifyLeft", "justifyCenter", "justifyRight", "|",
  "numberedList", "bulletedList", "|",
  "insertTable", "insertLink", "uploadImage", "|",
  "clearStyle", "undo", "redo", "fullScreen",
];

function labelOf(area) {
  return area.labels?.[0]?.firstChild?.textContent?.trim() || "正文";
}

function start(area, { createEditor, createToolbar }) {
  const box = document.createElement("div");
  box.className = "editor";
  const bar = Object.assign(document.createElement("div"), { className: "editor-bar" });
  const text = Object.assign(document.createElement("div"), { className: "editor-text" });
  box.append(bar, text);
  area.before(box);

  let seen = null; // what the editor makes of the text untouched; only a change goes to the textarea
  const upload = area.dataset.uploadUrl;
  const token = area.form?.elements.csrfmiddlewaretoken?.value ?? "";
  const editor = createEditor({
    selector: text,
    html: area.value.trim() || "<p><br></p>",
    mode: "default",
    config: {
      placeholder: area.placeholder,
      scroll: false,
      autoFocus: false,
      readOnly: area.disabled || area.readOnly,
      maxLength: area.maxLength > 0 ? area.maxLength : undefined,
      MENU_CONF: {
        uploadImage: {
          server: upload, fieldName: "file", headers: { "X-CSRFToken": token }, maxFileSize: 10 * 1024 * 1024,
        },
      },
      onChange(self) {
        const html = self.getHtml();
        if (seen === null || html === seen) return;
        seen = html;
        area.value = self.isEmpty() ? "" : html;
        area.dispatchEvent(new Event("input", { bubbles: true }));
      },
    },
  });
  seen = editor.getHtml();
  createToolbar({
    editor,
    selector: bar,
    mode: "default",
    config: { toolbarKeys: upload ? TOOLS : TOOLS.filter((tool) => tool !== "uploadImage") },
  });

  const editable = text.querySelector("[data-slate-editor]");
  editable.setAttribute("role", "textbox");
  editable.setAttribute("aria-multiline", "true");
  editable.setAttribute("aria-label", labelOf(area));
  if (area.getAttribute("aria-describedby")) {
    editable.setAttribute("aria-describedby", area.getAttribute("aria-describedby"));
  }
  editable.classList.add("document-body");
  for (const label of area.labels ?? []) label.addEventListener("click", () => editor.focus());
  area.hidden = true;
  area.required = false;
}

/** Upgrade every textarea[data-rich] under *root*; on failure the textarea simply stays. */
export async function upgrade(root) {
  const areas = root.querySelectorAll("textarea[data-rich]:not([data-ready])");
  if (!areas.length) return;
  areas.forEach((area) => { area.dataset.ready = "1"; });
  const wangEditor = await load();
  areas.forEach((area) => start(area, wangEditor));
}
