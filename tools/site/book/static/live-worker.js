// Python for one page, in a worker of its own: the page stays awake while a cell runs, and can end it.
let pyodide;
let run;

onmessage = async ({ data }) => {
  try {
    await (data.kind === "start" ? start(data) : runCell(data.code));
  } catch (error) {
    postMessage({ kind: "died", text: String(error) });
  }
};

async function start({ pyodide: address, lock, python, packages }) {
  const stage = (number, text) => postMessage({ kind: "stage", number, text });
  stage(1, "Fetching Python");
  const { loadPyodide } = await import(address);
  pyodide = await loadPyodide({ indexURL: new URL(".", address).href, lockFileURL: lock });
  stage(2, "Fetching the course and what it needs");
  await pyodide.loadPackage(packages, { messageCallback: () => {} });
  stage(3, "Waking the course up");
  await pyodide.runPythonAsync(await (await fetch(python)).text());
  await pyodide.runPythonAsync("import gradually.draw, gradually.course.page.session");
  run = pyodide.globals.get("run");
  postMessage({ kind: "ready" });
}

async function runCell(code) {
  await pyodide.loadPackagesFromImports(code, { messageCallback: () => {} });
  postMessage({ kind: "done", success: await run(code) });
}
