// Two arrays of the reader's own shapes: what is repeated going forward, and what is summed going back.
function shapes(figure, data) {
  figure.column();
  const knob = (label, low, value, show = String) =>
    figure.slider({ label, low, high: 4, step: 1, value, show, color: COLORS.line });
  const b_knobs = [knob("rows of b", 0, 0, (n) => (n ? String(n) : "no axis")), knob("columns of b", 1, 3)];
  const a_knobs = [knob("rows of a", 1, 4), knob("columns of a", 1, 3)];
  const sign = figure.choice({ label: "operation", value: "+", options: { "+": "a + b", "*": "a * b" } });
  const followed = knob("follow b's", 1, 1, (n) => `number ${n}`);
  const range = { low: -9, high: 9, step: 1, value: 0, show: (x) => `${x < 0 ? "−" : "+"} ${Math.abs(x)}` };
  const nudge = figure.slider({ label: "add to it", ...range });
  figure.column("wide");
  const place = figure.add(element("div"));
  place.style = "display: flex; flex-wrap: wrap; gap: 10px 14px; align-items: flex-start";

  // --- shapes, and numbers ---

  const shape_of = ([rows, columns]) => (rows.value ? [rows.value, columns.value] : [columns.value]);
  const table_of = ([high, wide], number_at) =>
    Array.from({ length: high }, (_, i) => Array.from({ length: wide }, (_, j) => number_at(i, j)));
  const as_table = (shape) => (shape.length === 2 ? shape : [1, shape[0]]);
  const written = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

  function together(one, other) {
    // The shape of both, or null where two lengths differ and neither is 1.
    const lengths = one.map((n, axis) => (n === 1 ? other[axis] : n));
    return lengths.every((n, axis) => [1, n].includes(other[axis])) ? lengths : null;
  }

  // Where a number of the result comes from, in an array with this table: an axis of length 1 is repeated.
  const source = ([high, wide], i, j) => [high === 1 ? 0 : i, wide === 1 ? 0 : j];

  function summed_back(numbers, table) {
    const sums = table_of(table, () => 0);
    numbers.forEach((row, i) =>
      row.forEach((each, j) => {
        const [up, left] = source(table, i, j);
        sums[up][left] += each;
      }),
    );
    return sums;
  }

  // --- drawing ---

  function grid(title, numbers, color, filled, ghost = () => false) {
    const cell = (each, i, j) => {
      const ink = filled(i, j) ? `background: ${color}; color: white` : ghost(i, j) ? "color: #999" : "color: #222";
      const style = `${ink}; border: 1px ${ghost(i, j) ? "dashed" : "solid"} #999; min-width: 30px; text-align: center`;
      return `<td style="${style}">${number(each)}</td>`;
    };
    const body = numbers.map((row, i) => `<tr>${row.map((each, j) => cell(each, i, j)).join("")}</tr>`).join("");
    return `<div><b style="color: ${color}">${title}</b><table style="width: auto">${body}</table></div>`;
  }

  figure.update = () => {
    const [a_shape, b_shape] = [shape_of(a_knobs), shape_of(b_knobs)];
    const [a_table, b_table] = [as_table(a_shape), as_table(b_shape)];
    const count = b_table[0] * b_table[1];
    followed.limit(1, count);
    if (followed.value > count) followed.value = count;
    const at = [Math.floor((followed.value - 1) / b_table[1]), (followed.value - 1) % b_table[1]];
    const is_followed = (i, j) => i === at[0] && j === at[1];
    const a = table_of(a_table, (i, j) => data.a[i][j]);
    const b = table_of(b_table, (i, j) => data.b[i][j] + (is_followed(i, j) ? nudge.value : 0));
    const is_used = (i, j) => is_followed(...source(b_table, i, j));
    const lengths = together(a_table, b_table);
    const settings = { a_shape, b_shape, sign: sign.value, at, a, b, lengths };
    const words = `a ${written(a_shape)} ${sign.value} b ${written(b_shape)}`;
    if (!lengths) {
      const axis = a_table[1] === b_table[1] || a_table[1] === 1 || b_table[1] === 1 ? 0 : 1;
      const met = `${a_table[axis]} meets ${b_table[axis]}`;
      place.innerHTML =
        grid(`a ${written(a_shape)}`, a, COLORS.data, () => false) +
        grid(`b ${written(b_shape)}`, b, COLORS.parameter, is_followed);
      figure.numbers = { ...settings, result: null, arrives: null, a_grad: null, b_grad: null };
      figure.say(`${words} does not fit: counted from the last axis, ${met}, and neither is 1. ValueError.`);
      return;
    }
    const number_in = (numbers, table) => (i, j) => {
      const [up, left] = source(table, i, j);
      return numbers[up][left];
    };
    const [a_at, b_at] = [number_in(a, a_table), number_in(b, b_table)];
    const of_both = (x, y) => (sign.value === "+" ? x + y : x * y);
    const result = table_of(lengths, (i, j) => of_both(a_at(i, j), b_at(i, j)));
    const arrives = table_of(lengths, (i, j) => data.arrives[i][j]);
    const local = (other) => (i, j) => arrives[i][j] * (sign.value === "+" ? 1 : other(i, j));
    const [to_a, to_b] = [table_of(lengths, local(b_at)), table_of(lengths, local(a_at))];
    const [a_grad, b_grad] = [summed_back(to_a, a_table), summed_back(to_b, b_table)];
    const copy = (i, j) => i >= b_table[0] || j >= b_table[1];
    const parts = to_b.flatMap((row, i) => row.filter((_, j) => is_used(i, j)));
    const signed = (each) => (each < 0 ? "− " : "+ ") + number(Math.abs(each));
    const sum = parts.map((each, i) => (i ? signed(each) : number(each))).join(" ");
    place.innerHTML = [
      grid(`a ${written(a_shape)}`, a, COLORS.data, () => false),
      grid(`b ${written(b_shape)}`, b, COLORS.parameter, is_followed),
      grid("b, as it is repeated", table_of(lengths, b_at), COLORS.parameter, is_used, copy),
      grid(`a ${sign.value} b ${written(lengths)}`, result, COLORS.data, is_used),
      '<div style="flex-basis: 100%"></div>',
      grid("back: it arrives", arrives, COLORS.gradient, () => false),
      grid("b's copies get", to_b, COLORS.gradient, is_used, copy),
      grid(`b gets ${written(b_shape)}`, b_grad, COLORS.gradient, is_followed),
      grid(`a gets ${written(a_shape)}`, a_grad, COLORS.gradient, () => false),
    ].join("");
    figure.numbers = { ...settings, result, arrives, a_grad, b_grad };
    const times = parts.length === 1 ? "once" : `${parts.length} times`;
    const gets = `b's number ${followed.value} is used ${times}, and its gradient is ${sum}`;
    const equals = parts.length > 1 ? ` = ${number(b_grad[at[0]][at[1]])}` : "";
    figure.say(`${words} gives ${written(lengths)}. ${gets}${equals}.`);
  };
}
