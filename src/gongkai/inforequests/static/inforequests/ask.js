// The application form saves itself some seconds after the last change. Without this file the
// button 保存草稿 does the same.
const form = document.querySelector("form[data-ask]");
const status = document.querySelector("[data-ask-status]");
const errors = document.querySelector("[data-errors]");
const PATIENCE = 3000;
let timer = 0;

async function save() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  try {
    const answer = await fetch(form.dataset.ask, { method: "POST", body: data, credentials: "same-origin" });
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      throw new Error((said.reasons ?? []).join("；"));
    }
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    status.textContent = `草稿已自动保存 ${time}`;
  } catch (error) {
    status.textContent = `草稿没有保存，内容还在本页。${error.message}`;
  }
}

if (form) {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(save, PATIENCE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
if (errors) errors.focus();
