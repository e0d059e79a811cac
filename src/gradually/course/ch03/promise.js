// The graph of L = (a * b + c) * f with knobs on its leaves, and a step of some of them along their gradients: what the
// gradients promise for L, and what happens.
function promise(figure, data) {
  const LEAVES = ["a", "b", "c", "f"];
  const PLACES = { a: [0, 24], b: [0, 104], e: [1, 64], c: [1, 144], d: [2, 104], f: [2, 184], L: [3, 144] };
  const MADE = { L: ["*", ["d", "f"]], d: ["+", ["e", "c"]], e: ["*", ["a", "b"]] }; // from right to left
  const [LEAST, MOST] = [-0.5, 1]; // of the step

  figure.column("wide");
  const margin = { left: 1, right: 1, top: 2, bottom: 0 };
  const words = "The graph of L: in each box its data above and its gradient below, on each arrow the local slope";
  const graph = figure.plot({ width: 520, height: 222, bare: true, margin, label: words });
  const boxes = new Boxes(graph, PLACES, { half: 19 });
  const path = { across: "step", up: "L", title: "promised (dashed), and what happens", counts: [6, 4] };
  const room = { width: 520, height: 250, margin: { left: 60 } };
  const plot = figure.plot({ x: [LEAST, MOST], label: "L against the step", ...room, ...path });
  figure.column();
  const knobs = LEAVES.map((label, i) => {
    const range = { low: -5, high: label === "c" ? 15 : 5, step: 1, show: (x) => number(x), color: COLORS.data };
    return figure.slider({ label, value: data.leaves[i], ...range });
  });
  figure.bar();
  figure.add(element("span", {}, "move"));
  const moves = LEAVES.map((label) => figure.checkbox({ label, value: true }));
  figure.add(element("span", {}, "along their gradients"));
  figure.below();
  const step = figure.slider({ label: "step", low: LEAST, high: MOST, value: data.step });
  const table = figure.add(element("div"));

  // --- L, its gradients, and a step along them ---

  const forward = ({ a, b, c, f }) => ({ a, b, c, f, e: a * b, d: a * b + c, L: (a * b + c) * f });
  const leaves = () => Object.fromEntries(LEAVES.map((label, i) => [label, knobs[i].value]));
  const moving = () => LEAVES.filter((_, i) => moves[i].value);

  // The local slopes by the two children of each result: * swaps, + copies.
  const local_slopes = (at) => ({ L: [at.f, at.d], d: [1, 1], e: [at.b, at.a] });

  function gradients(at) {
    // From right to left: what arrived, times the local slope.
    const found = { L: 1 };
    for (const [label, [, children]] of Object.entries(MADE))
      children.forEach((child, i) => (found[child] = found[label] * local_slopes(at)[label][i]));
    return found;
  }

  function moved(at, grads, size) {
    const there = Object.fromEntries(LEAVES.map((label) => [label, at[label]]));
    for (const label of moving()) there[label] += size * grads[label];
    return forward(there);
  }

  const promise_of = (label, grads, size) => grads[label] * size * grads[label]; // its gradient, times its move
  const promised = (grads, size) => moving().reduce((sum, label) => sum + promise_of(label, grads, size), 0);

  // --- the graph ---

  function draw_graph(at, grads, there) {
    boxes.begin();
    const is_narrow = graph.wide < 420;
    const named = is_narrow ? ["", ""] : ["data ", "grad "];
    for (const [label, [sign, children]] of Object.entries(MADE))
      boxes.operation(sign, label, children, { words: local_slopes(at)[label].map((slope) => number(slope)) });
    for (const label of Object.keys(PLACES)) {
      const rows = [[named[0] + number(at[label]), COLORS.data], [named[1] + number(grads[label]), COLORS.gradient]];
      boxes.box(label, rows, { edge: moving().includes(label) ? COLORS.parameter : COLORS.line });
      const { right, bottom } = boxes.place(label);
      const beneath = { anchor: "end", shift: [-6, 14], weight: "bold" };
      if (there[label] !== at[label]) graph.text(right, bottom, `→ ${number(there[label])}`, COLORS.data, beneath);
    }
    if (!is_narrow) return;
    graph.text(0, 184, "data", COLORS.data, { anchor: "start" });
    graph.text(0, 200, "gradient", COLORS.gradient, { anchor: "start" });
  }

  // --- L against the step ---

  const hold = (size) => (step.value = Number(between(LEAST, size, MOST).toFixed(2)));
  const end = () => [step.value, moved(forward(leaves()), gradients(forward(leaves())), step.value).L];
  plot.handle({ label: "the step", color: COLORS.data, at: end, move: hold });

  function draw_plot(at, grads, there) {
    const sizes = Array.from({ length: 121 }, (_, i) => LEAST + ((MOST - LEAST) * i) / 120);
    const happens = sizes.map((size) => [size, moved(at, grads, size).L]);
    const straight = [LEAST, MOST].map((size) => [size, at.L + promised(grads, size)]);
    const heights = [...happens, ...straight].map(([, height]) => height);
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const spare = 0.08 * (high - low) || 1;
    plot.y = [low - spare, high + spare];
    plot.line(happens, COLORS.data, { width: 2.6 });
    plot.line(straight, COLORS.gradient, { width: 2, dash: "7 5" }); // on top: seen also where the promise is kept
    const kept = at.L + promised(grads, step.value);
    plot.line([[step.value, kept], [step.value, there.L]], COLORS.line, { width: 1.8, dash: "2 4" });
    plot.dot(0, at.L, COLORS.line, { radius: 3.5 });
    plot.dot(step.value, kept, "white", { radius: 5.5, edge: COLORS.gradient });
  }

  // --- the numbers ---

  const signed = (x) => (x > 0 ? "+" : "") + number(x);

  function draw_table(grads, kept, change, apart) {
    const rows = moving().map((label) => {
      const parts = [step.value * grads[label], promise_of(label, grads, step.value)].map(signed);
      return `<tr><th>${label}</th>${[number(grads[label]), ...parts].map((x) => `<td>${x}</td>`).join("")}</tr>`;
    });
    const head = ["", "gradient", "moves by", "promises"].map((words) => `<th style="text-align: right">${words}</th>`);
    const sum = (words, x, color) =>
      `<tr><th colspan="3"><b>${words}</b></th><td><b style="color: ${color}">${signed(x)}</b></td></tr>`;
    const sums = [sum("promised for L", kept, COLORS.gradient), sum("what happens to L", change, COLORS.data)];
    const all = [`<tr>${head.join("")}</tr>`, ...rows, ...sums, sum("apart by", apart, "#222")];
    table.innerHTML = `<table class="gradually-sum">${all.join("")}</table>`;
  }

  figure.update = () => {
    const at = forward(leaves());
    const grads = gradients(at);
    const there = moved(at, grads, step.value);
    const [kept, change] = [promised(grads, step.value), there.L - at.L];
    const rounding = 1e-12 * Math.max(1, Math.abs(at.L), Math.abs(there.L));
    const apart = Math.abs(change - kept) < rounding ? 0 : change - kept;
    draw_graph(at, grads, there);
    draw_plot(at, grads, there);
    draw_table(grads, kept, change, apart);
    const settings = { leaves: leaves(), moving: moving(), step: step.value };
    const found = { data: at, gradients: grads, local: local_slopes(at), there };
    figure.numbers = { ...settings, ...found, promised: kept, change, apart };
    const who = moving().length ? `${moving().join(", ")} moved by a step of ${fixed(step.value)}` : "No leaf is moved";
    const what = `${signed(kept)} is promised for L, and it changes by ${signed(change)}`;
    figure.say(`L = ${number(at.L)}. ${who}: ${what}. ${apart ? `Apart by ${signed(apart)}` : "Promise kept"}.`);
  };
}
