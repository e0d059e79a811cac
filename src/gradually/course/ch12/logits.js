// The logits of some classes as knobs: their probabilities by softmax, the loss of the target, and each gradient.
function logits(figure, data) {
  const classes = data.logits.map((_, i) => i);
  const limit = 6;
  const scores = [...data.logits];

  figure.column("wide");
  const x = [-0.5, classes.length - 0.5];
  const margin = { left: 46, bottom: 12 };
  const across = { width: 470, x, counts: [0, 4], margin };
  const plot = (title, height, y) => figure.plot({ ...across, height, y, title, label: title });
  const drawn = plot("logits: drag them", 210, [-limit, limit]);
  const shares = plot("probabilities", 135, [0, 1.2]);
  const pulls = plot("gradients", 165, [-1.4, 1.4]);

  figure.column();
  figure.bar();
  figure.add(element("span", {}, "the target is class"));
  const options = Object.fromEntries(classes.map((i) => [i, i]));
  const chosen = figure.choice({ label: "target", value: String(data.target), options });
  figure.below();
  const all = { label: "add to all", low: -limit, high: limit, value: 0, step: 0.1, show: (c) => fixed(c, 1) };
  const shift = figure.slider(all);
  figure.bar();
  figure.button("one step downhill", () => descend(1));
  figure.button("20 steps", () => descend(20));
  figure.button("reset", reset);
  figure.below();
  const table = figure.add(element("div"));
  const axes = { x: [0, 1], y: [0, 5], across: "probability of the target", up: "−log of it", counts: [5, 5] };
  const title = { title: "the loss", label: "The loss against the probability of the target" };
  const curve = figure.plot({ width: 380, height: 200, ...axes, ...title });

  // --- softmax, and the loss ---

  const now = () => scores.map((score) => score + shift.value);

  function probabilities_of(numbers) {
    const largest = Math.max(...numbers);
    const powers = numbers.map((each) => Math.exp(each - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  }

  const wanted = (i) => (i === Number(chosen.value) ? 1 : 0);
  const gradient_of = (numbers) => probabilities_of(numbers).map((p, i) => p - wanted(i));

  function loss_of(numbers) {
    const largest = Math.max(...numbers);
    const total = numbers.reduce((sum, each) => sum + Math.exp(each - largest), 0);
    return Math.log(total) + largest - numbers[chosen.value];
  }

  function descend(steps) {
    for (let step = 0; step < steps; step++) {
      gradient_of(now()).forEach((slope, i) => (scores[i] -= data.rate * slope));
    }
  }

  function reset() {
    data.logits.forEach((logit, i) => (scores[i] = logit));
    shift.value = 0;
  }

  classes.forEach((i) => {
    const move = (_, height) => (scores[i] = Number((height - shift.value).toFixed(2)));
    drawn.handle({ label: `logit ${i}`, color: COLORS.parameter, at: () => [i, now()[i]], move, step: 0.1 });
  });

  // --- drawing ---

  const shade = (i, color) => (wanted(i) ? COLORS.target : color);

  function bars(plot, heights, color, words) {
    plot.line([[x[0], 0], [x[1], 0]], COLORS.line, { width: 1 });
    heights.forEach((height, i) => {
      const corners = [[i - 0.27, 0], [i - 0.27, height], [i + 0.27, height], [i + 0.27, 0]];
      plot.area(corners, shade(i, color), { opacity: 0.85 });
      plot.text(i, height, words(height), "#222", { shift: [0, height < 0 ? 15 : -6] });
    });
  }

  function draw_logits(numbers) {
    drawn.line([[x[0], 0], [x[1], 0]], COLORS.line, { width: 1 });
    numbers.forEach((height, i) => {
      drawn.line([[i, 0], [i, height]], COLORS.parameter, { width: 3 });
      const shown = between(-limit, height, limit);
      drawn.text(i, shown, fixed(height, 2), COLORS.parameter, { anchor: "start", shift: [14, 4], weight: "bold" });
      const name = wanted(i) ? "target" : `class ${i}`;
      drawn.text(i, -limit, name, shade(i, "#555"), { shift: [0, -5], weight: wanted(i) ? "bold" : "normal" });
    });
  }

  function draw_table(numbers, found) {
    const row = (name, cells) => `<tr><th>${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
    const bold = (i, words) => (wanted(i) ? `<b style="color: ${COLORS.target}">${words}</b>` : words);
    const of = (list, places) => list.map((each, i) => bold(i, fixed(each, places)));
    const power = (each) => number(Math.exp(each), 3);
    table.innerHTML = `<table>${row("class", classes.map((i) => bold(i, i)))}${row("logit", of(numbers, 2))}
      ${row("e to that", numbers.map((each, i) => bold(i, power(each))))}${row("share of all", of(found, 3))}</table>`;
  }

  figure.update = () => {
    const numbers = now();
    const target = Number(chosen.value);
    const found = probabilities_of(numbers);
    const gradient = gradient_of(numbers);
    const loss = loss_of(numbers);
    draw_logits(numbers);
    bars(shares, found, COLORS.data, (height) => fixed(height, 3));
    bars(pulls, gradient, COLORS.gradient, (height) => fixed(height, 3));
    draw_table(numbers, found);
    const points = Array.from({ length: 200 }, (_, i) => (i + 1) / 200);
    curve.line(points.map((p) => [p, -Math.log(p)]), COLORS.line, { width: 1.8 });
    curve.dot(found[target], Math.min(loss, 5), COLORS.gradient, { radius: 6 });
    const words = `-log ${fixed(found[target], 3)} = ${fixed(loss, 3)}`;
    curve.text(1, 5, sign(words), COLORS.gradient, { anchor: "end", shift: [-6, 18], weight: "bold" });
    figure.numbers = { logits: numbers, target, probabilities: found, gradient, loss };
    const best = found.indexOf(Math.max(...found));
    const added = shift.value ? `${fixed(shift.value, 1)} is added to all. ` : "";
    const most = `${added}Class ${best} has the largest probability, ${fixed(found[best], 3)}`;
    figure.say(`${most}; the target, class ${target}, has ${fixed(found[target], 3)}. The loss is ${fixed(loss, 3)}.`);
  };
}
