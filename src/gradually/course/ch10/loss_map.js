// The loss of one neuron over its two weights, seen from above, and gradient descent as a walk on it.
function loss_map(figure, data) {
  const { inputs, targets, b } = data;
  const LEVELS = [0.13, 0.2, 0.4, 0.8, 1.6, 2.4, 3.2, 4, 4.8, 6.4, 8, 9.6, 11.2];
  const DASHES = ["7 5", "2 5", "9 4 2 4"]; // of the walks that were kept: grey lines that can be told apart
  let start, steps, kept;

  figure.column("wide");
  const land = figure.plot({
    width: 470,
    aspect: 1,
    x: data.x,
    y: data.y,
    across: "w1",
    up: "w2",
    label: "The loss over the two weights from above; a press of the mouse puts the start there",
    pick: (...place) => set_out(place),
  });
  figure.column();
  const looks = { color: COLORS.gradient, show: (x) => number(x, 2) };
  const range = { low: 0.01, high: Math.sqrt(10), step: 0.1, logarithmic: true }; // ten notches to ten times as much
  const rate = figure.slider({ label: "learning rate", value: data.rate, ...range, ...looks });
  const momentum = data.momentum
    ? figure.slider({ label: "momentum", low: 0, high: 0.95, step: 0.05, value: 0, ...looks })
    : { value: 0 };
  figure.bar();
  const forget = figure.checkbox({ label: "forget zero_grad", value: false });
  figure.bar();
  figure.button("step", () => steps++);
  const run = figure.button("run", () => (figure.playing ? figure.stop() : go()));
  figure.button("keep this walk", keep);
  figure.button("reset", reset);
  figure.below();
  const options = { title: "loss, step by step", label: "The loss after each step of the walk" };
  const curve = figure.plot({ width: 400, height: 170, x: [0, 60], y: [0, 1], counts: [6, 4], ...options });
  const table = figure.add(element("div"));

  // --- the neuron, and the walk ---

  const answer = (w1, w2, [x1, x2]) => Math.tanh(w1 * x1 + w2 * x2 + b);
  const loss_at = (w1, w2) => inputs.reduce((sum, x, i) => sum + (answer(w1, w2, x) - targets[i]) ** 2, 0);

  function slopes_at(w1, w2) {
    // The chain rule, summed over the points: 2 * error, times the slope of tanh, times the input.
    const sums = [0, 0];
    inputs.forEach((x, i) => {
      const out = answer(w1, w2, x);
      const slope = 2 * (out - targets[i]) * (1 - out ** 2);
      x.forEach((input, k) => (sums[k] += slope * input));
    });
    return sums;
  }

  function walk() {
    // All of it anew each time, so that it follows the knobs as they are turned.
    let gradient = [0, 0];
    let velocity = [0, 0];
    const path = [start];
    while (path.length <= steps) {
      const here = path.at(-1);
      const left = forget.value ? gradient : [0, 0]; // what backward finds in the leaves
      gradient = slopes_at(...here).map((slope, k) => left[k] + slope);
      velocity = gradient.map((part, k) => momentum.value * velocity[k] + part);
      path.push(here.map((weight, k) => weight - rate.value * velocity[k]));
    }
    const setting = { rate: rate.value, momentum: momentum.value, forget: forget.value };
    return { ...setting, path, losses: path.map((place) => loss_at(...place)), gradient };
  }

  function set_out(place) {
    start = place.map((weight) => Math.round(weight * 20) / 20);
  }

  function go() {
    const end = steps + 60;
    figure.play(() => ++steps < end, 45);
  }

  function keep() {
    if (steps) kept = [...kept, walk()].slice(-DASHES.length);
  }

  function reset() {
    figure.stop();
    [start, steps, kept] = [data.start, 0, []];
  }
  reset();

  const label = "where the walk starts";
  land.handle({ label, color: COLORS.parameter, at: () => start, move: (...place) => set_out(place), step: 0.1 });

  // --- drawing ---

  const heights = land.grid(111, loss_at);
  const borders = contours(heights);
  const bands = heights.map((row) => row.map((loss) => LEVELS.filter((level) => level < loss).length / LEVELS.length));
  const [GREEN, PALE, GOLD] = [
    [143, 200, 184],
    [249, 250, 247],
    [222, 178, 96],
  ];
  const shade = (band) => (band < 0.3 ? mixed(GREEN, PALE, band / 0.3) : mixed(PALE, GOLD, (band - 0.3) / 0.7));

  function contours(grid) {
    // Marching squares: in each square of the grid, the piece of line on which the loss passes a level.
    const at = ([low, high], i) => low + ((high - low) * i) / (grid.length - 1);
    const pieces = [];
    for (const level of LEVELS)
      for (let i = 0; i < grid.length - 1; i++)
        for (let j = 0; j < grid.length - 1; j++) {
          const corners = [
            [i, j],
            [i, j + 1],
            [i + 1, j + 1],
            [i + 1, j],
          ];
          const cuts = corners.flatMap(([row, column], k) => {
            const [next_row, next_column] = corners[(k + 1) % 4];
            const [here, there] = [grid[row][column] - level, grid[next_row][next_column] - level];
            if (here < 0 === there < 0) return [];
            const [up, across] = mixed([row, column], [next_row, next_column], here / (here - there));
            return [[at(land.x, across), at(land.y, up)]];
          });
          for (let k = 0; k + 1 < cuts.length; k += 2) pieces.push([cuts[k], cuts[k + 1]]);
        }
    return pieces;
  }

  function draw_land({ path }) {
    land.heat(bands, shade);
    const drawn = borders.map((piece) => land.path(piece)).join("");
    land.marks.push(`<path d="${drawn}" stroke="rgba(60, 60, 60, 0.32)"/>`);
    kept.forEach((old, i) => {
      land.line(old.path, "#555", { width: 1.4, dash: DASHES[i], opacity: 0.75 });
      land.dot(...old.path.at(-1), "#555", { radius: 4, edge: "white" });
    });
    land.line(path, COLORS.gradient, { width: 1.8 });
    path.slice(1).forEach((place) => land.dot(...place, COLORS.gradient, { radius: 2.8 }));
    if (steps) land.dot(...path.at(-1), COLORS.gradient, { radius: 6.5, edge: "white" });
    const above = start[1] < data.y[1] - 0.5;
    land.text(...start, "start", COLORS.parameter, { shift: [0, above ? -14 : 26], weight: "bold" });
  }

  function draw_curve({ losses }) {
    curve.x = [0, Math.max(60, steps, ...kept.map((old) => old.losses.length - 1))];
    curve.y = [0, Math.max(1, ...losses, ...kept.flatMap((old) => old.losses)) * 1.06];
    const points = (numbers) => numbers.map((loss, i) => [i, loss]);
    kept.forEach((old, i) => curve.line(points(old.losses), "#555", { width: 1.4, dash: DASHES[i], opacity: 0.75 }));
    curve.line(points(losses), COLORS.gradient);
    curve.dot(steps, losses.at(-1), COLORS.gradient, { radius: 4.5 });
  }

  function draw_table(walks) {
    const rows = walks.map((each, i) => {
      const [color, dash] = i < kept.length ? ["#555", DASHES[i]] : [COLORS.gradient, ""];
      const line = `<path d="M0 4H44" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`;
      const knobs = [number(each.rate, 2), ...(data.momentum ? [number(each.momentum, 2)] : [])];
      const said = [...knobs, each.forget ? "forgotten" : "yes", each.losses.length - 1, fixed(each.losses.at(-1), 3)];
      return [`<svg width="44" height="8">${line}</svg>`, ...said].map((cell) => `<td>${cell}</td>`).join("");
    });
    const head = ["", "rate", ...(data.momentum ? ["momentum"] : []), "zero_grad", "steps", "loss"];
    const names = head.map((words) => `<th>${words}</th>`).join("");
    table.innerHTML = `<table>${[names, ...rows].map((row) => `<tr>${row}</tr>`).join("")}</table>`;
  }

  function words(now, length) {
    const [w1, w2] = now.path.at(-1);
    const count = `After ${steps} step${steps === 1 ? "" : "s"} with a learning rate of ${number(now.rate, 2)}`;
    const there = `${count}: w1 = ${fixed(w1)}, w2 = ${fixed(w2)}, loss ${fixed(now.losses.at(-1), 3)}.`;
    const last = steps ? ` The last step was ${number(length, 2)} long.` : "";
    return there + last + (land.holds(w1, w2) ? "" : " That is off the map.");
  }

  figure.update = () => {
    const now = walk();
    const { path, losses, gradient } = now;
    const length = steps ? Math.hypot(...path.at(-1).map((weight, k) => weight - path.at(-2)[k])) : 0;
    draw_land(now);
    draw_curve(now);
    draw_table([...kept, now]);
    run.textContent = figure.playing ? "stop" : "run";
    const before = kept.map((old) => ({ rate: old.rate, end: old.path.at(-1), loss: old.losses.at(-1) }));
    const knobs = { rate: now.rate, momentum: now.momentum, forget: now.forget, start };
    figure.numbers = { ...knobs, path, losses, gradient, slopes: slopes_at(...path.at(-1)), length, kept: before };
    figure.say(words(now, length));
  };
}
