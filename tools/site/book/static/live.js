// "Run this page here": the cells of a chapter become editable, and Python runs them in the visitor's browser.
// A cell first runs all cells above it that have not run as they stand: so an exercise can be tried wherever one is.

const place = document.querySelector(".try");
const here = new URL(".", import.meta.url);
const lite = new URL("../lite/", here);
const cells = [...document.querySelectorAll("div.cell")].filter((cell) => cell.querySelector(".cell_input pre"));
const memory = `gradually ${location.pathname}`; // where this browser keeps the visitor's answers
const slow = 30; // seconds of one cell, from which on the page says that it can be stopped

let editing; // the module with the editor, once it is here
let worker;
let current; // the cell that runs
let ready; // a promise: Python answers
let queue = Promise.resolve();
let generation = 0; // of workers: what was waiting for an earlier one is dropped

const states = cells.map((cell, index) => ({
  cell,
  index,
  original: cell.querySelector(".cell_input pre").textContent.replace(/\n$/, ""),
  ran: null, // the text that ran last, or null
}));

// --- the beginning ---

const button = place.querySelector(".try-start");
const status = place.querySelector(".try-status");
const missing = ["Worker", "WebAssembly"].filter((name) => !(name in window));

if (missing.length) {
  say(`This browser has no ${missing.join(" and no ")}, so Python cannot run in it: take Colab or Binder.`);
} else {
  button.hidden = false;
  button.onclick = begin;
  if (Object.keys(kept()).length) say("Your answers are kept in this browser: they come back when you run the page.");
}

async function begin() {
  button.disabled = true;
  try {
    editing = await import(new URL("editor.js", here));
  } catch {
    button.disabled = false;
    return say("The editor could not be fetched. Is the network there? Try again.");
  }
  place.querySelector(".try-elsewhere").after(status);
  states.forEach(equip);
  document.body.append(bar);
  document.body.dataset.live = "starting";
  button.remove();
  startPython();
  message.focus(); // the button, which had it, is gone
}

function say(text) {
  status.textContent = text;
}

// --- Python ---

function startPython(before = "") {
  const mine = (generation += 1);
  const began = performance.now();
  const clock = setInterval(() => meter.title = `${Math.round((performance.now() - began) / 1000)} seconds`, 1000);
  worker = new Worker(new URL("live-worker.js", here), { type: "module" });
  document.body.dataset.live = "starting";
  meter.hidden = false;
  tell(`${before}Python starts …`);
  ready = new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      if (mine !== generation) return;
      if (data.kind === "ready") {
        clearInterval(clock);
        meter.hidden = true;
        document.body.dataset.live = "ready";
        tell("Python is here. Change a cell, and press Shift+Enter in it: the cells above run first.");
        resolve();
      } else if (data.kind === "stage") {
        meter.value = data.number;
        tell(`${before}${data.text} … (${data.number} of 3; about 20 MB the first time, then this browser has it)`);
      } else receive(data);
    };
    worker.onerror = (event) => mine === generation && died(event.message || "the worker did not start");
  });
  worker.postMessage({
    kind: "start",
    pyodide: place.dataset.pyodide,
    lock: new URL("static/pyodide-lock/pyodide-lock.json", lite).href,
    python: new URL("live.py", here).href,
    packages: ["ipython", "gradually"],
  });
}

function receive({ kind, text, content, success }) {
  if (kind === "died") died(text);
  else if (kind === "done") current?.finish(success);
  else if (current) present(current.output, kind, JSON.parse(content));
}

// End Python at once, whatever it does, and start a new one.
function stop(why) {
  worker.terminate();
  const stopped = current;
  generation += 1;
  current = null;
  queue = Promise.resolve();
  for (const state of states) {
    state.ran = null;
    mark(state, null);
  }
  stopped?.output.append(note("Stopped."));
  startPython(`${why} What you wrote is still here. `);
}

