// A network that learns in the page: the reader puts points of two kinds, and watches the border bend round them.
function learn(figure, data) {
  const { sizes, steps } = data; // sizes: the inputs, then the neurons of each layer
  let [points, kinds, numbers, losses] = [[], [], [], []];
  let next = [1, 1]; // where the next point will be put

  figure.column("wide");
  const label = "The points, and what the network says everywhere";
  const over = { x: [-2, 2], y: [-2, 2], across: "x1", up: "x2", label };
  const plane = figure.plot({ width: 480, aspect: 0.85, ...over, pick: (x, y) => put([x, y]) });
  figure.column();
  figure.bar();
  figure.add(element("span", {}, "a click puts a"));
  const options = { 1: "● circle", "-1": "▲ triangle" };
  const kind = figure.choice({ label: "kind of the next point", value: "1", options });
  figure.bar();
  const start = figure.button("learn", go);
  figure.button("start afresh", forget);
  figure.below();
  const from = { low: 0.01, high: 1, step: 0.02, value: data.rate, logarithmic: true, show: (x) => number(x, 2) };
  const rate = figure.slider({ label: "step length", color: COLORS.gradient, ...from });
  figure.bar();
  figure.button("put one at the ring", () => put(next));
  figure.button("take one away", () => take(1));
  figure.button("take all away", () => take(points.length));
  figure.below();
  const title = { title: "how wrong it is, step by step", label: "The loss after each step" };
  const curve = figure.plot({ width: 380, height: 190, x: [0, 100], y: [0, 1], counts: [5, 4], ...title });

  // --- the points ---

  function put(point) {
    points.push(point.map((x) => Number(x.toFixed(2))));
    kinds.push(Number(kind.value));
  }

  function take(count) {
    points.splice(points.length - count);
    kinds.splice(kinds.length - count);
  }

  plane.handle({
    label: "the ring: where the next point goes",
    at: () => next,
    move: (x, y) => (next = [x, y]),
    shape: () => '<circle r="9" fill="none" stroke="#444" stroke-width="1.5" stroke-dasharray="3 3"/>',
    step: 0.1,
  });

  // --- the network: in each layer every neuron has its weights, then its bias ---

  const last = sizes.length - 1;
  const offsets = sizes.map((_, depth) =>
    sizes.slice(1, depth).reduce((sum, size, i) => sum + size * (sizes[i] + 1), 0),
  );

  function outputs_of(point) {
    // What goes into each layer, and at the end the score.
    const outputs = [point];
    for (let depth = 1; depth <= last; depth++) {
      const inputs = outputs[depth - 1];
      const sums = new Array(sizes[depth]);
      let at = offsets[depth];
      for (let j = 0; j < sizes[depth]; j++) {
        let sum = 0;
        for (let i = 0; i < inputs.length; i++) sum += numbers[at++] * inputs[i];
        sum += numbers[at++];
        sums[j] = depth < last ? Math.max(sum, 0) : sum;
      }
      outputs.push(sums);
    }
    return outputs;
  }

  const score_of = (point) => outputs_of(point)[last][0];

  function add_gradient(point, target, gradient) {
    // Backward through one point's part of the loss, max(0, 1 - target * score), by the chain rule.
    const outputs = outputs_of(point);
    if (1 - target * outputs[last][0] <= 0) return;
    let arriving = [-target / points.length];
    for (let depth = last; depth > 0; depth--) {
      const inputs = outputs[depth - 1];
      const before = inputs.map(() => 0);
      arriving.forEach((slope, j) => {
        const at = offsets[depth] + j * (inputs.length + 1);
        inputs.forEach((input, i) => {
          gradient[at + i] += slope * input;
          before[i] += slope * numbers[at + i];
        });
        gradient[at + inputs.length] += slope;
      });
      arriving = before.map((slope, i) => (inputs[i] > 0 ? slope : 0)); // relu lets through what is above 0
    }
  }

  function gradient_now() {
    const gradient = numbers.map(() => 0);
    points.forEach((point, k) => add_gradient(point, kinds[k], gradient));
    return gradient;
  }

  const costs = () => points.map((point, k) => Math.max(0, 1 - kinds[k] * score_of(point)));
  const loss_now = () => costs().reduce((sum, cost) => sum + cost, 0) / Math.max(1, points.length);

  function step() {
    losses.push(loss_now());
    gradient_now().forEach((slope, i) => (numbers[i] -= rate.value * slope));
  }

  // --- learning, and forgetting ---

  function go() {
    if (figure.playing) return figure.stop();
    let left = steps;
    figure.play(() => {
      step();
      return --left > 0;
    });
  }

  function forget() {
    figure.stop();
    losses = [];
    numbers = numbers.map(() => 0);
    for (let depth = 1; depth <= last; depth++)
      for (let j = 0; j < sizes[depth]; j++) {
        const at = offsets[depth] + j * (sizes[depth - 1] + 1);
        for (let i = 0; i < sizes[depth - 1]; i++) numbers[at + i] = 2 * Math.random() - 1;
      }
  }

  [points, kinds, numbers] = [data.points.map((point) => [...point]), [...data.targets], [...data.parameters]];

  // --- drawing ---

  const mark = ([x, y], target) => {
    if (target > 0) return plane.dot(x, y, COLORS.data, { radius: 6.5, edge: "white" });
    const [across, down] = [plane.across_of(x), plane.down_of(y)];
    const path = `M${across} ${down - 8}l7.5 13.5h-15Z`;
    plane.labels.push(`<path d="${path}" fill="${COLORS.target}" stroke="white" stroke-width="1.5"/>`);
  };

  figure.update = () => {
    plane.heat(plane.grid(61, (x, y) => score_of([x, y])), (score) => class_color(Math.tanh(2 * score)));
    points.forEach((point, k) => mark(point, kinds[k]));
    const scores = points.map(score_of);
    const loss = loss_now();
    const right = scores.filter((score, k) => score * kinds[k] > 0).length;
    curve.x = [0, Math.max(100, losses.length)];
    curve.y = [0, Math.max(0.5, ...losses, loss) * 1.08];
    curve.line([...losses, loss].map((each, i) => [i, each]), COLORS.gradient, { width: 1.8 });
    curve.dot(losses.length, loss, COLORS.gradient, { radius: 5 });
    start.textContent = figure.playing ? "stop" : "learn";
    figure.numbers = { points, targets: kinds, parameters: numbers, scores, loss, right, steps: losses.length };
    figure.numbers.gradient = gradient_now();
    Object.assign(figure.numbers, { rate: rate.value, ring: next });
    const count = `${losses.length} step${losses.length === 1 ? "" : "s"} of length ${number(rate.value, 2)},`;
    const answers = points.length ? `${right} of ${points.length} points are right` : "there are no points";
    figure.say(`After ${count} ${answers}. How wrong the network is: ${fixed(loss, 3)}.`);
  };
}
