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

// A line under the toolbar that says what is wrong with a picture.
function complaints(box) {
  const line = Object.assign(document.createElement("p"), { className: "field-errors", hidden: true });
  line.setAttribute("role", "alert");
  box.querySelector(".editor-text").before(line);
  return (words) => {
    line.textContent = words;
    line.hidden = !words;
  };
}

function fileOf(address) {
  const [head, data] = address.split(",", 2);
  const type = head.match(/^data:(image\/\w+);base64$/)?.[1];
  if (!type || !data) return null;
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  return new File([bytes], `image.${type.split("/")[1]}`, { type });
}

// Pasted text may carry whole pictures; they go to the server one by one, so that the text stays small.
// What fails stays in the text: the server judges it again when the text is saved.
async function sendWrittenIn(editor, { server, headers, sent }, { SlateTransforms }, complain) {
  const written = editor.getElemsByType("image").map((image) => image.src).filter((src) => src.startsWith("data:"));
  for (const src of new Set(written)) {
    if (sent.has(src)) continue;
    sent.add(src);
    const body = new FormData();
    try {
      const file = fileOf(src);
      if (!file) throw new Error("它不是 PNG、JPEG 或 GIF，请另存后重新插入");
      body.append("file", file);
      const answer = await fetch(server, { method: "POST", body, headers, credentials: "same-origin" });
      const { errno, message, data } = await answer.json();
      if (errno) throw new Error(message);
      const match = (node) => node.type === "image" && node.src === src;
      SlateTransforms.setNodes(editor, { src: data.url }, { at: [], match, mode: "all", voids: true });
      complain("");
    } catch (error) {
      complain(`粘贴的图片没有上传：${error.message}`);
    }
  }
}

/** Most tools have a picture only: their tooltips become their names, as soon as they are drawn. */
function nameTools(bar) {
  function name() {
    for (const tool of bar.querySelectorAll("button[data-tooltip]:not([aria-label])")) {
      if (!tool.textContent.trim()) tool.setAttribute("aria-label", tool.dataset.tooltip.split("\n")[0]);
    }
  }
  name();
  new MutationObserver(name).observe(bar, { childList: true, subtree: true, attributeFilter: ["data-tooltip"] });
}

function start(area, { createEditor, createToolbar, ...parts }) {
  const box = document.createElement("div");
  box.className = "editor";
  const bar = Object.assign(document.createElement("div"), { className: "editor-bar" });
  const text = Object.assign(document.createElement("div"), { className: "editor-text" });
  box.append(bar, text);
  area.before(box);

  let seen = null; // what the editor makes of the text untouched; only a change goes to the textarea
  const upload = area.dataset.uploadUrl;
  const headers = { "X-CSRFToken": area.form?.elements.csrfmiddlewaretoken?.value ?? "" };
  const sending = { server: upload, headers, sent: new Set() };
  const complain = complaints(box);
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
      customAlert: (words) => complain(words),
      MENU_CONF: {
        uploadImage: {
          server: upload,
          fieldName: "file",
          headers,
          maxFileSize: 10 * 1024 * 1024,
          allowedFileTypes: ["image/png", "image/jpeg", "image/gif"],
          onSuccess: () => complain(""),
          onFailed: (file, answer) => complain(`图片没有上传：${answer.message}`),
          onError: (file, error) => complain(`图片“${file.name}”没有上传：${error.message}`),
        },
      },
      onChange(self) {
        const html = self.getHtml();
        if (seen === null || html === seen) return;
        seen = html;
        area.value = self.isEmpty() ? "" : html;
        area.dispatchEvent(new Event("input", { bubbles: true }));
        if (upload && html.includes('src="data:')) sendWrittenIn(self, sending, parts, complain);
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

  nameTools(bar);
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `${labelOf(area)}的格式`);

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
