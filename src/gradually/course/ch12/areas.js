// A trained network of three classes over the plane: what it says at a point to drag, near its examples and far away.
function areas(figure, data) {
  const [hidden, last] = data.layers; // of each neuron its weights, and then its bias
  const classes = last.map((_, k) => k);
  const colors = [COLORS.data, COLORS.target, COLORS.parameter];
  const tints = [TINTS.green, TINTS.gold, [188, 208, 236]]; // as in figures.py
  const names = ["circles", "triangles", "squares"];
  let probe = [...data.probe];

  figure.column("wide");
  const over = { x: [-2.5, 2.5], y: [-2.5, 2.5], across: "x1", up: "x2" };
  const words = { label: "The plane, with an area for each class, and the points" };
  const plane = figure.plot({ width: 430, aspect: 0.86, pick: (...x) => (probe = x), ...over, ...words });
  const sight = { low: 2.5, high: 20, step: 0.5, value: 2.5, show: (far) => `± ${far}` };
  const reach = figure.slider({ label: "you see", ...sight });
  const key = figure.add(element("div"));
  figure.column();
  const x = [-0.5, classes.length - 0.5];
  const margin = { left: 46, bottom: 24 };
  const bars_of = (title, y, height) =>
    figure.plot({ width: 330, height, x, y, counts: [0, 4], margin, title, label: title });
  const scores = bars_of("logits", [-12, 12], 190);
  const shares = bars_of("probabilities", [0, 1.2], 170);

  // --- the network, and softmax ---

  const sum_of = (neuron, x) => x.reduce((sum, each, i) => sum + neuron[i] * each, neuron[x.length]);

  function logits_at(x) {
    const answers = hidden.map((neuron) => Math.tanh(sum_of(neuron, x)));
    return last.map((neuron) => sum_of(neuron, answers));
  }

  function probabilities_of(logits) {
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  }

  const place_of_largest = (numbers) => numbers.indexOf(Math.max(...numbers));
  const said = data.inputs.map((x) => place_of_largest(logits_at(x)));
  const right = said.filter((k, i) => k === data.targets[i]).length;

  const cross = '<circle r="8" fill="white" stroke="#222" stroke-width="2.5"/><path d="M-4 0H4M0 -4V4" stroke="#222"/>';
  plane.handle({ label: "the probe", at: () => probe, shape: () => cross, step: 0.02, move: (...x) => (probe = x) });

  // --- drawing ---

  // White where all are equal, the class's own where its probability is 1.
  function shade(probabilities) {
    const parts = probabilities.map((p) => between(0, 1.5 * p - 0.5, 1));
    return TINTS.white.map((white, i) => white - parts.reduce((sum, part, k) => sum + part * (white - tints[k][i]), 0));
  }

  function draw_point(x, target, is_wrong) {
    if (!plane.holds(...x)) return;
    const [across, down] = [plane.across_of(x[0]), plane.down_of(x[1])];
    const size = reach.value > 6 ? 0.5 : 1;
    const look = `fill="${colors[target]}" stroke="white" stroke-width="1"`;
    const shapes = [
      `<circle r="5" ${look}/>`,
      `<path d="M0 -6l5.5 10h-11Z" ${look}/>`,
      `<path d="M-4.5 -4.5h9v9h-9Z" ${look}/>`,
    ];
    const ring = '<circle r="9" fill="none" stroke="#222" stroke-width="2"/>';
    const place = `transform="translate(${across} ${down}) scale(${size})"`;
    plane.labels.push(`<g ${place}>${shapes[target]}${is_wrong ? ring : ""}</g>`);
  }

  // The logits over the plane, kept while only the probe moves.
  const kept = {};
  function over_the_plane() {
    if (kept.reach === reach.value) return kept;
    const logits = plane.grid(61, (...x) => logits_at(x));
    return Object.assign(kept, { reach: reach.value, logits });
  }

  function draw_plane() {
    plane.x = plane.y = [-reach.value, reach.value];
    const { logits } = over_the_plane();
    plane.heat(logits, (numbers) => shade(probabilities_of(numbers)));
    for (const k of classes) {
      const lead = (numbers) => numbers[k] - Math.max(...numbers.filter((_, i) => i !== k));
      plane.contour(logits.map((row) => row.map(lead)), 0, "#444", { width: 1.5 });
    }
    data.inputs.forEach((x, i) => draw_point(x, data.targets[i], said[i] !== data.targets[i]));
  }

  function draw_bars(plot, heights, places) {
    plot.line([[x[0], 0], [x[1], 0]], COLORS.line, { width: 1 });
    heights.forEach((height, k) => {
      const shown = between(plot.y[0], height, plot.y[1]);
      plot.area([[k - 0.27, 0], [k - 0.27, shown], [k + 0.27, shown], [k + 0.27, 0]], colors[k], { opacity: 0.85 });
      plot.text(k, shown, fixed(height, places), "#222", { shift: [0, height < 0 ? 15 : -6] });
      plot.text(k, plot.y[0], `${k}: ${names[k]}`, colors[k], { shift: [0, 16], weight: "bold" });
    });
  }

  figure.update = () => {
    const logits = logits_at(probe);
    const probabilities = probabilities_of(logits);
    const best = place_of_largest(logits);
    draw_plane();
    draw_bars(scores, logits, 2);
    draw_bars(shares, probabilities, 3);
    const at = `(${probe.map((each) => fixed(each)).join(", ")})`;
    key.textContent = `The paler, the less sure. Ringed: wrong. ${right} of ${said.length} points are right.`;
    figure.numbers = { probe, reach: reach.value, layers: data.layers, logits, probabilities, best, right };
    const most = `class ${best}, ${names[best]}, with a probability of ${fixed(probabilities[best], 3)}`;
    figure.say(`You see from ${sign(`${-reach.value}`)} to ${reach.value}. At ${at} it says ${most}.`);
  };
}
