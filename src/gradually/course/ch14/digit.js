// A pad to draw a digit on, what a trained network says of it, and what its first layer sees in it.
function digit(figure, data) {
  const SIDE = 32; // dots along each side: the data's squares count them, four by four
  const PEN = 4.8; // as thick as the strokes of the data, in dots
  const WIDTH = 22; // of a digit of the data, in dots, on average
  const INK = "#1b2733";
  const LOWERS = [176, 122, 0]; // the colours of figures.first_layer
  const RAISES = [0, 115, 90];
  const layers = data.layers.map(({ weights, bias }) => ({ weights: weights.map(rounded), bias: bias.map(rounded) }));
  const neurons = layers[0].bias.length;
  const largest = Math.max(...layers[0].weights.map(Math.abs));
  const dead = new Set(data.dead);
  let strokes = [];
  let example = null; // its place in the data, while one is shown in place of the drawing
  let pen = [0.5, 0.5];
  let down = false;

  function rounded(whole) {
    return whole / data.scale; // whole numbers are shorter to store
  }

  const flat = { bare: true, margin: { left: 2, right: 2, top: 24, bottom: 4 }, aspect: 1 };
  const squares = { ...flat, x: [0, 8], y: [8, 0] };
  figure.column();
  const paper = { x: [0, 1], y: [0, 1], title: "draw a digit", label: "A pad to draw on" };
  const pad = figure.plot({ ...flat, ...paper, width: 270 });
  figure.bar();
  figure.button("wipe", wipe);
  const fit = figure.checkbox({ label: "move and scale it, as the data was", value: true });
  figure.bar();
  figure.add(element("span", {}, "held-out digits:"));
  data.examples.forEach(add_example);
  figure.column("narrow");
  const seen = figure.plot({ ...squares, width: 150, title: "what the network sees", label: "The drawing in 8 by 8" });
  const inside = figure.plot({ ...squares, width: 150, label: "The chosen neuron's weights, with the ink on them" });
  figure.column();
  const room = { bare: true, margin: { left: 20, right: 54, top: 24, bottom: 2 } };
  const row = { x: [0, 1], y: [9.6, -0.6], title: "probability of each digit", label: "The ten probabilities" };
  const bars = figure.plot({ ...room, ...row, width: 320, height: 300 });
  figure.column();
  figure.col.style.flexBasis = "100%";
  figure.add(element("b", {}, "what the first layer sees: green raises a neuron's sum, gold lowers it"));
  const pictures = add_pictures();
  const first = layers[0].bias.findIndex((_, i) => !dead.has(i)) + 1;
  const show = (x) => fixed(x, 0);
  const chosen = figure.slider({ label: "neuron", low: 1, high: neurons, step: 1, value: first, show });

  // --- the pad ---

  function wipe() {
    [strokes, example, down] = [[], null, false];
  }

  function start_stroke(place) {
    if (example !== null) wipe();
    strokes.push([]);
    go_on(place);
  }

  function go_on(place) {
    pen = place.map((each) => Number(each.toFixed(3)));
    strokes.at(-1).push(pen);
    figure.changed();
  }

  pad.svg.style.cursor = "crosshair";
  // Else a finger would scroll the page.
  pad.svg.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  pad.svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault(); // else the page begins to select text
    tip.focus({ preventScroll: true });
    pad.svg.setPointerCapture(event.pointerId);
    down = false;
    start_stroke(pad.place_of(event));
    pad.svg.onpointermove = (moved) => go_on(pad.place_of(moved));
    pad.svg.onpointerup = pad.svg.onpointercancel = () => (pad.svg.onpointermove = null);
  });

  const move = (...place) => {
    if (down) go_on(place);
    else pen = place.map((each) => Number(each.toFixed(3)));
  };
  const label = "pen: the arrow keys move it, the space bar puts it down or lifts it";
  const ring = () => `<circle r="6" fill="${down ? COLORS.gradient : "none"}" stroke="${COLORS.gradient}"/>`;
  const tip = pad.handle({ label, color: COLORS.gradient, at: () => pen, step: 1 / 16, shape: ring, move });
  tip.style.pointerEvents = "none"; // a mouse or a finger draws; the pen itself is for keys
  tip.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault(); // else the page scrolls
    if (!down) start_stroke(pen);
    down = !down;
    figure.changed();
  });

  // --- from strokes to 8 by 8 counts ---

  function fitted() {
    // How the data was made: as high as the square, and narrow digits stretched, their strokes with them.
    const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((point) => point[axis]));
    const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const size = (SIDE - PEN) / Math.max(top - bottom, (right - left) * 0.4, 0.02);
    const stretch = between(0.5, WIDTH / ((right - left) * size + PEN), 1.6);
    const across = (x) => SIDE / 2 + (x - (left + right) / 2) * size * stretch;
    return { stretch, place: ([x, y]) => [across(x), SIDE / 2 - (y - (bottom + top) / 2) * size] };
  }

  function counts() {
    // The 64 squares, row by row from the top, each with how many of its 16 dots the pen has met.
    if (example !== null) return data.examples[example].pixels;
    const { stretch, place } = fit.value ? fitted() : { stretch: 1, place: ([x, y]) => [x * SIDE, (1 - y) * SIDE] };
    const [wide, high] = [(PEN / 2) * stretch, PEN / 2];
    const dots = new Set();
    const press = (x, y) => {
      for (let i = Math.max(0, Math.floor(y - high)); i < Math.min(SIDE, y + high); i++)
        for (let j = Math.max(0, Math.floor(x - wide)); j < Math.min(SIDE, x + wide); j++)
          if (((i + 0.5 - y) / high) ** 2 + ((j + 0.5 - x) / wide) ** 2 <= 1) dots.add(i * SIDE + j);
    };
    for (const stroke of strokes)
      stroke.forEach((point, k) => {
        const [from, to] = [place(stroke[Math.max(0, k - 1)]), place(point)];
        const parts = Math.ceil(2 * Math.sqrt((to[0] - from[0]) ** 2 + (to[1] - from[1]) ** 2)) + 1;
        for (let part = 0; part <= parts; part++) press(...mixed(from, to, part / parts));
      });
    const squares = new Array(64).fill(0);
    for (const dot of dots) squares[8 * Math.floor(dot / SIDE / 4) + Math.floor((dot % SIDE) / 4)]++;
    return squares;
  }

  // --- the network ---

  function sums_of({ weights, bias }, numbers) {
    return bias.map((start, j) => numbers.reduce((sum, x, i) => sum + x * weights[i * bias.length + j], start));
  }

  function answer(pixels) {
    const shares = pixels.map((count) => count / 16);
    const sums = sums_of(layers[0], shares);
    const relu = (sum) => Math.max(sum, 0);
    const logits = layers.slice(1).reduce((before, layer) => sums_of(layer, before.map(relu)), sums);
    const highest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - highest));
    const total = powers.reduce((sum, power) => sum + power);
    return { sums, awake: sums.map(relu), probabilities: powers.map((power) => power / total) };
  }

  // --- small pictures of 8 by 8 points ---

  function picture(numbers, color, style) {
    const made = element("canvas", { width: 8, height: 8, style: `image-rendering: pixelated; ${style}` });
    const image = new ImageData(8, 8);
    numbers.forEach((each, k) => image.data.set([...color(each), 255], 4 * k));
    made.getContext("2d").putImageData(image, 0, 0);
    return made;
  }

  function tint(weight) {
    const part = between(-1, weight / (largest / 2), 1);
    return mixed(TINTS.white, part > 0 ? RAISES : LOWERS, Math.abs(part));
  }

  function add_example({ pixels, target }, place) {
    const grey = (count) => mixed([255, 255, 255], [27, 39, 51], count / 16);
    const button = figure.button(` ${target}`, () => {
      wipe();
      example = place;
    });
    button.prepend(picture(pixels, grey, "width: 24px; vertical-align: middle"));
    button.style.padding = "3px 6px";
    button.setAttribute("aria-label", `held-out digit number ${place + 1}, a ${target}`);
  }

  function weights_of(neuron) {
    return Array.from({ length: 64 }, (_, i) => layers[0].weights[i * neurons + neuron]);
  }

  function add_pictures() {
    const grid = "display: grid; grid-template-columns: repeat(auto-fill, minmax(45px, 1fr)); gap: 4px 6px";
    const words = `The weights of the ${neurons} neurons of the first layer, each as a picture of 8 by 8 points`;
    const all = figure.add(element("div", { style: grid, role: "img", "aria-label": words }));
    return layers[0].bias.map((_, i) => {
      const bar = element("div", { style: `height: 6px; margin-top: 2px; background: ${COLORS.data}` });
      const made = picture(weights_of(i), tint, "width: 100%; display: block; border: 1px solid #ddd");
      if (dead.has(i)) made.style.filter = "grayscale(1)";
      const title = `neuron ${i + 1}${dead.has(i) ? ": dead, 0 for every picture it learnt from" : ""}`;
      const choose = () => {
        chosen.value = i + 1;
        figure.changed();
      };
      const cell = element("div", { title, style: "padding: 2px; cursor: pointer", pointerdown: choose }, made, bar);
      if (dead.has(i)) bar.replaceWith(element("div", { style: "font-size: 11px; line-height: 8px" }, "dead"));
      all.append(cell);
      return { cell, made, bar };
    });
  }

  // --- drawing ---

  const box = (left, top, right, bottom) => [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];

  function square(plot, k, color, { side = 1, opacity = 1 } = {}) {
    const [x, y] = [(k % 8) + (1 - side) / 2, Math.floor(k / 8) + (1 - side) / 2];
    plot.area(box(x, y, x + side, y + side), color, { opacity });
  }

  function frame(plot) {
    const [[left, right], [bottom, top]] = [plot.x, plot.y];
    plot.area(box(left, top, right, bottom), "none", { edge: "#8fa3b8" });
  }

  function draw_example(pixels) {
    pixels.forEach((count, k) => {
      const [x, y] = [(k % 8) / 8, 1 - Math.floor(k / 8) / 8];
      pad.area(box(x, y, x + 1 / 8, y - 1 / 8), INK, { opacity: count / 16 });
    });
  }

  function draw_pad(pixels) {
    if (example !== null) draw_example(pixels);
    const width = (PEN / SIDE) * pad.inner.wide;
    for (const stroke of strokes) pad.line(stroke.length > 1 ? stroke : [...stroke, ...stroke], INK, { width });
    frame(pad);
    if (strokes.length || example !== null) return;
    pad.text(0.5, 0.68, "with the mouse or a finger,", "#555");
    pad.text(0.5, 0.3, "or with arrow keys and space bar", "#555");
  }

  function draw_squares(pixels, sums) {
    const neuron = chosen.value - 1;
    inside.title = `neuron ${chosen.value}: sum ${fixed(sums[neuron])}`;
    weights_of(neuron).forEach((weight, k) => square(inside, k, `rgb(${tint(weight)})`));
    pixels.forEach((count, k) => {
      if (!count) return;
      square(seen, k, INK, { opacity: count / 16 });
      square(inside, k, INK, { side: 0.6 * Math.sqrt(count / 16) }); // as large as there is ink
    });
    [seen, inside].forEach(frame);
  }

  function draw_bars(probabilities, best) {
    probabilities.forEach((probability, k) => {
      bars.area(box(0, k - 0.3, 1, k + 0.3), "#f1f1f1");
      bars.area(box(0, k - 0.3, probability, k + 0.3), k === best ? COLORS.data : "#8fb8ab");
      const weight = k === best ? "bold" : "normal";
      bars.text(0, k, k, "#222", { anchor: "end", shift: [-6, 4], weight });
      bars.text(1, k, `${fixed(100 * probability, 1)} %`, "#222", { anchor: "start", shift: [6, 4], weight });
    });
  }

  function draw_pictures(awake) {
    const most = Math.max(...awake, 1e-9);
    pictures.forEach(({ cell, made, bar }, i) => {
      bar.style.width = `${(100 * awake[i]) / most}%`;
      made.style.opacity = awake[i] ? 1 : 0.45;
      cell.style.outline = i === chosen.value - 1 ? `2px solid ${COLORS.parameter}` : "none";
    });
  }

  function words({ sums, awake, probabilities }, best) {
    const percent = `${fixed(100 * probabilities[best], 1)} percent`;
    const count = awake.filter(Boolean).length;
    const is_empty = example === null && !strokes.length;
    const start = is_empty ? "Nothing is drawn, and still the network" : "The network";
    const truth = example === null ? "" : ` It is a ${data.examples[example].target}, held out.`;
    const one = `neuron ${chosen.value} has the sum ${fixed(sums[chosen.value - 1])}`;
    return `${start} says ${best}, with ${percent}.${truth} Of ${neurons} neurons ${count} are awake; ${one}.`;
  }

  figure.update = () => {
    const pixels = counts();
    const found = answer(pixels);
    const { sums, awake, probabilities } = found;
    const best = probabilities.indexOf(Math.max(...probabilities));
    draw_pad(pixels);
    draw_squares(pixels, sums);
    draw_bars(probabilities, best);
    draw_pictures(awake);
    const drawn = { strokes, pen, fit: fit.value, example, neuron: chosen.value };
    figure.numbers = { ...drawn, pixels, awake, sum: sums[chosen.value - 1], probabilities, said: best };
    figure.say(words(found, best));
  };
}
