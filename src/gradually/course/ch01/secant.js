// A line through two points of a curve that the reader moves, and below it the slopes that it finds.
function secant(figure, data) {
  const [SMALLEST, LARGEST] = [0.001, 2]; // of h, the run
  const FUNCTIONS = {
    // name: [the function, its slope by the rule]
    parabola: [(x) => 3 * x ** 2 - 4 * x + 5, (x) => 6 * x - 4],
    square: [(x) => x ** 2, (x) => 2 * x],
    cube: [(x) => x ** 3, (x) => 3 * x ** 2],
    reciprocal: [(x) => 1 / x, (x) => -1 / x ** 2],
    exp: [Math.exp, Math.exp],
    sin: [Math.sin, Math.cos],
    tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  };
  const POLE_AT_0 = 0.25; // how near x comes to 0 on a curve that has no value there
  let x = data.x;
  let trace = new Map();

  figure.column("wide");
  const lower = { label: "The slope of the line, for each x", across: "x", up: "slope", counts: [8, 5] };
  const upper = { label: "The curve, and the line through two of its points", up: "f(x)", counts: [8, 5] };
  const above = figure.plot({ width: 540, height: 290, ...upper });
  const below = figure.plot({ width: 540, height: 190, ...lower });
  figure.column();
  const options = Object.fromEntries(Object.entries(data.curves).map(([name, { words }]) => [name, words]));
  const curve = figure.choice({ label: "curve", value: Object.keys(options)[0], options, change: begin });
  const place = figure.slider({ label: "x", low: -4, high: 4, value: x, change: slide });
  const of_h = { low: SMALLEST, high: LARGEST, logarithmic: true, value: data.h, show: (h) => number(h, 3) };
  const step = figure.slider({ label: "run h", ...of_h, color: COLORS.gradient, change: wipe });
  figure.bar();
  figure.button("sweep x", sweep);
  figure.button("wipe the dots", wipe);
  figure.below();
  const leaves_trace = figure.checkbox({ label: "each x leaves a dot", value: true });
  const shows_rule = figure.checkbox({ label: "draw the exact slopes" });
  const table = figure.add(element("div"));

  // --- the curve, and the line through two of its points ---

  const f = (at) => FUNCTIONS[curve.value][0](at);
  const exact = (at) => FUNCTIONS[curve.value][1](at);
  const has_pole = () => curve.value === "reciprocal";

  function held(at) {
    // A place on the curve: inside its range, and not at a pole.
    const inside = between(above.x[0], at, above.x[1]);
    const side = inside < 0 ? -1 : 1;
    return has_pole() && Math.abs(inside) < POLE_AT_0 ? side * POLE_AT_0 : inside;
  }

  // Both points stay on the same side of a pole: a line across it would say nothing about the curve.
  const run_at = (at) => (has_pole() && at < 0 ? Math.min(step.value, -at - POLE_AT_0 / 2) : step.value);
  const slope_at = (at) => (f(at + run_at(at)) - f(at)) / run_at(at);

  function begin() {
    const { x: wide, y: high, slopes } = data.curves[curve.value];
    Object.assign(above, { x: wide, y: high });
    Object.assign(below, { x: wide, y: slopes });
    place.limit(...wide);
    x = held(x);
    wipe();
  }

  function slide(at) {
    figure.stop();
    x = held(Number(at.toFixed(2)));
  }

  // --- the trace ---

  function wipe() {
    trace = new Map();
    figure.stop();
  }

  const leave_dot = (at) => trace.set(at.toFixed(2), [at, run_at(at), slope_at(at)]);

  function sweep() {
    const [low, high] = above.x;
    const [steps, home] = [100, x];
    let i = 0;
    wipe();
    figure.play(() => {
      x = held(low + ((high - low) * i) / steps);
      leave_dot(x);
      if (i++ < steps) return true;
      x = home;
      return false;
    });
  }

  // --- what can be dragged; where a small run brings both points together, the one at x lies on top ---

  const second = () => [x + run_at(x), f(x + run_at(x))];
  const pull = (at) => {
    step.value = between(SMALLEST, Number((at - x).toPrecision(3)), LARGEST);
    wipe();
  };
  above.handle({ label: "the second point", color: COLORS.gradient, at: second, move: pull });
  above.handle({ label: "the first point", color: COLORS.parameter, at: () => [x, f(x)], move: slide });

  // --- drawing ---

  function along(plot, value, look) {
    // A function over the whole plot, in one piece on each side of a pole.
    const [low, high] = plot.x;
    const points = Array.from({ length: 241 }, (_, i) => low + ((high - low) * i) / 240);
    const pieces = has_pole() ? [points.filter((at) => at < 0), points.filter((at) => at > 0)] : [points];
    for (const piece of pieces) plot.line(piece.map((at) => [at, value(at)]), look.color, look);
  }

  function draw_curve(run, slope) {
    const [y, y2] = [f(x), f(x + run)];
    along(above, f, { color: COLORS.data, width: 2.6 });
    above.line(above.x.map((at) => [at, y + slope * (at - x)]), COLORS.gradient, { width: 1.8 });
    above.line([[x, y], [x + run, y], [x + run, y2]], COLORS.line, { width: 1.8, dash: "2 4" });
    if (above.across_of(x + run) - above.across_of(x) < 42) return; // no room for words
    name_part(x + run / 2, y, `run ${number(run, 3)}`, { shift: [0, slope >= 0 ? 16 : -8] });
    const is_at_the_edge = above.across_of(above.x[1]) - above.across_of(x + run) < 80;
    const beside = is_at_the_edge ? { anchor: "end", shift: [-10, 4] } : { anchor: "start", shift: [12, 4] };
    name_part(x + run, (3 * y + y2) / 4, `rise ${number(y2 - y, 3)}`, beside);
  }

  function name_part(at, y, words, look) {
    if (above.holds(at, y)) above.text(at, y, words, COLORS.line, look);
  }

  function draw_slopes(slope) {
    below.line(below.x.map((at) => [at, 0]), "#999", { width: 1 });
    if (shows_rule.value) along(below, exact, { color: COLORS.line, width: 1.5, dash: "6 5" });
    for (const [at, , found] of trace.values()) below.dot(at, found, COLORS.gradient, { radius: 2.6, opacity: 0.6 });
    below.line([[x, 0], [x, slope]], COLORS.gradient, { width: 1.4, dash: "2 4" });
    below.dot(x, slope, COLORS.gradient, { radius: 5.5 });
  }

  function draw_table(low, high, run, slope) {
    const row = (words, value) => `<tr><th>${words}</th><td>${value}</td></tr>`;
    const ends = [row("f(x + h)", number(high, 6)), row("f(x)", number(low, 6))];
    const parts = [row("rise", number(high - low, 6)), row("run h", number(run, 6))];
    const result = `<b style="color: ${COLORS.gradient}">${number(slope, 6)}</b>`;
    const rows = [...ends, ...parts, row("<b>slope = rise / run</b>", result)];
    table.innerHTML = `<table class="gradually-sum">${rows.join("")}</table>`;
  }

  figure.update = () => {
    const [run, slope] = [run_at(x), slope_at(x)];
    const [low, high] = [f(x), f(x + run)];
    const rise = high - low;
    place.value = x;
    if (leaves_trace.value) leave_dot(x);
    draw_curve(run, slope);
    draw_slopes(slope);
    draw_table(low, high, run, slope);
    const shown = { curve: curve.value, x, h: step.value, run, low, high, rise, slope, exact: exact(x) };
    figure.numbers = { ...shown, trace: [...trace.values()] };
    const gap = run < step.value ? " (0 is in the way: there the curve has no value)" : "";
    const words = `On ${options[curve.value]}, from x = ${fixed(x)}, a run of ${number(run, 3)}${gap}`;
    figure.say(`${words} gives a rise of ${number(rise)}: the slope is ${number(slope)}.`);
  };
  begin();
}
