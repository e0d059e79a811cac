// A digit, and a small change of each of its points: along the slopes of the loss, or at random.
function fool(figure, data) {
  const INK = "#1b2733";
  const layers = data.layers.map(({ weights, bias }) => ({ weights: weights.map(rounded), bias: bias.map(rounded) }));
  let example = 0;

  function rounded(whole) {
    return whole / data.scale; // whole numbers are shorter to store
  }

  const flat = { bare: true, margin: { left: 2, right: 2, top: 24, bottom: 4 }, aspect: 1, x: [0, 8], y: [8, 0] };
  figure.column("narrow");
  const before = figure.plot({ ...flat, width: 150, title: "held out", label: "The picture as it is" });
  const change = figure.plot({ ...flat, width: 150, title: "the change", label: "The change of each point" });
  figure.column();
  const after = figure.plot({ ...flat, width: 300, label: "The picture with the change added" });
  figure.column();
  const room = { bare: true, margin: { left: 20, right: 54, top: 24, bottom: 2 } };
  const row = { x: [0, 1], y: [9.6, -0.6], title: "probability of each digit", label: "The ten probabilities" };
  const bars = figure.plot({ ...room, ...row, width: 300, height: 270 });
  figure.column();
  figure.col.style.flexBasis = "100%";
  const show = (x) => `${fixed(x)} / 16`;
  const size = figure.slider({ label: "size", low: 0, high: 4, step: 0.25, value: 0, show, color: COLORS.gradient });
  const options = { gradient: "uphill, by the gradient", random: "at random" };
  const way = figure.choice({ label: "the signs of the change", value: "gradient", options });
  figure.bar();
  figure.add(element("span", {}, "digit:"));
  data.examples.forEach(({ target }, place) => {
    figure.button(target, () => (example = place));
  });

  // --- the network, forward and backward ---

  function sums_of({ weights, bias }, numbers) {
    return bias.map((start, j) => numbers.reduce((sum, x, i) => sum + x * weights[i * bias.length + j], start));
  }

  function forward(points) {
    const sums = sums_of(layers[0], points);
    const logits = sums_of(
      layers[1],
      sums.map((sum) => Math.max(sum, 0)),
    );
    const highest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - highest));
    const total = powers.reduce((sum, power) => sum + power);
    return { sums, probabilities: powers.map((power) => power / total) };
  }

  function slopes_of(points, target) {
    // The slope of -log(probability of the target) by each point: probability minus 1 at the target, back through both.
    const { sums, probabilities } = forward(points);
    const by_logit = probabilities.map((p, k) => p - (k === target ? 1 : 0));
    const back = ({ weights, bias }, slopes, i) =>
      slopes.reduce((sum, slope, j) => sum + slope * weights[i * bias.length + j], 0);
    const by_sum = sums.map((sum, i) => (sum > 0 ? back(layers[1], by_logit, i) : 0));
    return points.map((_, i) => back(layers[0], by_sum, i));
  }

  // --- drawing ---

  const box = (left, top, right, bottom) => [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];

  function square(plot, k, color, opacity) {
    const [x, y] = [k % 8, Math.floor(k / 8)];
    plot.area(box(x, y, x + 1, y + 1), color, { opacity });
  }

  function draw_points(points, changes, changed) {
    points.forEach((ink, k) => square(before, k, INK, ink));
    changes.forEach((each, k) => square(change, k, each > 0 ? COLORS.gradient : COLORS.parameter, Math.abs(each) * 2));
    changed.forEach((ink, k) => square(after, k, INK, ink));
    for (const plot of [before, change, after]) plot.area(box(0, 0, 8, 8), "none", { edge: "#8fa3b8" });
  }

  function draw_bars(probabilities, best, target) {
    probabilities.forEach((probability, k) => {
      const color = k === target ? COLORS.data : COLORS.gradient;
      bars.area(box(0, k - 0.3, 1, k + 0.3), "#f1f1f1");
      bars.area(box(0, k - 0.3, probability, k + 0.3), color, { opacity: k === best ? 1 : 0.45 });
      const weight = k === best ? "bold" : "normal";
      bars.text(0, k, k, "#222", { anchor: "end", shift: [-6, 4], weight });
      bars.text(1, k, `${fixed(100 * probability, 1)} %`, "#222", { anchor: "start", shift: [6, 4], weight });
    });
  }

  figure.update = () => {
    const { pixels, target, noise } = data.examples[example];
    const points = pixels.map((count) => count / 16);
    const signs = way.value === "random" ? [...noise].map((sign) => (sign === "+" ? 1 : -1)) : null;
    const directions = signs ?? slopes_of(points, target).map(Math.sign);
    const changes = directions.map((direction) => (direction * size.value) / 16);
    const changed = points.map((ink, k) => between(0, ink + changes[k], 1));
    const { probabilities } = forward(changed);
    const best = probabilities.indexOf(Math.max(...probabilities));
    after.title = `read as a ${best}`;
    draw_points(points, changes, changed);
    draw_bars(probabilities, best, target);
    figure.numbers = { example, size: size.value, way: way.value, points: changed, probabilities, said: best };
    const moved = `Each point is moved by ${show(size.value)}, ${options[way.value]}.`;
    const percent = `${fixed(100 * probabilities[best], 1)} percent`;
    figure.say(`A ${target}. ${moved} The network reads a ${best}, with ${percent}.`);
  };
}