function died(text) {
  if (document.body.dataset.live === "ready") return stop(`Python ended: ${text}.`);
  worker.terminate();
  generation += 1;
  queue = Promise.resolve();
  meter.hidden = true;
  document.body.dataset.live = "failed";
  tell(`Python did not start (${text}). Is the network there? Run a cell to try again, or take Colab or Binder.`);
}

// --- running cells ---

function runTo(state, code = null) {
  if (document.body.dataset.live === "failed") startPython();
  const mine = generation;
  const before = states.slice(0, state.index);
  const first = before.some(isStale) ? ", after those above it that have not run" : "";
  if (document.body.dataset.live === "ready") tell(`Cell ${state.index + 1} of ${states.length} runs${first} …`);
  for (const other of before) enqueue(mine, () => (isStale(other) ? runCell(other) : null));
  enqueue(mine, () =>
    runCell(state, code).then((success) => {
      tell(`Cell ${state.index + 1} of ${states.length} ${success ? "ran" : "ended with an error"}.`);
    }),
  );
}

function enqueue(mine, work) {
  queue = queue.then(() => ready).then(() => (mine === generation ? work() : null));
}

const isStale = (state) => state.ran !== textOf(state);
const textOf = (state) => editing.textOf(state.editor);

function runCell(state, code) {
  const text = textOf(state);
  const output = outputOf(state);
  output.replaceChildren();
  if (!code) state.ran = text;
  mark(state, "running");
  stopButton.disabled = false;
  const patience = setTimeout(() => tell("Still running. Stop ends it."), slow * 1000);
  return new Promise((resolve) => {
    current = { output, finish: resolve };
    worker.postMessage({ kind: "run", code: code ?? text });
  }).then((success) => {
    clearTimeout(patience);
    current = null;
    stopButton.disabled = true;
    mark(state, success ? "ran" : "failed");
    return success;
  });
}

function mark(state, how) {
  if (how) state.cell.dataset.live = how;
  else delete state.cell.dataset.live;
}

function outputOf(state) {
  let output = state.cell.querySelector(".cell_output");
  if (!output) {
    output = element("div", { className: "cell_output docutils container" });
    state.cell.append(output);
  }
  return output;
}

// --- what cells show ---

function present(output, kind, content) {
  if (kind === "cleared") output.replaceChildren();
  else if (kind === "written") write(output, content);
  else if (kind === "raised") output.append(trouble(content));
  else output.append(shown(content.data));
}

function write(output, { stream, text }) {
  let last = output.lastElementChild;
  if (last?.dataset.stream !== stream) {
    last = element("pre", { className: `output ${stream}` });
    last.dataset.stream = stream;
    output.append(last);
  }
  last.textContent = overwritten(last.textContent + text);
}

// A progress bar goes back to the beginning of its line, and writes over it.
function overwritten(text) {
  const lines = text.split("\n").map((line) => line.replace(/^.*\r(?=[^\r])/, ""));
  return lines.join("\n");
}

function trouble({ name, text, where }) {
  const box = element("div", { className: "output live-error" });
  const details = element("details", {}, element("summary", { textContent: "Where" }));
  details.append(element("pre", { textContent: where }));
  box.append(element("strong", { textContent: `${name}: ${text}` }), details);
  return box;
}

function shown(data) {
  if (data["text/html"]) return html(data["text/html"]);
  const code = /^```python\n([^]*)\n```$/.exec(data["text/markdown"] ?? "");
  if (code) return element("div", { className: "output highlight" }, editing.colored(code[1]));
  const picture = data["image/png"];
  if (picture) return element("img", { src: `data:image/png;base64,${picture}`, alt: data["text/plain"] });
  return element("pre", { className: "output text_plain", textContent: data["text/plain"] });
}

// Scripts that are put into a page as text do not run: each is replaced by one that does.
function html(text) {
  const part = element("div", { className: "output text_html", innerHTML: text });
  queueMicrotask(() => {
    for (const old of part.querySelectorAll("script")) old.replaceWith(element("script", { textContent: old.textContent }));
  });
  return part;
}

