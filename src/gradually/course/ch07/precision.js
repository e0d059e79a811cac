// The neuron of chapter 3 in float32 and in float64, step by step, as its bias grows.
function precision(figure, data) {
  figure.column("wide");
  const axes = { across: "n, the sum", up: "1 − o², as a power of ten", counts: [6, 6] };
  const label = "The local derivative of tanh over n, in both precisions, on a logarithmic scale";
  const plot = figure.plot({ width: 480, height: 270, x: [0, 22], y: [-17, 0.5], ...axes, label });
  figure.column();
  const show = (b) => fixed(b, 2);
  const bias = figure.slider({ label: "b", low: 6, high: 28, value: data.bias, show });
  const table = figure.add(element("div"));

  // --- the neuron, each step rounded as a computer with so many bits rounds it ---

  const short = Math.fround; // the nearest float32
  const long = (x) => x;

  function neuron(b, round) {
    const [x1, w1, x2, w2] = data.others.map(round);
    const n = round(round(round(x1 * w1) + round(x2 * w2)) + round(b));
    const o = round(Math.tanh(n));
    return { b: round(b), n, o, slope: round(1 - round(o * o)) };
  }

  function slopes(round) {
    // [n, power of ten of the slope] for many biases, until the slope is 0.
    const points = Array.from({ length: 441 }, (_, i) => neuron(6 + i / 20, round));
    return points.filter(({ slope }) => slope > 0).map(({ n, slope }) => [n, Math.log10(slope)]);
  }
  const curves = [slopes(short), slopes(long)];

  // --- drawing ---

  function digits(x, other) {
    // 17 places, the ones from which on the two differ in red.
    const [text, with_text] = [x.toFixed(17), other.toFixed(17)];
    const same = [...text].findIndex((digit, i) => digit !== with_text[i]);
    const cut = same < 0 ? text.length : same;
    return `${sign(text.slice(0, cut))}<b style="color: ${COLORS.gradient}">${text.slice(cut)}</b>`;
  }

  function draw_table(in_short, in_long) {
    const names = { b: "b", n: "n", o: "o = tanh(n)", slope: "1 − o²" };
    const row = (kind, mine, other) => `<tr><td>${kind}</td><td>${digits(mine, other)}</td></tr>`;
    const rows = Object.entries(names).map(([key, name]) => {
      const [s, l] = [in_short[key], in_long[key]];
      return `<tr><th colspan="2" style="text-align: left">${name}</th></tr>${row("32", s, l)}${row("64", l, s)}`;
    });
    table.innerHTML = `<table>${rows.join("")}</table>`;
  }

  figure.update = () => {
    const [in_short, in_long] = [neuron(bias.value, short), neuron(bias.value, long)];
    plot.line(curves[1], COLORS.data);
    plot.line(curves[0], COLORS.target);
    plot.text(14, -9.2, "float64", COLORS.data, { weight: "bold" });
    plot.text(3.4, -5.4, "float32", COLORS.target, { weight: "bold" });
    if (in_long.slope > 0) plot.dot(in_long.n, Math.log10(in_long.slope), COLORS.data, { radius: 5 });
    if (in_short.slope > 0) plot.dot(in_short.n, Math.log10(in_short.slope), COLORS.target, { radius: 5 });
    draw_table(in_short, in_long);
    figure.numbers = { bias: bias.value, float32: in_short, float64: in_long };
    const gone = (of) => (of.slope > 0 ? number(of.slope, 3) : "exactly 0");
    figure.say(`n = ${fixed(in_long.n)}. The slope is ${gone(in_short)} in float32, ${gone(in_long)} in float64.`);
  };
}
