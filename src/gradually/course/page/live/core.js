// The core of the live figures: the panel, its knobs, and words for whoever cannot see it. Plots are in plot.js.

// --- colours and numbers ---

const COLORS = { data: "#00735a", gradient: "#c8321e", parameter: "#1f5fae", target: "#b07a00", line: "#707070" };
const TINTS = { gold: [236, 217, 174], white: [255, 255, 255], green: [181, 217, 207] }; // as in film.py

const between = (low, x, high) => Math.min(high, Math.max(low, x));
const mixed = (from, to, part) => from.map((channel, i) => channel + (to[i] - channel) * part);
const class_color = (answer) =>
  mixed(TINTS.white, answer > 0 ? TINTS.green : TINTS.gold, Math.min(1, Math.abs(answer)));
const escaped = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
// A real minus sign, which screen readers say, and none before a zero that was rounded.
const sign = (text) => (Number(text) === 0 ? text.replace("-", "") : text.replace(/-/g, "−"));
const fixed = (x, places = 2) => sign(x.toFixed(places));
const number = (x, digits = 4) => sign(String(Number(x.toPrecision(digits))));

// --- making elements ---

let made_so_far = 0; // radio buttons and clips need names that no other on the page has

function element(kind, attributes = {}, ...children) {
  const svg = ["svg", "g"].includes(kind);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", kind) : document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// --- the figure ---

class Figure {
  // `draw(figure, data)` builds the figure: it makes plots and knobs, and sets `figure.update`.
  constructor(place, draw, data) {
    this.numbers = {}; // what the picture shows, in all digits: tests compare them with the engine
    this.plots = [];
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.row = element("div", { class: "gradually-row" });
    this.said = element("p", { class: "gradually-said", "aria-hidden": "true" });
    this.status = element("p", { class: "gradually-status", role: "status", "aria-live": "polite" });
    this.panel = element("div", { class: "gradually-panel", role: "group", "aria-label": data.title });
    this.panel.append(this.row, this.said, this.status);
    draw(this, data);
    this.keep_keys(this.panel);
    place.append(this.panel);
    new ResizeObserver(() => {
      this.changed();
      // Colab shows every output in a frame of its own, which does not grow by itself.
      window.google?.colab?.output?.setIframeHeight?.(document.documentElement.scrollHeight, true);
    }).observe(this.panel);
    this.changed();
  }

  keep_keys(part) {
    // Else JupyterLab takes them. It has to stand on each element: on the panel it does nothing.
    const takes_keys = "input, select, button, [tabindex]";
    for (const each of part.querySelectorAll(takes_keys)) each.dataset.lmSuppressShortcuts = "true";
  }

  changed() {
    // Draw again, once, before the page is painted next.
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.refresh();
    });
  }

  refresh() {
    if (!this.panel.clientWidth) return; // hidden: the ResizeObserver calls when it is seen
    this.plots.forEach((plot) => plot.begin());
    this.update();
    this.plots.forEach((plot) => plot.end());
  }

  say(words) {
    // To the eye at once; to a screen reader when the hand rests, and nothing at the start.
    this.said.textContent = words;
    if (!this.status.textContent) this.status.textContent = words;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.status.textContent = words;
    }, 500);
  }

  // `next()` is called again and again, `pause` milliseconds apart, until it returns false or `stop` is called.
  play(next, pause = 0) {
    this.stop();
    if (this.calm) {
      while (next());
      this.changed();
      return;
    }
    const playing = (this.playing = {});
    let last = -Infinity;
    const tick = (now) => {
      if (this.playing !== playing) return;
      if (now - last >= pause) {
        last = now;
        if (!next()) this.stop();
        this.changed();
      }
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  stop() {
    this.playing = null;
  }

  // --- where things go: columns beside each other, in them things below each other, in a bar side by side ---

  column(kind = "") {
    this.here = this.col = element("div", { class: `gradually-column ${kind}` });
    this.row.append(this.col);
  }

  bar() {
    this.here = element("div", { class: "gradually-bar" });
    this.col.append(this.here);
  }

  below() {
    this.here = this.col;
  }

  add(child) {
    this.here.append(child);
    return child;
  }

  // --- knobs: each has a `value` that can be read and set; `change(value)` is called when the reader turns it ---

  slider({ label, low, high, step = 0.01, value, show = (x) => fixed(x), color = COLORS.parameter, ...rest }) {
    const { logarithmic = false, change } = rest;
    const to = logarithmic ? Math.log10 : (x) => x;
    const from = logarithmic ? (x) => Number((10 ** x).toPrecision(3)) : (x) => x;
    const style = `accent-color: ${color}`;
    const input = element("input", { type: "range", min: to(low), max: to(high), step, style, "aria-label": label });
    const shown = element("b", { "aria-hidden": "true" }); // the knob itself says it to a screen reader
    const knob = {
      input,
      get value() {
        return value; // exactly: the input rounds to its step
      },
      set value(x) {
        value = x;
        input.value = to(x);
        shown.textContent = show(x);
        input.setAttribute("aria-valuetext", `${label} ${show(x)}`);
      },
      limit: (least, most) => Object.assign(input, { min: to(least), max: to(most) }),
    };
    input.addEventListener("input", () => {
      knob.value = from(Number(input.value));
      change?.(value);
      this.changed();
    });
    knob.value = value;
    this.add(element("label", { class: "gradually-knob" }, element("span", {}, label), input, shown));
    return knob;
  }

  checkbox({ label, value = false, change }) {
    const box = { value };
    const input = element("input", { type: "checkbox" });
    input.addEventListener("change", () => {
      box.value = input.checked;
      change?.(box.value);
      this.changed();
    });
    input.checked = value;
    this.add(element("label", { class: "gradually-check" }, input, label));
    return box;
  }

  choice({ label, options, value, change }) {
    // `options` is {key: words}; the knob's value is a key.
    const name = `gradually-${++made_so_far}`;
    const set = element("div", { class: "gradually-choice", role: "radiogroup", "aria-label": label });
    const inputs = {};
    const knob = {
      get value() {
        return value;
      },
      set value(key) {
        value = key;
        inputs[key].checked = true;
      },
    };
    for (const [key, words] of Object.entries(options)) {
      const input = (inputs[key] = element("input", { type: "radio", name, value: key }));
      input.checked = key === value;
      input.addEventListener("change", () => {
        value = key;
        change?.(key);
        this.changed();
      });
      set.append(element("label", {}, input, element("span", {}, words)));
    }
    this.add(set);
    return knob;
  }

  button(label, action) {
    const press = () => {
      action();
      this.changed();
    };
    return this.add(element("button", { type: "button", click: press }, label));
  }

  plot(options) {
    const plot = new Plot(this, options);
    this.plots.push(plot);
    return plot;
  }
}

// --- waking up ---

// In every place on the page that holds this figure and has not come to life: an output may have several views, and
// some hosts copy a script before they run it, so that it cannot know where it stood.
function wake(name, draw, data) {
  for (const place of document.querySelectorAll(`.gradually-live[data-figure="${name}"]`)) {
    if (place.live) continue;
    try {
      place.live = new Figure(place, draw, data);
      place.querySelector(".gradually-still").hidden = true;
    } catch (error) {
      console.warn("gradually: no live figure here:", error); // the still picture stays
      place.querySelector(".gradually-panel")?.remove();
    }
  }
}
