// The tools beside a public document. Without this file the page loses nothing but the buttons.
const tools = document.querySelector("[data-tools]");
const body = document.querySelector("[data-body]");

const sizes = ["text-small", "", "text-large", "text-larger"];
let step = 1;

function say(words) {
  tools.querySelector("[data-tool-status]").textContent = words;
}

function resize(by) {
  step = Math.min(sizes.length - 1, Math.max(0, step + by));
  body.classList.remove(...sizes.filter(Boolean));
  if (sizes[step]) body.classList.add(sizes[step]);
  say(`正文字号第 ${step + 1} 级，共 ${sizes.length} 级`);
}

async function copy(button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    button.textContent = "已复制";
  } catch {
    button.textContent = "请从地址栏复制";
  }
  say(button.textContent);
  setTimeout(() => { button.textContent = label; }, 2500);
}

function speak(button) {
  const talking = speechSynthesis.speaking;
  speechSynthesis.cancel();
  button.setAttribute("aria-pressed", String(!talking));
  button.textContent = talking ? "朗读" : "停止朗读";
  if (talking) return;
  const lines = body.innerText.split(/\n+/).filter((line) => line.trim());
  lines.forEach((line, index) => {
    const voice = new SpeechSynthesisUtterance(line);
    voice.lang = "zh-CN";
    if (index === lines.length - 1) voice.onend = () => {
      button.setAttribute("aria-pressed", "false");
      button.textContent = "朗读";
    };
    speechSynthesis.speak(voice);
  });
}

if (tools && body) {
  tools.hidden = false;
  const speaker = tools.querySelector('[data-tool="speak"]');
  if (!("speechSynthesis" in window)) speaker.hidden = true;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (!button) return;
    const deeds = {
      smaller: () => resize(-1),
      larger: () => resize(1),
      copy: () => copy(button),
      print: () => window.print(),
      speak: () => speak(button),
    };
    deeds[button.dataset.tool]?.();
  });
  addEventListener("pagehide", () => speechSynthesis?.cancel());
}
