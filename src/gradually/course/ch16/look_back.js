// A trained GPT at work on any town: where each place looks back, and what it expects next, warmer or colder.
function look_back(figure, data) {
  const LONGEST = data.places - 1;
  const level_of = new Map([...data.alphabet].map((character, i) => [character, i - (data.alphabet.length - 1) / 2]));
  const parameters = data.parameters.map(({ unit, levels }) => [...levels].map((each) => level_of.get(each) * unit));
  const shown_as = (k) => ({ ".": "·", " ": "␣" })[data.characters[k]] ?? data.characters[k];
  let text = data.text;
  let known = null; // what was computed of the present text

  figure.column("wide");
  figure.bar();
  const label = "a town, or how it begins";
  const look = "font-family: monospace; width: 17ch";
  const plain = { type: "text", spellcheck: "false", autocomplete: "off", style: look };
  const field = { ...plain, maxlength: LONGEST, "aria-label": label, input: () => put(input.value) };
  const input = figure.add(element("input", field));
  data.words.forEach((word) => figure.button(word, () => put(word)));
  figure.bar();
  const numbered = (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [i + 1, i + 1]));
  figure.add(element("span", {}, "block"));
  const block = figure.choice({ label: "block", options: numbered(data.blocks), value: "1" });
  figure.add(element("span", {}, "head"));
  const head = figure.choice({ label: "head", options: numbered(data.heads), value: "2" });
  figure.below();
  const room = { bare: true, margin: { left: 26, right: 8, top: 40, bottom: 8 } };
  const pick = (_, y) => (place.value = between(0, Math.floor(y), text.length));
  const names = { title: "each row: where that place looks", label: "Where each place looks: a row for each" };
  const map = figure.plot({ ...room, ...names, width: 420, aspect: 1, x: [0, 1], y: [1, 0], pick });

  figure.column();
  const whole = (x) => fixed(x, 0);
  const place = figure.slider({ label: "place", low: 0, high: LONGEST, step: 1, value: text.length, show: whole });
  const heat = figure.slider({ label: "temperature", low: 0.1, high: 3, step: 0.05, value: 1 });
  const sides = { left: 8, right: 8, top: 26, bottom: 22 };
  const across = { width: 470, height: 230, bare: true, margin: sides, x: [-0.7, data.characters.length - 0.3] };
  const bars = figure.plot({ ...across, y: [0, 1.1], label: "The probability of each character that may come next" });
  figure.bar();
  figure.button("draw the next character", draw_one);
  figure.button("write five towns", write_five);
  figure.below();
  const written = figure.add(element("p", { style: "font-family: monospace; min-height: 3em" }));

  function put(word) {
    const allowed = [...word.toLowerCase()].filter((each) => each !== "." && data.characters.includes(each));
    text = allowed.join("").slice(0, LONGEST);
    input.value = text;
    place.limit(0, text.length);
    place.value = text.length;
    figure.changed();
  }

  // --- the network ---

  const times = (row, weights, bias) =>
    bias.map((start, j) => row.reduce((sum, x, i) => sum + x * weights[i * bias.length + j], start));

  function rms_norm(row) {
    const scale = 1 / Math.sqrt(row.reduce((sum, x) => sum + x * x, 0) / row.length + 1e-5);
    return row.map((x) => x * scale);
  }

  function softmax(scores) {
    const largest = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - largest));
    const total = powers.reduce((sum, power) => sum + power);
    return powers.map((power) => power / total);
  }

  const plus = (row, other) => row.map((x, i) => x + other[i]);
  const dot = (row, other) => row.reduce((sum, x, i) => sum + x * other[i], 0);

  function attend(rows, layers) {
    // What each place gathers, and the weights, [head][place that looks][place that it looks at].
    const [query, key, value] = [0, 1, 2].map((k) => rows.map((row) => times(row, layers[2 * k], layers[2 * k + 1])));
    const size = rows[0].length / data.heads;
    const seen = Array.from({ length: data.heads }, (_, h) => {
      const part = (row) => row.slice(h * size, (h + 1) * size);
      const look = (i) => key.slice(0, i + 1).map((other) => dot(part(query[i]), part(other)) / Math.sqrt(size));
      return rows.map((_, i) => softmax(look(i)));
    });
    const gathered = rows.map((row, i) =>
      row.map((_, n) => seen[Math.floor(n / size)][i].reduce((sum, weight, j) => sum + weight * value[j][n], 0)),
    );
    return { seen, out: gathered.map((row) => times(row, layers[6], layers[7])) };
  }

  function run(word) {
    const [characters, positions] = parameters;
    const row_of = (table, k) => table.slice(k * data.size, (k + 1) * data.size);
    const numbers = [0, ...[...word].map((each) => data.characters.indexOf(each))];
    let rows = numbers.map((k, i) => plus(row_of(characters, k), row_of(positions, i)));
    const seen = [];
    for (let b = 0; b < data.blocks; b++) {
      const layers = parameters.slice(2 + 12 * b, 14 + 12 * b);
      const attention = attend(rows.map(rms_norm), layers);
      seen.push(attention.seen);
      rows = rows.map((row, i) => plus(row, attention.out[i]));
      const relu = (row) => row.map((x) => Math.max(x, 0));
      const inside = (row) => relu(times(rms_norm(row), layers[8], layers[9]));
      rows = rows.map((row) => plus(row, times(inside(row), layers[10], layers[11])));
    }
    const [weights, bias] = parameters.slice(-2);
    return { word, numbers, seen, logits: rows.map((row) => times(rms_norm(row), weights, bias)) };
  }

  const expected = (logits) => softmax(logits.map((logit) => logit / heat.value));

  // --- writing ---

  function drawn(word) {
    // One character more, or null where the word ends.
    if (word.length >= LONGEST) return null;
    let chance = Math.random();
    const found = expected(run(word).logits.at(-1)).findIndex((share) => (chance -= share) < 0);
    return found > 0 ? word + data.characters[found] : null;
  }

  function draw_one() {
    const longer = drawn(text.slice(0, place.value));
    if (longer === null) written.textContent = `An end was drawn: "${text.slice(0, place.value)}".`;
    else put(longer);
  }

  function write_five() {
    const start = text.slice(0, place.value);
    const words = Array.from({ length: 5 }, () => {
      let word = start;
      for (let longer = word; longer !== null; longer = drawn(word)) word = longer;
      return word;
    });
    written.textContent = `At ${fixed(heat.value)}: ${words.join(", ")}`;
  }

  // --- drawing ---

  const box = (left, top, right, bottom) => [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];

  function draw_map({ numbers, seen }) {
    const count = numbers.length;
    [map.x, map.y] = [
      [0, count],
      [count, 0],
    ];
    const rows = seen[block.value - 1][head.value - 1];
    map.area(box(0, 0, count, count), "#fafafa", { edge: "#d0d0d0" });
    rows.forEach((row, i) => {
      const bold = i === place.value ? "bold" : "normal";
      map.text(0, i + 0.5, shown_as(numbers[i]), "#222", { anchor: "end", shift: [-7, 4], weight: bold });
      map.text(i + 0.5, 0, shown_as(numbers[i]), "#222", { shift: [0, -6] });
      row.forEach((weight, j) => map.area(box(j, i, j + 1, i + 1), COLORS.data, { opacity: weight }));
    });
    const at = place.value;
    map.area(box(0, at, count, at + 1), "none", { edge: COLORS.gradient });
    rows[at].forEach((weight, j) => {
      if (weight >= 0.095) map.text(j + 0.5, at + 0.5, fixed(100 * weight, 0), "#222", { shift: [0, 4] });
    });
  }

  function draw_bars(shares, best) {
    const before = text.slice(0, place.value);
    bars.title = `${before ? `what comes after "${before}"` : "what a town begins with"}, in percent`;
    bars.line([[bars.x[0], 0], [bars.x[1], 0]], COLORS.line, { width: 1 });
    shares.forEach((share, k) => {
      bars.area(box(k - 0.38, share, k + 0.38, 0), k === best ? COLORS.data : "#8fb8ab");
      bars.text(k, 0, shown_as(k), "#222", { shift: [0, 15], weight: k === best ? "bold" : "normal" });
      if (share >= 0.1) bars.text(k, share, `${fixed(100 * share, 0)}`, "#222", { shift: [0, -5] });
    });
  }

  figure.update = () => {
    if (known?.word !== text) known = run(text);
    const at = place.value;
    const shares = expected(known.logits[at]);
    const best = shares.indexOf(Math.max(...shares));
    const looked = known.seen[block.value - 1][head.value - 1][at];
    draw_map(known);
    draw_bars(shares, best);
    const knobs = { text, place: at, block: Number(block.value), head: Number(head.value), temperature: heat.value };
    figure.numbers = { ...knobs, seen: looked, probabilities: shares };
    const most = looked.indexOf(Math.max(...looked));
    const named = (k) => ({ 0: "the end", 1: "a space" })[k] ?? data.characters[k];
    const where = most === at ? "at itself" : `${at - most} ${at - most === 1 ? "place" : "places"} back`;
    const share = `${fixed(100 * looked[most], 0)} percent`;
    const next = `${named(best)}, with ${fixed(100 * shares[best], 0)} percent`;
    figure.say(`Place ${at} looks most ${where}, with ${share}. Expected most is ${next}.`);
  };
  put(text);
  place.value = data.place;
}
