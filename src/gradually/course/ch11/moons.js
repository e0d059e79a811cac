// A trained network of two hidden layers, neuron by neuron: where each is awake, and what the border is without it.
function moons(figure, data) {
  const [first, second, [last]] = data.layers; // of each neuron its weights, and then its bias
  const hidden = [...first, ...second]; // a neuron's number is its place in here
  const place_of = (k) => (k < first.length ? [0, k] : [1, k - first.length]);
  const name_of = (k) => `layers[${place_of(k)[0]}].neurons[${place_of(k)[1]}]`;
  const spans = [0, 1].map((k) => {
    const all = data.inputs.map((x) => x[k]);
    return [Math.min(...all) - 0.35, Math.max(...all) + 0.35];
  });
  let probe = [...data.probe];

  figure.column("wide");
  const rows = Math.max(first.length, second.length);
  const bare = { x: [0, 10], y: [-0.7, rows + 0.6], bare: true, margin: { left: 4, right: 4, top: 0, bottom: 0 } };
  const words = { label: "The network: a circle for each neuron, a line for each weight" };
  const diagram = figure.plot({ width: 420, height: 27 * (rows + 1), pick: choose, ...bare, ...words });
  diagram.svg.style.cursor = "pointer";
  const key = "The greener, the more awake at the probe. Grey: dead. Dashed edge: weight below 0. Ringed point: wrong.";
  figure.add(element("div", {}, `Click a neuron. ${key}`));
  figure.column("wide");
  const over = { x: spans[0], y: spans[1], across: "x1", up: "x2", label: "The plane, with the points and the border" };
  const plane = figure.plot({ width: 430, aspect: 0.72, pick: (...x) => (probe = x), ...over });
  const all_of_them = { low: 0, high: hidden.length - 1, step: 1 };
  const chosen = figure.slider({ label: "neuron", ...all_of_them, value: data.chosen, show: name_of });
  chosen.input.parentElement.style.gridTemplateColumns = "3.6em 1fr 12.6em";
  figure.bar();
  const views = { neuron: "where it is awake", score: "the score" };
  const view = figure.choice({ label: "what the colours show", value: "neuron", options: views });
  const is_off = figure.checkbox({ label: "switched off" });
  const folds = figure.checkbox({ label: "all folds of the first layer", value: true });
  figure.below();
  const table = figure.add(element("div"));

  // --- the network ---

  const sum_of = (neuron, x) => x.reduce((sum, each, i) => sum + neuron[i] * each, neuron[x.length]);
  const relu = (sum) => Math.max(0, sum);

  // What every hidden neuron and the last one answers at x, if the neuron of number `off` always answers 0.
  function forward(x, off) {
    const answer = (neuron, k, inputs) => (k === off ? 0 : relu(sum_of(neuron, inputs)));
    const one = first.map((neuron, i) => answer(neuron, i, x));
    const two = second.map((neuron, i) => answer(neuron, first.length + i, one));
    return { answers: [...one, ...two], score: sum_of(last, two) };
  }

  const all = data.inputs.map((x) => forward(x).answers);
  const awake = hidden.map((_, k) => all.filter((answers) => answers[k] > 0).length);
  const most = hidden.map((_, k) => Math.max(...all.map((answers) => answers[k])));

  // The score over the plane, and the sum that the chosen neuron makes a relu of; kept while only the probe moves.
  const kept = {};
  function over_the_plane(off) {
    const key = `${chosen.value} ${off}`;
    if (kept.key === key) return kept;
    const k = chosen.value;
    const sum_at = (x) => sum_of(hidden[k], k < first.length ? x : forward(x).answers.slice(0, first.length));
    const scores = plane.grid(61, (...x) => forward(x, off).score);
    return Object.assign(kept, { key, scores, sums: plane.grid(61, (...x) => sum_at(x)) });
  }

  // --- what can be clicked and dragged ---

  const column = (place) => [0.5, 3.5, 6.9, 9.4][place];
  const row = (i, count) => (rows - 1) / 2 + (count - 1) / 2 - i;
  const inputs = [0, 1].map((i) => [column(0), row(i * 3, 4)]);
  const circles = hidden.map((_, k) => {
    const [layer, i] = place_of(k);
    return [column(1 + layer), row(i, [first, second][layer].length)];
  });
  const end = [column(3), row(0, 1)];

  function choose(x, y) {
    const far = ([across, up]) =>
      Math.hypot(diagram.across_of(x) - diagram.across_of(across), diagram.down_of(y) - diagram.down_of(up));
    const distances = [...circles, end].map(far);
    const nearest = distances.indexOf(Math.min(...distances));
    if (distances[nearest] > 30) return;
    view.value = nearest === hidden.length ? "score" : "neuron";
    if (nearest < hidden.length) chosen.value = nearest;
  }

  const cross = '<circle r="8" fill="white" stroke="#222" stroke-width="2.5"/><path d="M-4 0H4M0 -4V4" stroke="#222"/>';
  plane.handle({ label: "the probe", at: () => probe, shape: () => cross, move: (...x) => (probe = x) });

  // --- drawing ---

  function draw_edges(off) {
    // [from, to, weight], each of the two by its number; -1 for what is no hidden neuron.
    const edges = [];
    const join = (layer, from, to) =>
      layer.forEach((neuron, i) => {
        for (let j = 0; j + 1 < neuron.length; j++) edges.push([from(j), to(i), neuron[j]]);
      });
    const [in_one, in_two] = [(i) => [i, circles[i]], (i) => [first.length + i, circles[first.length + i]]];
    join(first, (j) => [-1, inputs[j]], in_one);
    join(second, in_one, in_two);
    join([last], in_two, () => [-1, end]);
    const touches = ([from, to], k) => k >= 0 && (from[0] === k || to[0] === k);
    const is_lit = (edge) => touches(edge, chosen.value);
    edges.sort((one, other) => is_lit(one) - is_lit(other)); // the chosen neuron's lie above the others
    for (const edge of edges) {
      const [from, to, weight] = edge;
      const look = { width: 0.4 + 1.3 * Math.abs(weight), dash: weight < 0 ? "5 5" : "" };
      const color = touches(edge, off) ? "#bbb" : COLORS.parameter;
      diagram.line([from[1], to[1]], color, { ...look, opacity: is_lit(edge) ? 0.95 : 0.13 });
    }
  }

  function draw_diagram({ answers, score }, off) {
    draw_edges(off);
    ["inputs", "layers[0]", "layers[1]", "score"].forEach((text, i) => diagram.text(column(i), rows + 0.1, text));
    const circle = ([x, y], text, fill, edge, ink = "#333") => {
      const place = `transform="translate(${diagram.across_of(x)} ${diagram.down_of(y)})"`;
      const inside = `<text y="4" text-anchor="middle" style="fill: ${ink}">${text}</text>`;
      diagram.labels.push(`<g ${place}><circle fill="${fill}" ${edge}/>${inside}</g>`);
    };
    const rgb = (channels) => `rgb(${channels.map(Math.round)})`;
    inputs.forEach((at, i) => circle(at, `x${i + 1}`, "white", `r="13" stroke="${COLORS.data}" stroke-width="1.5"`));
    circles.forEach((at, k) => {
      const part = awake[k] ? Math.min(1, answers[k] / most[k]) : 0;
      const edge = awake[k] ? 'r="11" stroke="#707070"' : 'r="11" stroke="#999" stroke-dasharray="3 3"';
      const fill = awake[k] ? rgb(mixed([255, 255, 255], [0, 115, 90], part)) : "#dedede";
      circle(at, place_of(k)[1], fill, edge, part > 0.5 ? "#fff" : "#333");
      const [x, y] = [diagram.across_of(at[0]), diagram.down_of(at[1])];
      const ring = `<circle cx="${x}" cy="${y}" r="14" fill="none" stroke="${COLORS.parameter}" stroke-width="3"/>`;
      if (k === chosen.value) diagram.labels.push(ring);
      const stroke = `<path d="M${x - 11} ${y - 11}l22 22m0 -22l-22 22" stroke="#222" stroke-width="2"/>`;
      if (k === off) diagram.labels.push(stroke);
    });
    circle(end, fixed(score, 1), rgb(class_color(Math.tanh(score))), 'r="17" stroke="#444" stroke-width="1.5"');
  }

  function draw_point(x, target, opacity, is_wrong) {
    const [across, down] = [plane.across_of(x[0]), plane.down_of(x[1])];
    const look = `stroke="white" stroke-width="1" opacity="${opacity}"`;
    const triangle = `<path d="M${across} ${down - 6}l5.5 10h-11Z" fill="${COLORS.target}" ${look}/>`;
    const disc = `<circle cx="${across}" cy="${down}" r="5" fill="${COLORS.data}" ${look}/>`;
    const ring = `<circle cx="${across}" cy="${down}" r="9" fill="none" stroke="#222" stroke-width="2"/>`;
    plane.labels.push((target > 0 ? disc : triangle) + (is_wrong ? ring : ""));
  }

  function draw_fold([w1, w2, b], color, look) {
    const length = Math.hypot(w1, w2);
    if (length < 1e-9) return;
    const [across, up] = [(-b * w1) / length ** 2, (-b * w2) / length ** 2]; // where the sum is 0, next to the middle
    const [ux, uy] = [(-w2 / length) * 9, (w1 / length) * 9];
    plane.line([[across - ux, up - uy], [across + ux, up + uy]], color, look);
  }

  function draw_plane(scores, off) {
    const k = chosen.value;
    const { scores: over_all, sums } = over_the_plane(off);
    const top = Math.max(1e-9, ...sums.flat());
    const strength = k === off ? 0.3 : 1; // switched off: a trace of where it would be awake
    const shade = (sum) => mixed(TINTS.white, [110, 184, 165], sum > 0 ? strength * (0.2 + (0.8 * sum) / top) : 0);
    if (view.value === "neuron") plane.heat(sums, shade);
    else plane.heat(over_all, (score) => class_color(Math.tanh(score)));
    const look_of = (i) => (awake[i] ? [COLORS.parameter, { opacity: 0.6 }] : ["#777", { dash: "5 5" }]);
    if (folds.value) first.forEach((neuron, i) => draw_fold(neuron, look_of(i)[0], { width: 1, ...look_of(i)[1] }));
    plane.contour(over_all, 0, "#333", { width: 2.2 });
    if (view.value === "neuron") plane.contour(sums, 0, COLORS.parameter, { width: 2.6 });
    data.inputs.forEach((x, i) => {
      const sleeps = view.value === "neuron" && k !== off && all[i][k] === 0;
      draw_point(x, data.targets[i], sleeps ? 0.3 : 1, scores[i] * data.targets[i] <= 0);
    });
  }

  function draw_table(answer, score, right) {
    const [count, k] = [data.inputs.length, chosen.value];
    const rows = {
      [`${name_of(k)} is awake at`]: awake[k] ? `${awake[k]} of ${count} points` : `none of ${count} points: dead`,
      "at the probe it answers": fixed(answer, 3),
      "the score there": `${fixed(score, 3)}, class ${sign(score > 0 ? "1" : "-1")}`,
      [is_off.value ? "right without it" : "right answers"]: `<b>${right} of ${count}</b>`,
    };
    const lines = Object.entries(rows).map(([name, cell]) => `<tr><th>${name}</th><td>${cell}</td></tr>`);
    table.innerHTML = `<table class="gradually-sum">${lines.join("")}</table>`;
  }

  figure.update = () => {
    const [k, off] = [chosen.value, is_off.value ? chosen.value : -1];
    const here = forward(probe, off);
    const scores = data.inputs.map((x) => forward(x, off).score);
    const right = scores.filter((score, i) => score * data.targets[i] > 0).length;
    draw_diagram(here, off);
    draw_plane(scores, off);
    draw_table(here.answers[k], here.score, right);
    const given = { layers: data.layers, inputs: data.inputs, targets: data.targets };
    figure.numbers = { chosen: k, off, probe, ...here, awake, right, view: view.value, ...given };
    const state = off < 0 ? `awake at ${awake[k]} of ${scores.length} points` : "switched off";
    const at = `(${probe.map((x) => fixed(x)).join(", ")})`;
    const there = `The score at ${at} is ${fixed(here.score, 3)}`;
    figure.say(`${name_of(k)}: ${state}. ${there}. ${right} of ${scores.length} points right.`);
  };
}
