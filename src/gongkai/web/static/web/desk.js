// What the desk adds when JavaScript runs: confirmation, drafts kept, chosen files checked, the editor.
// Every form works without it.

// --- an opinion is needed: <button data-needs-note> beside a field named note ---
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=submit]");
  const note = button?.form?.elements.note;
  if (!note) return;
  if (!button.hasAttribute("data-needs-note")) {
    note.setCustomValidity(""); // what another button asked for is not asked by this one
    return;
  }
  note.setCustomValidity(note.value.trim() ? "" : `“${button.textContent.trim()}”须写明意见`);
  if (note.reportValidity()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("input", (event) => {
  if (event.target.name === "note") event.target.setCustomValidity("");
});

// --- a button pressed twice sends its form once ---
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 5000);
});

addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// --- confirmation: <button data-confirm="…"> ---
function ask(words) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const text = document.createElement("p");
  text.textContent = words;
  const row = document.createElement("div");
  const no = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: "取消" });
  const yes = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-primary", textContent: "确定" });
  row.append(no, yes);
  dialog.append(text, row);
  document.body.append(dialog);
  return new Promise((resolve) => {
    no.addEventListener("click", () => dialog.close("no"));
    yes.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
    no.focus();
  });
}

const confirmed = new WeakSet();

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-confirm], a[data-confirm]");
  if (!button || confirmed.has(button)) return;
  event.preventDefault();
  event.stopPropagation();
  if (await ask(button.dataset.confirm)) {
    confirmed.add(button);
    button.click();
    confirmed.delete(button);
  }
}, true);

// --- drafts: <form data-autosave="/address/"> with an element [data-autosave-status] ---
// Posts the form to the address some seconds after the last change. The answer may be empty or
// JSON {"version": 3}; a version is put back into the form. 409 means that somebody else saved.
// data-autosave-seconds changes how long it waits.

function keepDraft(form) {
  const status = form.querySelector("[data-autosave-status]");
  const patience = Number(form.dataset.autosaveSeconds || 4) * 1000;
  let timer = 0;
  let dirty = false;
  let saving = null; // the promise of a saving under way
  let stopped = false;

  function say(words, failed = false) {
    if (!status) return;
    status.textContent = words;
    status.className = failed ? "saved saved-not" : "saved";
  }

  function save() {
    if (stopped || !dirty) return;
    if (saving) timer = setTimeout(save, patience);
    else saving = send().finally(() => { saving = null; });
  }

  /** The words of an answer that says why nothing was saved. */
  async function reasonsOf(answer) {
    const said = await answer.json().catch(() => ({}));
    return (said.reasons ?? []).join("；");
  }

  async function send() {
    dirty = false;
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: data, headers: { Accept: "application/json" }, credentials: "same-origin",
      });
      if (answer.status === 409) {
        stopped = dirty = true;
        say(`自动保存已停：${(await reasonsOf(answer)) || "他人刚保存了这份稿件，请另存文字后刷新"}。`, true);
        return;
      }
      if (answer.status === 400) {
        dirty = true;
        say(`还不能自动保存，请先改正：${(await reasonsOf(answer)) || "有的栏目填写不对"}。`, true);
        return;
      }
      if (answer.status === 401) {
        dirty = true;
        say("登录已失效。文字还在本页：请另开窗口重新登录，再回到本页保存。", true);
        timer = setTimeout(save, patience * 4);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const type = answer.headers.get("Content-Type") ?? "";
      const saved = type.includes("json") ? await answer.json() : {};
      if (saved.version && form.elements.version) form.elements.version.value = saved.version;
      const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
      say(`已自动保存 ${time}`);
    } catch {
      dirty = true;
      say("自动保存没有成功，文字还在本页，请勿关闭，稍后会再试。", true);
      timer = setTimeout(save, patience * 4);
    }
  }

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, patience);
  });
  // A saving under way changes the version: the form waits for it, or it would call its own writer
  // somebody else.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (saving) {
      event.preventDefault();
      const button = event.submitter;
      saving.then(() => form.requestSubmit(button));
      return;
    }
    dirty = false;
  });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}

// --- chosen files: [data-upload data-limit] ---
function words(bytes) {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function checkFiles(box) {
  const input = box.querySelector('input[type="file"]');
  const list = box.querySelector(".upload-chosen");
  input?.addEventListener("change", () => {
    const limit = Number(box.dataset.limit);
    const large = [...input.files].filter((file) => file.size > limit);
    list.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      const over = file.size > limit;
      line.textContent = `${file.name}（${words(file.size)}）${over ? "：超过上限，请压缩或拆分后再选" : ""}`;
      if (over) line.className = "too-large";
      return line;
    }));
    input.setCustomValidity(large.length ? "有文件超过上限" : "");
  });
}

function enhance(root) {
  root.querySelectorAll("form[data-autosave]:not([data-ready])").forEach((form) => {
    form.dataset.ready = "1";
    keepDraft(form);
  });
  root.querySelectorAll("[data-upload]:not([data-ready])").forEach((box) => {
    box.dataset.ready = "1";
    checkFiles(box);
  });
  if (root.querySelector("textarea[data-rich]")) {
    import("./editor.js").then(({ upgrade }) => upgrade(root));
  }
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));
