// A graph of Values as draw() shows it: boxes with their numbers, and arrows that meet in the sign of an operation.
class Boxes {
  // `places` is {name: [column, middle of the box in pixels from the top]}, on a plot that is `bare`; a box is twice
  // `half` high, and `sizes` wide: [on a page, on a phone].
  constructor(plot, places, { half, sizes = [88, 62] }) {
    Object.assign(this, { plot, places, half, sizes });
    this.last = Math.max(...Object.values(places).map(([column]) => column));
  }

  begin() {
    // The plot's numbers are pixels from here on.
    Object.assign(this.plot, { x: [0, this.plot.inner.wide], y: [this.plot.inner.high, 0] });
    this.wide = this.sizes[this.plot.inner.wide < 420 ? 1 : 0];
  }

  place(name) {
    const [column, middle] = this.places[name];
    const left = 1 + (column / this.last) * (this.plot.inner.wide - this.wide - 2);
    return { left, right: left + this.wide, middle, top: middle - this.half, bottom: middle + this.half };
  }

  // The name of the box at a place of the plot, if there is one.
  at(x, y) {
    const holds = ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
    return Object.keys(this.places).find((name) => holds(this.place(name)));
  }

  box(name, rows, { edge = COLORS.line, width = 1 } = {}) {
    // Each of `rows` is [words, color], from top to bottom.
    const { left, right, top, bottom, middle } = this.place(name);
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    this.plot.area(corners, "white");
    this.plot.line([...corners, corners[0]], edge, { width });
    this.plot.text(left, middle, name, "#222", { anchor: "start", shift: [7, 4], weight: "bold" });
    rows.forEach(([words, color], i) => {
      const down = 4 + 17 * (i - (rows.length - 1) / 2);
      this.plot.text(right, middle, words, color, { anchor: "end", shift: [-6, down] });
    });
  }

  operation(sign, parent, children, { words = [], ...look } = {}) {
    // Arrows from the children through the sign to the parent; `words` stand at the beginning of each.
    const { left, middle } = this.place(parent);
    const radius = sign.length > 1 ? 21 : 9;
    const meet = left - radius - 12;
    children.forEach((child, i) => {
      const from = this.place(child);
      this.arrow([from.right, from.middle], [meet, middle], radius + 1, look);
      const beside = { anchor: "start", shift: [4, from.middle > middle ? 16 : -8] };
      if (words[i]) this.plot.text(from.right, from.middle, words[i], "#222", beside);
    });
    this.arrow([meet, middle], [left, middle], 0, look);
    this.plot.dot(meet, middle, "white", { radius, edge: look.color ?? COLORS.line });
    this.plot.text(meet, middle, sign, "#222", { shift: [0, sign === "*" ? 7 : 4] });
  }

  arrow([x, y], [x2, y2], short, { color = COLORS.line, width = 1.2 } = {}) {
    const length = Math.hypot(x2 - x, y2 - y);
    const [ux, uy] = [(x2 - x) / length, (y2 - y) / length];
    const [tip_x, tip_y] = [x2 - short * ux, y2 - short * uy];
    const [back_x, back_y] = [tip_x - 7 * ux, tip_y - 7 * uy];
    this.plot.line([[x, y], [back_x, back_y]], color, { width });
    this.plot.area([[tip_x, tip_y], [back_x - 3 * uy, back_y + 3 * ux], [back_x + 3 * uy, back_y - 3 * ux]], color);
  }
}
