// A plot of a live figure: axes, lines, dots, colours, and handles to drag.

function ticks_of(low, high, count) {
  if (!count) return [];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((part) => part * power).find((part) => part >= rough * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const LAYERS = `<clipPath><rect/></clipPath>${'<g aria-hidden="true"></g>'.repeat(3)}<g></g>`;

class Plot {
  // x, y: [from, to]; width: the most; height, or aspect, height by width; across, up: the axes' names; title; label:
  // words for it; counts: about how many ticks; bare: no axes; margin; pick(x, y): a press of the mouse in it.
  constructor(figure, options) {
    Object.assign(this, { figure, handles: [], counts: [5, 5] }, options);
    const margin = { left: this.up ? 46 : 30, right: 10, top: this.title ? 26 : 10, bottom: this.across ? 38 : 22 };
    this.margin = { ...margin, ...options.margin };
    this.canvas = element("canvas");
    this.svg = element("svg", { role: "group", "aria-label": this.label });
    this.svg.innerHTML = LAYERS;
    [this.behind, this.inside, this.before, this.front] = this.svg.querySelectorAll("g");
    const clip = this.svg.firstChild;
    clip.id = `gradually-${++made_so_far}`;
    this.frame = clip.firstChild;
    this.inside.setAttribute("clip-path", `url(#${clip.id})`);
    figure.add(element("div", { class: "gradually-plot" }, this.canvas, this.svg));
    if (this.pick) this.listen();
  }

  listen() {
    this.svg.style.cursor = "crosshair";
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault(); // else the page begins to select text
      this.pick(...this.place_of(event));
      this.figure.changed();
    });
  }

  // --- one drawing: begin, marks, end ---

  begin() {
    const { left, right, top, bottom } = this.margin;
    this.wide = Math.min(this.width, this.svg.parentElement.parentElement.clientWidth);
    this.high = this.aspect ? (this.wide - left - right) * this.aspect + top + bottom : this.height;
    this.inner = { left, top, wide: this.wide - left - right, high: this.high - top - bottom };
    this.marks = [];
    this.labels = [];
    this.heated = false;
  }

  across_of(x) {
    return this.inner.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * this.inner.wide;
  }

  down_of(y) {
    return this.inner.top + ((this.y[1] - y) / (this.y[1] - this.y[0])) * this.inner.high;
  }

  place_of(event) {
    // Where the pointer is, in the plot's own numbers.
    const box = this.svg.getBoundingClientRect();
    const across = (event.clientX - box.left - this.inner.left) / this.inner.wide;
    const down = (event.clientY - box.top - this.inner.top) / this.inner.high;
    return this.within(this.x[0] + across * (this.x[1] - this.x[0]), this.y[1] - down * (this.y[1] - this.y[0]));
  }

  within(x, y) {
    const held = ([from, to], at) => between(Math.min(from, to), at, Math.max(from, to));
    return [held(this.x, x), held(this.y, y)];
  }

  holds(x, y) {
    const [across, up] = this.within(x, y);
    return across === x && up === y;
  }

  // --- marks: lines and areas are cut at the frame, dots and texts lie above them ---

  path(points) {
    const at = ([x, y]) => `${this.across_of(x).toFixed(1)} ${this.down_of(y).toFixed(1)}`;
    return points.length ? `M${points.map(at).join("L")}` : "";
  }

  line(points, color, { width = 2.2, dash = "", opacity = 1 } = {}) {
    const look = `fill="none" stroke="${color}" stroke-width="${width}" stroke-dasharray="${dash}"`;
    const ends = `stroke-linejoin="round" stroke-linecap="round" opacity="${opacity}"`;
    this.marks.push(`<path d="${this.path(points)}" ${look} ${ends}/>`);
  }

  area(points, color, { opacity = 1, edge = "none" } = {}) {
    this.marks.push(`<path d="${this.path(points)}Z" fill="${color}" stroke="${edge}" opacity="${opacity}"/>`);
  }

  dot(x, y, color, { radius = 4, opacity = 1, edge = "none" } = {}) {
    if (!this.holds(x, y)) return; // whole, or not at all
    const place = `cx="${this.across_of(x).toFixed(1)}" cy="${this.down_of(y).toFixed(1)}" r="${radius}"`;
    this.labels.push(`<circle ${place} fill="${color}" stroke="${edge}" stroke-width="1.5" opacity="${opacity}"/>`);
  }

  text(x, y, words, color = "#444", { anchor = "middle", shift = [0, 0], weight = "normal" } = {}) {
    const place = `x="${this.across_of(x) + shift[0]}" y="${this.down_of(y) + shift[1]}" text-anchor="${anchor}"`;
    const style = `fill: ${color}; font-weight: ${weight}`;
    this.labels.push(`<text ${place} class="gradually-halo" style="${style}">${escaped(words)}</text>`);
  }

  grid(size, value) {
    // The numbers value(x, y) over the plot, in rows from bottom to top.
    const at = ([low, high], i) => low + ((high - low) * i) / (size - 1);
    const row = (i) => Array.from({ length: size }, (_, j) => value(at(this.x, j), at(this.y, i)));
    return Array.from({ length: size }, (_, i) => row(i));
  }

  heat(grid, color) {
    // `grid` holds rows from bottom to top; `color` turns a number into [red, green, blue].
    const [rows, columns] = [grid.length, grid[0].length];
    const image = new ImageData(columns, rows);
    const put = (value, i, j) => image.data.set([...color(value), 255], 4 * ((rows - 1 - i) * columns + j));
    grid.forEach((row, i) => row.forEach((value, j) => put(value, i, j)));
    const small = element("canvas", { width: columns, height: rows });
    small.getContext("2d").putImageData(image, 0, 0);
    const { left, top, wide, high } = this.inner;
    const ratio = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(wide * ratio), height: Math.round(high * ratio) });
    const place = { left: `${left}px`, top: `${top}px`, width: `${wide}px`, height: `${high}px` };
    Object.assign(this.canvas.style, place);
    const context = this.canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    // The first and the last number of a row lie on the edges, so half a pixel is cut off on each side.
    context.drawImage(small, 0.5, 0.5, columns - 1, rows - 1, 0, 0, this.canvas.width, this.canvas.height);
    this.heated = true;
  }

  contour(grid, level, color, { width = 2.2 } = {}) {
    // Where the numbers of a grid pass `level`. Cells are cut into triangles: a line that enters one leaves it, too.
    const at = ([low, high], part, count) => low + ((high - low) * part) / (count - 1);
    const pieces = [];
    const cut = (corners) => {
      const heights = corners.map(([i, j]) => grid[i][j] - level);
      const ends = [];
      corners.forEach(([i, j], k) => {
        const next = (k + 1) % 3;
        if (heights[k] > 0 === heights[next] > 0) return;
        const part = heights[k] / (heights[k] - heights[next]);
        const column = j + (corners[next][1] - j) * part;
        const row = i + (corners[next][0] - i) * part;
        ends.push([at(this.x, column, grid[0].length), at(this.y, row, grid.length)]);
      });
      pieces.push(this.path(ends));
    };
    for (let i = 0; i + 1 < grid.length; i++)
      for (let j = 0; j + 1 < grid[0].length; j++) {
        cut([[i, j], [i, j + 1], [i + 1, j]]);
        cut([[i + 1, j + 1], [i, j + 1], [i + 1, j]]);
      }
    const look = `fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round"`;
    this.marks.push(`<path d="${pieces.join("")}" ${look}/>`);
  }

  // --- handles: points that the reader moves, by mouse, finger or arrow keys ---

  handle({ label, color, at, move, step = 0.05, shape }) {
    // at() and move(x, y) tie it to the figure's own state; shape() draws it otherwise than as a disc.
    const role = { role: "slider", "aria-roledescription": "point to move", "aria-label": label };
    const grip = element("g", { class: "gradually-handle", tabindex: 0, ...role });
    const disc = `<circle r="8" fill="${color}" stroke="white" stroke-width="2"/>`;
    const ring = '<circle r="20" fill="transparent"/><circle class="gradually-ring" r="15"/>';
    grip.innerHTML = `${ring}<g>${shape?.() ?? disc}</g>`;
    const go = (x, y) => {
      move(...this.within(x, y));
      this.figure.changed();
    };
    grip.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      event.stopPropagation();
      grip.focus({ preventScroll: true });
      grip.setPointerCapture(event.pointerId);
      grip.onpointermove = (moved) => go(...this.place_of(moved));
      grip.onpointerup = grip.onpointercancel = () => (grip.onpointermove = null);
    });
    grip.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false }); // else the page scrolls
    grip.addEventListener("keydown", (event) => {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      if (!ways[event.key]) return;
      event.preventDefault();
      const [x, y] = at();
      const far = event.shiftKey ? 10 * step : step;
      go(x + ways[event.key][0] * far, y + ways[event.key][1] * far);
    });
    this.front.append(grip);
    this.handles.push({ grip, at, shape });
    return grip;
  }

  place({ grip, at, shape }) {
    const [x, y] = at();
    const [across, up] = this.within(x, y);
    grip.setAttribute("transform", `translate(${this.across_of(across)} ${this.down_of(up)})`);
    grip.setAttribute("opacity", this.holds(x, y) ? 1 : 0.3);
    grip.setAttribute("aria-valuenow", Number(x.toPrecision(4)));
    grip.setAttribute("aria-valuetext", `${this.across || "x"} ${number(x)}, ${this.up || "y"} ${number(y)}`);
    if (shape) grip.lastElementChild.innerHTML = shape();
  }

  end() {
    const { left, top, wide, high } = this.inner;
    const size = { width: this.wide, height: this.high, viewBox: `0 0 ${this.wide} ${this.high}` };
    const cut = { x: left, y: top, width: wide, height: high };
    for (const [name, value] of Object.entries(size)) this.svg.setAttribute(name, value);
    for (const [name, value] of Object.entries(cut)) this.frame.setAttribute(name, value);
    this.behind.innerHTML = this.axes();
    this.inside.innerHTML = this.marks.join("");
    this.before.innerHTML = this.labels.join("");
    this.handles.forEach((handle) => this.place(handle));
  }

  axes() {
    const { left, top, wide, high } = this.inner;
    const [middle, bottom] = [left + wide / 2, top + high];
    const drawn = [];
    const edge = this.heated ? "none" : "#e6e6e6";
    for (const tick of this.bare ? [] : ticks_of(...this.x, this.counts[0])) {
      const x = this.across_of(tick);
      drawn.push(`<path d="M${x} ${top}V${bottom}" stroke="${edge}"/>`);
      drawn.push(`<text x="${x}" y="${bottom + 15}" text-anchor="middle">${number(tick)}</text>`);
    }
    for (const tick of this.bare ? [] : ticks_of(...this.y, this.counts[1])) {
      const y = this.down_of(tick);
      drawn.push(`<path d="M${left} ${y}H${left + wide}" stroke="${edge}"/>`);
      drawn.push(`<text x="${left - 6}" y="${y + 4}" text-anchor="end">${number(tick)}</text>`);
    }
    const words = (text, place, kind = "") => `<text ${place} class="${kind}">${escaped(text)}</text>`;
    const turned = `translate(12 ${top + high / 2}) rotate(-90)`;
    if (this.heated) drawn.push(`<path d="M${left} ${top}h${wide}v${high}h${-wide}Z" fill="none" stroke="#d0d0d0"/>`);
    if (this.across) drawn.push(words(this.across, `x="${middle}" y="${this.high - 5}" text-anchor="middle"`));
    if (this.up) drawn.push(words(this.up, `transform="${turned}" text-anchor="middle"`));
    if (this.title) drawn.push(words(this.title, `x="${left}" y="16"`, "gradually-title"));
    return drawn.join("");
  }
}
