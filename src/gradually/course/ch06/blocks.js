// A function out of small blocks in a row: its curve and its slope, and the slope of each block at one x.
function blocks(figure, data) {
  const xs = Array.from({ length: 241 }, (_, i) => (i - 120) / 40); // from -3 to 3, and 0 is met exactly
  const no_value = (why) => ({ value: null, slope: null, why });

  // Each block: what comes out for v, and the local slope there.
  const BLOCKS = {
    "+ 1": (v) => ({ value: v + 1, slope: 1 }),
    "- 1": (v) => ({ value: v - 1, slope: 1 }),
    "* 2": (v) => ({ value: v * 2, slope: 2 }),
    "* -1": (v) => ({ value: -v, slope: -1 }),
    square: (v) => ({ value: v * v, slope: 2 * v }),
    exp: (v) => ({ value: Math.exp(v), slope: Math.exp(v) }),
    log: (v) => (v > 0 ? { value: Math.log(v), slope: 1 / v } : no_value(`log of ${number(v)} is no number`)),
    "1/…": (v) => (v ? { value: 1 / v, slope: -1 / v ** 2 } : no_value("1/0 is no number")),
    tanh: (v) => ({ value: Math.tanh(v), slope: 1 - Math.tanh(v) ** 2 }),
    relu: (v) => ({ value: Math.max(v, 0), slope: v > 0 ? 1 : 0 }),
  };
  const GOALS = {
    none: () => null,
    sigmoid: (x) => 1 / (1 + Math.exp(-x)),
    softplus: (x) => Math.log(1 + Math.exp(x)),
    "1/(1+x²)": (x) => 1 / (1 + x * x),
    tanh: (x) => Math.tanh(x),
  };

  // --- what can be turned: the blocks, x and the goal ---

  figure.column();
  figure.col.style.flexBasis = "100%"; // a row of its own above the plots
  figure.bar();
  figure.add(element("b", {}, "aim at"));
  const options = Object.fromEntries(Object.keys(GOALS).map((key) => [key, key]));
  const goal = figure.choice({ label: "aim at", value: data.goal, options });
  figure.button("empty all places", () => places.forEach(({ select }) => (select.value = "")));
  figure.below();
  const row = figure.add(element("div", { style: "display: flex; flex-wrap: wrap; gap: 6px" }));
  const input = card(element("span", {}, "x goes in"));
  const places = Array.from({ length: data.places }, (_, i) => place(i));
  const sum = figure.add(element("div"));
  figure.column("wide");
  const span = { x: [-3, 3], across: "x" };
  const over = {
    y: [-1.7, 3.1],
    width: 500,
    aspect: 0.6,
    counts: [6, 5],
    up: "f(x)",
    label: "The function and its tangent",
  };
  const curve = figure.plot({ ...span, ...over });
  figure.column();
  const x = figure.slider({ label: "x", low: -3, high: 3, value: data.x, color: COLORS.data });
  const under = { y: [-1, 1], width: 330, height: 158, up: "slope", label: "The slope of the function" };
  const steep = figure.plot({ ...span, ...under, title: "its slope, place by place", counts: [6, 4] });
  const aim = figure.add(element("div"));

  function card(head) {
    const shown = element("div", { style: "padding-top: 3px; line-height: 1.5; min-height: 42px; font-size: 12px" });
    const look = "width: 100px; padding: 5px; border: 1px solid #ddd; border-radius: 6px; white-space: nowrap";
    const box = element("div", { style: look }, element("div", { style: "height: 25px" }, head), shown);
    row.append(box);
    return { box, shown };
  }

  function place(i) {
    const change = () => figure.changed();
    const style = "width: 100%; font: inherit; font-weight: 600; color: #17406f; background: #f5f8fb";
    const select = element("select", { "aria-label": `block ${i + 1}`, style, change });
    select.append(element("option", { value: "" }, "nothing"));
    for (const key of Object.keys(BLOCKS)) select.append(element("option", { value: key }, key.replace("-", "−")));
    select.value = data.chain[i] ?? "";
    return { select, ...card(select) };
  }

  const follow = (to) => (x.value = Number(to.toFixed(2)));
  const disc = () => {
    const [fill, edge] = here.value === null ? ["white", COLORS.line] : [COLORS.data, "white"];
    return `<circle r="8" fill="${fill}" stroke="${edge}" stroke-width="2"/>`;
  };
  let here = through([], x.value);
  curve.handle({ label: "the point on the curve", at: () => [x.value, here.value ?? 0], move: follow, shape: disc });

  // --- the function ---

  function apply(key, v) {
    const { value, slope, why } = BLOCKS[key](v);
    if (!why && !Number.isFinite(value)) return no_value("that is too large for a float");
    return { value, slope: Number.isFinite(slope) ? slope : null, why };
  }

  // What each block makes of `at`, up to one that refuses, and the slope of them all: the product of theirs.
  function through(chain, at) {
    const passed = [];
    let value = at;
    for (const key of chain) {
      passed.push(value === null ? no_value("") : apply(key, value));
      value = passed.at(-1).value;
    }
    const is_known = passed.every((each) => each.slope !== null);
    const slope = is_known ? passed.reduce((product, each) => product * each.slope, 1) : null;
    return { passed, value, slope: Number.isFinite(slope) ? slope : null };
  }

  function nudged(chain, at, h = 1e-5) {
    const [right, left] = [through(chain, at + h).value, through(chain, at - h).value];
    return right === null || left === null ? null : (right - left) / (2 * h);
  }

  // The largest distance to the goal and its place; null if there is no goal, or no value somewhere.
  function gap_of(values, aims) {
    if (aims[0] === null || values.includes(null)) return null;
    const gaps = values.map((value, i) => Math.abs(value - aims[i]));
    const most = Math.max(...gaps);
    return { most, i: gaps.indexOf(most) };
  }

  // --- drawing ---

  const some = (value, places = 3) => {
    if (value === null) return "–";
    const size = Math.abs(value);
    if (size > 0 && size < 0.001) return sign(value.toExponential(1)); // 0.000 would look like no slope at all
    return size < 10 ? fixed(value, places) : size < 1e4 ? fixed(value, 1) : number(value, 3);
  };
  const colored = (color, words) => `<b style="color: ${color}">${words}</b>`;

  // In pieces: cut where there is no value, and where the curve jumps from one edge of the plot to the other.
  function pieces_of(values, [low, high]) {
    const side = (value) => (value > high) - (value < low);
    const pieces = [[]];
    values.forEach((value, i) => {
      const jumps = i && side(value) * side(values[i - 1]) < 0;
      if (value === null || jumps) pieces.push([]);
      if (value !== null) pieces.at(-1).push([xs[i], between(9 * low, value, 9 * high)]);
    });
    return pieces;
  }

  function draw_plot(plot, values, color, look) {
    const [[low, high], half] = [plot.y, 1 / 70];
    for (const [i, value] of values.entries()) {
      const [from, to] = [xs[i] - half, xs[i] + half];
      if (value === null)
        plot.area(
          [
            [from, low],
            [to, low],
            [to, high],
            [from, high],
          ],
          "#e9e9e9",
        );
    }
    pieces_of(values, plot.y).forEach((piece) => plot.line(piece, color, look));
  }

  function draw_curve(values, aims, gap) {
    const widest = gap ? [values, aims].map((each) => [xs[gap.i], each[gap.i]]) : [];
    const aimed = aims[0] === null ? [] : xs.map((at, i) => [at, aims[i]]);
    curve.line(widest, COLORS.target, { width: 1.4 });
    draw_plot(curve, values, COLORS.data, { width: 3 });
    curve.line(aimed, COLORS.target, { dash: "7 7" });
    if (here.slope === null) return;
    const tangent = [-0.9, 0.9].map((by) => [x.value + by, here.value + by * here.slope]);
    curve.line(tangent, COLORS.gradient, { width: 2.6 });
  }

  function draw_slopes(values) {
    const most = Math.max(...values.map((value) => Math.abs(value)));
    const high = 1.1 * ([0.5, 1, 2].find((each) => most <= each) ?? 5);
    steep.y = [-high, high];
    draw_plot(steep, values, COLORS.gradient, { dash: "6 4" });
    if (here.slope !== null) steep.dot(x.value, here.slope, COLORS.gradient, { radius: 5, edge: "#fff" });
  }

  function draw_cards() {
    input.shown.innerHTML = `x = ${colored(COLORS.data, fixed(x.value))}`;
    let used = 0;
    for (const { select, box, shown } of places) {
      const each = select.value && here.passed[used++];
      const out = each && (each.why ? "no value" : `→ ${colored(COLORS.data, some(each.value))}`);
      shown.innerHTML = each ? `${out}<br>slope ${colored(COLORS.gradient, some(each.slope))}` : "";
      box.style.background = each ? "#fff" : "#f4f4f4";
    }
  }

  function draw_sum(nudge) {
    const factors = here.passed.map((each) => some(each.slope).replace(/^−.*/, "($&)")).join(" · ");
    const whole = colored(COLORS.gradient, some(here.slope, 4));
    const product = factors.includes("·") && here.slope !== null ? `${factors} = ${whole}` : whole;
    sum.innerHTML = `slope of them all: ${product}; nudging says ${colored(COLORS.gradient, some(nudge, 4))}`;
  }

  function aim_in_words(gap, chain) {
    if (goal.value === "none") return "no goal";
    if (!gap) return "There is no largest gap: at some x there is no value";
    if (gap.most > 0.0005) return `The largest gap to the goal: ${fixed(gap.most, 3)}`;
    const borrowed = goal.value === "tanh" && chain.includes("tanh") ? ". Now without the block tanh!" : "";
    return `The largest gap: 0.000. You have it, with ${chain.length} block${chain.length > 1 ? "s" : ""}${borrowed}`;
  }

  figure.update = () => {
    const chain = places.map(({ select }) => select.value).filter((key) => key);
    here = through(chain, x.value);
    const everywhere = xs.map((at) => through(chain, at));
    const [values, slopes] = [everywhere.map((each) => each.value), everywhere.map((each) => each.slope)];
    const aims = xs.map((at) => GOALS[goal.value](at));
    const gap = gap_of(values, aims);
    const nudge = nudged(chain, x.value);
    draw_cards();
    draw_sum(nudge);
    draw_curve(values, aims, gap);
    draw_slopes(slopes);
    const words = aim_in_words(gap, chain);
    aim.innerHTML = colored(COLORS.target, words);
    const passed = { values: here.passed.map((each) => each.value), slopes: here.passed.map((each) => each.slope) };
    const whole = { value: here.value, slope: here.slope, nudged: nudge, gap: gap && gap.most };
    figure.numbers = { x: x.value, chain, goal: goal.value, ...passed, ...whole };
    const refusal = here.passed.find((each) => each.why)?.why;
    const result = refusal ? `no value, for ${refusal}` : `f(x) = ${some(here.value)}, slope ${some(here.slope, 4)}`;
    figure.say(`x = ${fixed(x.value)}: ${result}. ${words}.`);
  };
}
