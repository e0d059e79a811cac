// A neuron of two inputs: its answer over the plane, its border, and how wrong it is about four points.
function neuron(figure, data) {
  let inputs, targets;

  figure.column("wide");
  const over = { x: [-2, 2], y: [-2, 2], across: "x1", up: "x2", label: "The answer of the neuron over the plane" };
  const plane = figure.plot({ width: 480, aspect: 1, ...over });
  figure.column();
  const options = Object.fromEntries(Object.keys(data.questions).map((name) => [name, name]));
  const question = figure.choice({ label: "question", value: data.question, options, change: ask });
  const knobs = ["w1", "w2", "b"].map((label, i) =>
    figure.slider({ label, low: -4, high: 4, value: data.parameters[i] }),
  );
  figure.bar();
  figure.button("one step downhill", () => descend(1));
  figure.button("50 steps", () => descend(50));
  figure.button("random", () => knobs.forEach((knob) => (knob.value = Number((Math.random() * 4 - 2).toFixed(2)))));
  figure.below();
  const table = figure.add(element("div"));
  const title = { title: "loss, move by move", label: "The loss after each of your moves" };
  const losses = new Losses(figure.plot({ width: 400, height: 150, x: [0, 60], y: [0, 8], counts: [6, 4], ...title }));

  // --- the neuron ---

  const parameters = () => knobs.map((knob) => knob.value);
  const answer = ([w1, w2, b], [x1, x2]) => Math.tanh(w1 * x1 + w2 * x2 + b);
  const loss_of = (weights) => inputs.reduce((sum, x, i) => sum + (answer(weights, x) - targets[i]) ** 2, 0);

  function gradient_of(weights) {
    // The chain rule, summed over the points: 2 * error, times the slope of tanh, times the input.
    const sums = [0, 0, 0];
    inputs.forEach(([x1, x2], i) => {
      const out = answer(weights, [x1, x2]);
      const slope = 2 * (out - targets[i]) * (1 - out ** 2);
      [slope * x1, slope * x2, slope].forEach((each, k) => (sums[k] += each));
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

  function ask() {
    inputs = data.inputs.map((x) => [...x]);
    targets = data.questions[question.value];
    losses.clear();
  }
  ask();

  // --- what can be dragged: the points, and the arrow of the weights ---

  const mark = (target) =>
    target > 0
      ? `<circle r="10" fill="${COLORS.data}" stroke="white" stroke-width="2"/>`
      : `<path d="M0 -11L10.5 8H-10.5Z" fill="${COLORS.target}" stroke="white" stroke-width="2"/>`;
  data.inputs.forEach((_, i) => {
    const move = (x1, x2) => {
      inputs[i] = [Number(x1.toFixed(2)), Number(x2.toFixed(2))];
      losses.clear(); // another question: the old losses say nothing about it
    };
    plane.handle({ label: `point ${i + 1}`, at: () => inputs[i], shape: () => mark(targets[i]), move });
  });
  const scale = 0.35; // of the arrow: long ones shall fit into the plane
  const arrow = () => [knobs[0].value * scale, knobs[1].value * scale];
  const turn = (...to) => to.forEach((x, i) => (knobs[i].value = between(-4, Number((x / scale).toFixed(2)), 4)));
  plane.handle({ label: "the arrow of the weights", color: COLORS.parameter, at: arrow, move: turn });

  // --- drawing ---

  function draw_plane(weights) {
    const [w1, w2, b] = weights;
    plane.heat(plane.grid(61, (x1, x2) => answer(weights, [x1, x2])), class_color);
    const length = Math.hypot(w1, w2);
    if (length < 1e-9) return;
    const [across, up] = [(-b * w1) / length ** 2, (-b * w2) / length ** 2]; // where the sum is 0, next to the middle
    const [ux, uy] = [(-w2 / length) * 9, (w1 / length) * 9];
    plane.line([[across - ux, up - uy], [across + ux, up + uy]], "#444");
    plane.line([[0, 0], arrow()], COLORS.parameter, { width: 2.6 });
    plane.text(...arrow(), "w", COLORS.parameter, { shift: [16, -8], weight: "bold" });
  }

  function draw_table(answers, loss) {
    const rows = inputs.map((x, i) => {
      const error = (answers[i] - targets[i]) ** 2;
      const cells = [x.map((each) => fixed(each, 1)).join(", "), fixed(targets[i], 0), fixed(answers[i], 3)];
      const icon = `<svg width="16" height="16" viewBox="-13 -13 26 26">${mark(targets[i])}</svg>`;
      const bar = `<i class="gradually-bars" style="width: ${(error / 4) * 62 + 1}px"></i>`;
      const middle = [...cells, fixed(error, 3)].map((cell) => `<td>${cell}</td>`).join("");
      return `<tr><td>${icon}</td>${middle}<td style="text-align: left">${bar}</td></tr>`;
    });
    const head = ["", "x1, x2", "target", "answer", "error²"].map((words) => `<th>${words}</th>`).join("");
    const sum = `<b style="color: ${COLORS.gradient}">${fixed(loss, 3)}</b>`;
    const foot = `<tr><th colspan="4"><b>loss, their sum</b></th><td>${sum}</td><td></td></tr>`;
    table.innerHTML = `<table><tr>${head}<th style="width: 70px"></th></tr>${rows.join("")}${foot}</table>`;
  }

  figure.update = () => {
    const weights = parameters();
    const answers = inputs.map((x) => answer(weights, x));
    const loss = loss_of(weights);
    losses.note(loss);
    draw_plane(weights);
    losses.draw();
    draw_table(answers, loss);
    const right = answers.filter((out, i) => out * targets[i] > 1e-6).length;
    const is_flat = Math.hypot(weights[0], weights[1]) < 0.005;
    const border = is_flat ? "The plane is flat: no border" : `${right} of 4 points right`;
    const [w1, w2, b] = weights.map((each) => fixed(each));
    const [now, least] = [fixed(loss, 3), fixed(losses.lowest, 3)];
    const { lowest } = losses;
    figure.numbers = { parameters: weights, inputs, targets, answers, loss, lowest, gradient: gradient_of(weights) };
    figure.say(`w1 = ${w1}, w2 = ${w2}, b = ${b}. ${border}. The loss is ${now}, the lowest so far ${least}.`);
  };
}
