// Three neurons that make XOR: the plane of the inputs, and the plane as the last neuron sees it, folded by the others.
function fold(figure, data) {
  let inputs;
  let folded = 1; // 0: the right plane is still flat; 1: every point is at the answers of the first two
  const NAMES = ["first", "second", "last"];
  const LOOKS = [{ width: 2 }, { width: 2, dash: "7 5" }]; // of first and of second
  const MOST = 6; // of a weight on its knob
  const SCALE = 0.18; // of the arrows of weights: they shall end before the points

  // Columns of which three fit side by side.
  function column() {
    figure.column();
    figure.col.style.flex = "1 1 240px";
  }

  column();
  const given = { x: [-2, 2], y: [-2, 2], across: "x1", up: "x2", title: "The points as given", aspect: 1 };
  const plane = figure.plot({ width: 330, label: "The answer of all three over the plane of the inputs", ...given });
  column();
  const answers_of = { across: "answer of first", up: "answer of second", title: "As the last neuron sees them" };
  const seen = { x: [-1.5, 1.5], y: [-1.5, 1.5], counts: [3, 3], aspect: 1, ...answers_of };
  const sheet = figure.plot({ width: 330, label: "The plane folded by first and second, and last's border", ...seen });
  figure.column("narrow");
  const bare = { x: [0, 10], y: [0, 7], bare: true, margin: { left: 2, right: 2, top: 2, bottom: 2 } };
  const diagram = figure.plot({ width: 240, aspect: 0.7, label: "The network, a line for each weight", ...bare });
  const title = { title: "loss, move by move", label: "The loss after each of your moves" };
  const losses = new Losses(figure.plot({ width: 240, height: 140, x: [0, 60], y: [0, 8], counts: [3, 4], ...title }));
  const knobs = NAMES.flatMap((name) => {
    column();
    return ["w1", "w2", "b"].map((label) => {
      const knob = figure.slider({ label: `${name} ${label}`, low: -MOST, high: MOST, value: 0 });
      Object.assign(knob.input.parentElement.style, { gridTemplateColumns: "5.5em 1fr 3.2em", gap: "6px" });
      return knob;
    });
  });
  column();
  figure.col.style.flexBasis = "100%";
  figure.bar();
  figure.button("one step downhill", () => descend(1));
  figure.button("50 steps", () => descend(50));
  figure.button("random", () => begin(knobs.map(() => Number((Math.random() * 2 - 1).toFixed(2)))));
  figure.button("the three by hand", () => begin(data.parameters));
  figure.button("points back", put_back);
  figure.button("show the fold", show_the_fold);

  // --- the three neurons ---

  const parameters = () => knobs.map((knob) => knob.value);
  const answer = ([w1, w2, b], [x1, x2]) => Math.tanh(w1 * x1 + w2 * x2 + b);
  const parts_of = (weights) => [weights.slice(0, 3), weights.slice(3, 6), weights.slice(6)];

  function forward(weights, x) {
    const [first, second, last] = parts_of(weights);
    const hidden = [answer(first, x), answer(second, x)];
    return { hidden, out: answer(last, hidden) };
  }

  const loss_of = (weights) => inputs.reduce((sum, x, i) => sum + (forward(weights, x).out - data.targets[i]) ** 2, 0);

  function gradient_of(weights) {
    // The chain rule, summed over the points: through the tanh of the last, and from there through each of the others.
    const sums = Array(9).fill(0);
    const add = (from, slope, x) => [...x, 1].forEach((each, k) => (sums[from + k] += slope * each));
    inputs.forEach((x, i) => {
      const { hidden, out } = forward(weights, x);
      const slope = 2 * (out - data.targets[i]) * (1 - out ** 2);
      hidden.forEach((each, k) => add(3 * k, slope * weights[6 + k] * (1 - each ** 2), x));
      add(6, slope, hidden);
    });
    return sums;
  }

  function descend(steps) {
    for (let step = 0; step < steps; step++) {
      const [before, gradient] = [parameters(), gradient_of(parameters())];
      knobs.forEach((knob, i) => (knob.value = before[i] - data.rate * gradient[i]));
      losses.note(loss_of(parameters()));
    }
  }

  function begin(numbers) {
    knobs.forEach((knob, i) => (knob.value = numbers[i]));
    losses.clear();
  }

  function put_back() {
    inputs = data.inputs.map((x) => [...x]);
    losses.clear();
  }

  function show_the_fold() {
    folded = 0;
    figure.play(() => {
      folded = Math.min(1, folded + 0.0125);
      return folded < 1;
    }, 15);
  }

  put_back();
  begin(data.parameters);

  // --- what can be dragged: the points, and an arrow of two weights for each neuron ---

  const mark = (target) =>
    target > 0
      ? `<circle r="9" fill="${COLORS.data}" stroke="white" stroke-width="2"/>`
      : `<path d="M0 -10L9.5 7H-9.5Z" fill="${COLORS.target}" stroke="white" stroke-width="2"/>`;
  const letter = (i) => "ABCD"[i];
  const turn = (from, to) =>
    to.forEach((x, k) => (knobs[from + k].value = between(-MOST, Number((x / SCALE).toFixed(2)), MOST)));
  const arrow = (neuron) => [knobs[3 * neuron].value * SCALE, knobs[3 * neuron + 1].value * SCALE];
  data.inputs.forEach((_, i) => {
    const move = (x1, x2) => {
      inputs[i] = [Number(x1.toFixed(2)), Number(x2.toFixed(2))];
      losses.clear(); // another question: the old losses say nothing about it
    };
    plane.handle({ label: `point ${letter(i)}`, at: () => inputs[i], shape: () => mark(data.targets[i]), move });
  });
  NAMES.forEach((name, k) => {
    const look = { label: `the arrow of ${name}`, color: COLORS.parameter, at: () => arrow(k) };
    (k < 2 ? plane : sheet).handle({ ...look, move: (...to) => turn(3 * k, to) });
  });

  // --- drawing ---

  function draw_arrow(plot, k) {
    plot.line([[0, 0], arrow(k)], COLORS.parameter, { width: 2.4 });
    const [x, y] = arrow(k);
    const down = k === 1 ? 18 : -10; // else the names lie on one another where the arrows do
    const inwards = { anchor: x < 0 ? "start" : "end", shift: [x < 0 ? 10 : -10, down] };
    plot.text(x, y, NAMES[k], COLORS.parameter, { ...inwards, weight: "bold" });
  }

  function draw_border(plot, [w1, w2, b], color, look) {
    const length = Math.hypot(w1, w2);
    if (length < 1e-9) return;
    const [across, up] = [(-b * w1) / length ** 2, (-b * w2) / length ** 2]; // where the sum is 0, next to the middle
    const [ux, uy] = [(-w2 / length) * 9, (w1 / length) * 9];
    plot.line([[across - ux, up - uy], [across + ux, up + uy]], color, look);
  }

  function draw_plane(weights, answers) {
    const grid = plane.grid(49, (x1, x2) => forward(weights, [x1, x2]).out);
    plane.heat(grid, class_color);
    plane.contour(grid, 0, "#444");
    LOOKS.forEach((look, k) => draw_border(plane, parts_of(weights)[k], COLORS.parameter, { ...look, opacity: 0.7 }));
    [0, 1].forEach((k) => draw_arrow(plane, k));
    inputs.forEach((x, i) => name_point(plane, x, `${letter(i)} ${fixed(answers[i])}`));
  }

  function draw_sheet(weights, hidden) {
    const last = parts_of(weights)[2];
    const place = (x, there) => x.map((each, k) => each + (there[k] - each) * folded);
    const at = (x) => place(x, forward(weights, x).hidden);
    sheet.heat(sheet.grid(41, (one, two) => answer(last, [one, two])), class_color);
    const ends = [-9, 9];
    [ends.map((y) => [0, y]), ends.map((x) => [x, 0])].forEach((line, k) =>
      sheet.line(line, COLORS.parameter, { ...LOOKS[k], width: 1.2, opacity: 0.6 }),
    );
    const fine = Array.from({ length: 65 }, (_, i) => (i - 32) / 16);
    for (const fix of fine.filter((_, i) => i % 4 === 0)) {
      sheet.line(fine.map((x) => at([fix, x])), "#555", { width: 0.8, opacity: 0.75 });
      sheet.line(fine.map((x) => at([x, fix])), "#555", { width: 0.8, opacity: 0.75 });
    }
    draw_border(sheet, last, "#444", {});
    draw_arrow(sheet, 2);
    const places = inputs.map((x, i) => place(x, hidden[i]));
    places.forEach(([x, y], i) => {
      const shift = `translate(${sheet.across_of(x)} ${sheet.down_of(y)})`;
      sheet.labels.push(`<g transform="${shift}">${mark(data.targets[i])}</g>`);
    });
    together(places).forEach((group) => name_point(sheet, places[group[0]], group.map(letter).join(", ")));
  }

  function name_point(plot, [x, y], words) {
    const above = y > 0 === Math.abs(y) < 0.85 * plot.y[1]; // away from the middle, but not out of the plot
    const anchor = Math.abs(x) < 0.8 * plot.x[1] ? "middle" : x > 0 ? "end" : "start";
    plot.text(x, y, words, "#222", { anchor, shift: [0, above ? -14 : 21] });
  }

  function together(places) {
    // The points in groups, each of those that lie on one another.
    const groups = [];
    places.forEach(([x, y], i) => {
      const near = groups.find(([j]) => Math.hypot(x - places[j][0], y - places[j][1]) < 0.1);
      if (near) near.push(i);
      else groups.push([i]);
    });
    return groups;
  }

  function draw_diagram(weights) {
    const [first, second, last] = parts_of(weights);
    const places = { x1: [0.9, 5.6], x2: [0.9, 1.4], first: [4.8, 5.6], second: [4.8, 1.4], last: [8.7, 3.5] };
    const edge = (from, to, weight) => {
      const look = { width: 0.5 + 1.5 * Math.abs(weight), dash: weight < 0 ? "6 6" : "" };
      diagram.line([places[from], places[to]], COLORS.parameter, look);
    };
    [first, second].forEach((w, k) => ["x1", "x2"].forEach((from, i) => edge(from, NAMES[k], w[i])));
    ["first", "second"].forEach((from, i) => edge(from, "last", last[i]));
    for (const name of ["x1", "x2"]) {
      diagram.dot(...places[name], "white", { radius: 14, edge: COLORS.data });
      diagram.text(...places[name], name, COLORS.data, { shift: [0, 4], weight: "bold" });
    }
    const of = [(x) => answer(first, x), (x) => answer(second, x), (x) => forward(weights, x).out];
    NAMES.forEach((name, k) => {
      const [x, y] = [diagram.across_of(places[name][0]), diagram.down_of(places[name][1])];
      const place = `x="${x - 20}" y="${y - 20}" width="40" height="40"`;
      diagram.labels.push(`<image href="${small_plane(of[k])}" ${place}/>`);
      diagram.labels.push(`<rect ${place} rx="3" fill="none" stroke="#707070" stroke-width="1.5"/>`);
      diagram.text(...places[name], name, "#444", { shift: [0, 35] });
    });
  }

  function small_plane(value) {
    const canvas = element("canvas", { width: 20, height: 20 });
    const context = canvas.getContext("2d");
    for (let i = 0; i < 20; i++)
      for (let j = 0; j < 20; j++) {
        context.fillStyle = `rgb(${class_color(value([(j - 9.5) / 5, (9.5 - i) / 5]))})`;
        context.fillRect(j, i, 1, 1);
      }
    return canvas.toDataURL();
  }

  figure.update = () => {
    const weights = parameters();
    const [hidden, answers] = ["hidden", "out"].map((key) => inputs.map((x) => forward(weights, x)[key]));
    const loss = loss_of(weights);
    losses.note(loss);
    draw_plane(weights, answers);
    draw_sheet(weights, hidden);
    draw_diagram(weights);
    losses.draw();
    const gradient = gradient_of(weights);
    const { lowest } = losses;
    figure.numbers = { parameters: weights, inputs, targets: data.targets, hidden, answers, loss, lowest, gradient };
    const numbers = parts_of(weights).map((part, k) => `${NAMES[k]} ${part.map((each) => fixed(each)).join(", ")}`);
    const right = answers.filter((out, i) => out * data.targets[i] > 1e-6).length;
    const groups = together(hidden).filter((group) => group.length > 1);
    const said = groups.map((group) => {
      const kinds = group.map((i) => (data.targets[i] > 0 ? "circle" : "triangle"));
      const mixed = new Set(kinds).size > 1 ? `, ${kinds.join(" and ")}` : "";
      return ` ${group.map(letter).join(" and ")} lie on one another${mixed}.`;
    });
    const [now, least] = [fixed(loss, 3), fixed(lowest, 3)];
    const state = `${right} of 4 points right. The loss is ${now}, the lowest so far ${least}.`;
    figure.say(`${numbers.join("; ")}. ${state}${said.join("")}`);
  };
}
