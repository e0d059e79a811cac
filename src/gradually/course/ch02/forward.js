// The graph of L = (a * b + c) * f with knobs on its leaves: what follows a knob, and who is whose child or parent.
function forward(figure, data) {
  const LEAVES = ["a", "b", "c", "f"];
  const MADE = { e: ["a", "*", "b"], d: ["e", "+", "c"], L: ["d", "*", "f"] }; // in the order of the operations
  const PLACES = { a: [0, 38], b: [0, 108], e: [1, 73], c: [1, 143], d: [2, 108], f: [2, 178], L: [3, 143] };
  let turned = ""; // the knob that was turned last, and all numbers from before
  let before = {};

  figure.column("wide");
  const words = "The graph of L: in each box a number, and an arrow from each number to what is made of it";
  const margin = { left: 1, right: 1, top: 2, bottom: 0 };
  const plot = figure.plot({ width: 540, height: 236, bare: true, margin, label: words, pick: look_from });
  const boxes = new Boxes(plot, PLACES, { half: 16 });
  figure.column();
  const knobs = LEAVES.map((label, i) => {
    const range = { low: -5, high: label === "c" ? 15 : 5, step: 1, show: (x) => number(x), color: COLORS.data };
    return figure.slider({ label, value: data.leaves[i], ...range, change: () => turn(label) });
  });
  const counted = { label: "operations", low: 0, high: 3, step: 1, value: 3, show: (x) => number(x) };
  const operations = figure.slider({ ...counted, color: COLORS.line, change: () => (turned = "") });
  figure.bar();
  figure.add(element("span", {}, "relatives of"));
  const options = Object.fromEntries(["none", ...Object.keys(PLACES)].map((name) => [name, name]));
  const from = figure.choice({ label: "relatives of", options, value: "none" });

  // --- the numbers ---

  const leaves = () => Object.fromEntries(LEAVES.map((label, i) => [label, knobs[i].value]));
  const made = () => Object.entries(MADE).slice(0, operations.value);
  let now = forward_from(leaves());

  function forward_from(numbers) {
    const all = { ...numbers };
    for (const [name, [left, sign, right]] of made())
      all[name] = sign === "*" ? all[left] * all[right] : all[left] + all[right];
    return all;
  }

  function turn(label) {
    if (turned !== label) before = now;
    turned = label;
  }

  // --- who is related to whom ---

  const sides = ([, [left, , right]]) => [left, right];
  const children_of = (name) => made().filter(([each]) => each === name).flatMap(sides);
  const parents_of = (name) => made().filter(([, parts]) => parts.includes(name)).map(([each]) => each);
  const all_of = (relatives, name) => relatives(name).flatMap((each) => [each, ...all_of(relatives, each)]);

  function relation_of(name) {
    if (children_of(from.value).includes(name)) return "child";
    if (parents_of(from.value).includes(name)) return "parent";
    if (all_of(children_of, from.value).includes(name)) return "older";
    return all_of(parents_of, from.value).includes(name) ? "younger" : "";
  }

  function look_from(x, y) {
    const name = boxes.at(x, y);
    if (name) from.value = name === from.value ? "none" : name;
  }

  // --- drawing ---

  function draw_box(name, again) {
    const lit = name === from.value ? COLORS.parameter : again.includes(name) ? COLORS.data : COLORS.line;
    boxes.box(name, [[number(now[name]), COLORS.data]], { edge: lit, width: lit === COLORS.line ? 1 : 2.4 });
    const { left, right, top, bottom } = boxes.place(name);
    const relation = relation_of(name);
    const over = { shift: [0, -5], weight: "bold" };
    if (relation) plot.text((left + right) / 2, top, relation, COLORS.parameter, over);
    const was = turned && before[name] !== now[name];
    if (was) plot.text(right, bottom, `was ${number(before[name])}`, "#555", { anchor: "end", shift: [-4, 13] });
  }

  function in_words(again) {
    const list = (names) => names.join(", ") || "none";
    const { value } = from;
    const [children, parents] = [children_of(value), parents_of(value)];
    if (value !== "none") return `Children of ${value}: ${list(children)}. Parents of ${value}: ${list(parents)}.`;
    const shown = Object.entries(now).filter(([name]) => MADE[name]);
    const numbers = shown.map(([name, x]) => `${name} = ${number(x)}`).join(", ") || "No operation yet";
    if (!turned) return `${numbers}.`;
    const changed = again.filter((name) => now[name] !== before[name]);
    return `${numbers}. You turned ${turned}. Computed again: ${list(again)}; changed by it: ${list(changed)}.`;
  }

  figure.update = () => {
    now = forward_from(leaves());
    const again = turned ? [...new Set(all_of(parents_of, turned))] : [];
    boxes.begin();
    for (const [name, [left, sign, right]] of made()) boxes.operation(sign, name, [left, right]);
    for (const name of Object.keys(now)) draw_box(name, again);
    const { wide, high } = plot.inner;
    plot.text(0, high, "← older: computed before", "#555", { anchor: "start", shift: [0, -8] });
    plot.text(wide, high, "younger: computed later →", "#555", { anchor: "end", shift: [0, -8] });
    const related = { from: from.value, children: children_of(from.value), parents: parents_of(from.value) };
    figure.numbers = { leaves: leaves(), operations: operations.value, data: now, ...related, turned, again };
    figure.say(in_words(again));
  };
}
