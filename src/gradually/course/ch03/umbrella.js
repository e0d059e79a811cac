// A neuron that decides about an umbrella: its reasons, weighed and added up, and the sum squashed by tanh.
function umbrella(figure, data) {
  const ROWS = ["clouds", "wind", "bias", "sum"]; // from top to bottom
  const GREEN = COLORS.data;
  const GOLD = COLORS.target;

  figure.column("wide");
  const margin = { left: 56, right: 14 }; // the same in both, so that the sum stands above its place on the curve
  const weighing = { title: "for it (to the right), against it (to the left)", label: "What each reason brings" };
  const sums = figure.plot({ width: 520, height: 206, y: [0, ROWS.length], counts: [8, 0], margin, ...weighing });
  const squashing = { across: "sum", up: "answer", title: "squashed by tanh", label: "tanh, and the sum on it" };
  const curve = figure.plot({ width: 520, height: 214, y: [-1.2, 1.2], counts: [8, 4], margin, ...squashing });
  figure.column();
  const reasons = data.reasons.map((value, i) =>
    figure.slider({ label: ROWS[i], low: 0, high: 1, step: 0.05, value, color: COLORS.data }),
  );
  const turned = { low: -4, high: 4, step: 0.1, show: (x) => fixed(x, 1) };
  const weights = data.weights.map((value, i) => figure.slider({ label: `weight of ${ROWS[i]}`, value, ...turned }));
  const bias = figure.slider({ label: "bias", value: data.bias, ...turned });

  function draw_sums(parts, sum) {
    const bars = parts.map((part, i) => [part, part < 0 ? GOLD : GREEN, ROWS[i]]);
    let from = 0;
    [...bars, [bias.value, COLORS.parameter, "bias"]].forEach(([part, color, name], i) => {
      draw_bar(i, from, from + part, color, name, part);
      from += part;
    });
    draw_bar(3, 0, sum, "#444", "sum", sum);
    sums.line([[0, 0], [0, ROWS.length]], COLORS.line, { width: 1 });
  }

  function draw_bar(row, from, to, color, name, brings) {
    const middle = ROWS.length - row - 0.5;
    const [top, bottom] = [middle + 0.3, middle - 0.3];
    sums.area([[from, top], [to, top], [to, bottom], [from, bottom]], color, { opacity: row === 3 ? 1 : 0.75 });
    const below = row === 3 ? 0 : middle - 1.3;
    sums.line([[to, bottom], [to, below]], COLORS.line, { width: 1, dash: "2 3" });
    const beside = { anchor: "end", shift: [-6, 4] };
    sums.text(sums.x[0], middle, name, "#222", beside);
    const side = to < 0 ? { anchor: "end", shift: [-6, 4] } : { anchor: "start", shift: [6, 4] };
    sums.text(to < 0 ? Math.min(from, to) : Math.max(from, to), middle, fixed(brings), color, side);
  }

  function draw_curve(sum, answer) {
    const [low, high] = curve.x;
    const places = Array.from({ length: 161 }, (_, i) => low + ((high - low) * i) / 160);
    curve.line([[low, 0], [high, 0]], COLORS.line, { width: 1 });
    curve.line(places.map((x) => [x, Math.tanh(x)]), GREEN, { width: 2.4 });
    curve.line([[sum, curve.y[1]], [sum, answer], [low, answer]], COLORS.line, { width: 1, dash: "2 3" });
    curve.dot(sum, answer, answer < 0 ? GOLD : GREEN, { radius: 6, edge: "white" });
    curve.text(low, 1, "yes", GREEN, { anchor: "start", shift: [6, 4] });
    curve.text(high, -1, "no", GOLD, { anchor: "end", shift: [-6, 4] });
  }

  function verdict(answer) {
    if (Math.abs(answer) < 0.05) return "It cannot decide";
    const how = Math.abs(answer) > 0.9 ? "says a clear" : "leans to";
    return `It ${how} ${answer > 0 ? "yes" : "no"}`;
  }

  figure.update = () => {
    const parts = weights.map((weight, i) => weight.value * reasons[i].value);
    const sum = parts[0] + parts[1] + bias.value;
    const answer = Math.tanh(sum);
    const ends = [0, parts[0], parts[0] + parts[1], sum].map(Math.abs);
    const far = 1.45 * Math.max(4, ...ends); // leaves room for a number beside the longest bar
    sums.x = curve.x = [-far, far];
    draw_sums(parts, sum);
    draw_curve(sum, answer);
    const values = (knobs) => knobs.map((knob) => knob.value);
    figure.numbers = { reasons: values(reasons), weights: values(weights), bias: bias.value, parts, sum, answer };
    figure.say(`The sum is ${fixed(sum)}, squashed ${fixed(answer)}. ${verdict(answer)}.`);
  };
}
