// One operation, with knobs for its inputs and for the gradient that arrives: what it passes on, beside nudging.
function block(figure, data) {
  const BLOCKS = {
    // sign: its number, and its local slope by each input
    "+": [(x, y) => x + y, () => [1, 1]],
    "-": [(x, y) => x - y, () => [1, -1]],
    "*": [(x, y) => x * y, (x, y) => [y, x]],
    max: [(x, y) => Math.max(x, y), (x, y) => (x > y ? [1, 0] : [0, 1])],
    square: [(x) => x * x, (x) => [2 * x]],
    tanh: [(x) => Math.tanh(x), (x) => [1 - Math.tanh(x) ** 2]],
  };
  const NUDGE = 1e-5;

  figure.column("wide");
  const options = Object.fromEntries(Object.keys(BLOCKS).map((sign) => [sign, sign]));
  const chosen = figure.choice({ label: "block", options, value: "+" });
  const words = "One operation: in each box its data above and its gradient below, on each arrow the local slope";
  const margin = { left: 1, right: 1, top: 2, bottom: 0 };
  const plot = figure.plot({ width: 500, height: 140, bare: true, margin, label: words });
  const size = { half: 19, sizes: [120, 112] };
  const one = new Boxes(plot, { x: [0, 70], out: [1, 70] }, size);
  const two = new Boxes(plot, { x: [0, 24], y: [0, 114], out: [1, 70] }, size);
  figure.column();
  const show = (x) => number(x);
  const inputs = ["x", "y"].map((label, i) =>
    figure.slider({ label, low: -5, high: 5, step: 0.1, value: data.inputs[i], show, color: COLORS.data }),
  );
  const range = { low: -5, high: 5, step: 0.5, value: data.arrives, show, color: COLORS.gradient };
  const arrives = figure.slider({ label: "arrives", ...range });
  const table = figure.add(element("div"));

  // --- what it passes on, and what nudging says ---

  const count = () => BLOCKS[chosen.value][0].length; // of its inputs
  const at = () => inputs.slice(0, count()).map((knob) => knob.value);

  function nudged(numbers) {
    // A result that moves by what arrives, times the move of out: how does it follow each input?
    const result = (...xs) => arrives.value * BLOCKS[chosen.value][0](...xs);
    return numbers.map((number, i) => {
      const [above, below] = [NUDGE, -NUDGE].map((h) => result(...numbers.map((x, j) => (j === i ? number + h : x))));
      return (above - below) / (2 * NUDGE);
    });
  }

  // --- drawing ---

  function draw_graph(numbers, out, local, passed) {
    const boxes = count() === 1 ? one : two;
    const names = ["x", "y"].slice(0, count());
    const rows = (value, grad) => [
      [`data ${number(value)}`, COLORS.data],
      [`grad ${number(grad)}`, COLORS.gradient],
    ];
    boxes.begin();
    boxes.operation(chosen.value, "out", names, { words: local.map((slope) => number(slope)) });
    names.forEach((name, i) => boxes.box(name, rows(numbers[i], passed[i])));
    boxes.box("out", rows(out, arrives.value), { edge: COLORS.gradient, width: 2 });
  }

  function draw_table(local, passed, measured) {
    const cell = (x, color) => `<td><b style="color: ${color}">${number(x)}</b></td>`;
    const row = (slope, i) =>
      `<tr><th>${"xy"[i]}</th><td>${number(slope)} · ${number(arrives.value)}</td>` +
      `${cell(passed[i], COLORS.gradient)}${cell(measured[i], "#222")}</tr>`;
    const head = ["", "local slope · what arrives", "passed on", "nudging"].map((text) => `<th>${text}</th>`).join("");
    table.innerHTML = `<table><tr>${head}</tr>${local.map(row).join("")}</table>`;
  }

  figure.update = () => {
    const numbers = at();
    const [value, slopes] = BLOCKS[chosen.value];
    const [out, local] = [value(...numbers), slopes(...numbers)];
    const passed = local.map((slope) => slope * arrives.value);
    const measured = nudged(numbers);
    inputs[1].input.disabled = count() === 1;
    draw_graph(numbers, out, local, passed);
    draw_table(local, passed, measured);
    const shown = { block: chosen.value, inputs: numbers, arrives: arrives.value };
    figure.numbers = { ...shown, out, local, passed, nudged: measured };
    const got = passed.map((grad, i) => `${"xy"[i]} gets ${number(grad)}`).join(", ");
    const corner = chosen.value === "max" && numbers[0] === numbers[1];
    const more = corner ? " Both are equal: a corner, and nudging sees half of each side." : "";
    const made = numbers.map((x, i) => `${"xy"[i]} = ${number(x)}`).join(", ");
    figure.say(`${chosen.value} makes ${number(out)} of ${made}. ${number(arrives.value)} arrives: ${got}.${more}`);
  };
}