const note = (text) => element("p", { className: "live-note", textContent: text });

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// --- the cells ---

function equip(state) {
  const input = state.cell.querySelector(".cell_input");
  const text = kept()[state.original] ?? state.original;
  const name = state.cell.classList.contains("tag_exercise") ? "exercise" : "cell";
  input.replaceChildren();
  input.classList.add("highlight"); // for the colours of code
  state.editor = editing.createEditor({
    parent: input,
    text,
    label: `Python, ${name} ${state.index + 1} of ${states.length}`,
    run: (goOn) => {
      runTo(state);
      if (goOn) states[state.index + 1]?.editor.focus();
    },
    changed: () => keep(state),
  });
  const run = element("button", { type: "button", className: "live-run", textContent: "▶", title: "Run this cell (Shift+Enter)" });
  run.setAttribute("aria-label", `Run ${name} ${state.index + 1}`);
  run.onclick = () => runTo(state);
  input.append(run);
  if (state.cell.classList.contains("tag_exercise-help")) help(state, input);
}

// The calls that a learner would take the # from, as buttons.
function help(state, input) {
  const buttons = element("div");
  for (const [, call, kind] of state.original.matchAll(/^# (ex\.\w+\.(hint|solution)\(\))$/gm)) {
    const ask = element("button", { type: "button", className: "live-help" });
    ask.textContent = kind === "hint" ? "Give me a hint" : "Show an answer";
    ask.onclick = () => runTo(state, call);
    buttons.append(ask);
  }
  input.before(buttons);
}

// --- answers, kept in this browser ---

// The texts of changed cells by what stood there before: so they find their cells again when a chapter grows.
function kept() {
  try {
    return JSON.parse(localStorage.getItem(memory) ?? "{}");
  } catch {
    return {};
  }
}

function keep(state) {
  const all = kept();
  const text = textOf(state);
  if (text === state.original) delete all[state.original];
  else all[state.original] = text;
  try {
    if (Object.keys(all).length) localStorage.setItem(memory, JSON.stringify(all));
    else localStorage.removeItem(memory);
  } catch {
    tell("This browser keeps nothing for this page: take your answers out as a notebook before you leave.");
  }
}

function forget() {
  if (!confirm("Put every cell of this page back as it was? Your answers here are lost.")) return;
  for (const state of states) editing.replaceText(state.editor, state.original);
  tell("Every cell is as it was.");
}

async function takeOut() {
  const path = place.dataset.notebook;
  const notebook = await (await fetch(new URL(`files/${path}`, lite))).json();
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  code.forEach((cell, index) => Object.assign(cell, { source: textOf(states[index]), outputs: [], execution_count: null }));
  notebook.metadata.kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
  const file = new Blob([JSON.stringify(notebook, null, 1)], { type: "application/x-ipynb+json" });
  const link = element("a", { href: URL.createObjectURL(file), download: path.split("/").pop() });
  link.click();
  URL.revokeObjectURL(link.href);
  tell(`${link.download} is saved with your answers: any Jupyter opens it.`);
}

// --- the bar at the foot of the page ---

const message = element("span", { className: "live-message", tabIndex: -1 });
message.setAttribute("role", "status");
const meter = element("progress", { max: 3, value: 0, hidden: true });
meter.setAttribute("aria-label", "Python starts");
const stopButton = tool("Stop", "End what runs, and start Python anew", () => stop("Stopped."));
stopButton.disabled = true;
const bar = element("div", { className: "live-bar" }, message, meter, stopButton);
bar.append(tool("Run all", "Run every cell of this page", () => runTo(states.at(-1))));
bar.append(tool("Take out", "Save this page, with your answers, as a notebook", takeOut));
bar.append(tool("Forget", "Put every cell back as it was", forget));
bar.setAttribute("role", "region");
bar.setAttribute("aria-label", "Python on this page");

function tool(text, title, onclick) {
  return element("button", { type: "button", textContent: text, title, onclick });
}

function tell(text) {
  message.textContent = text;
}
