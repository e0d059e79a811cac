// The losses that a reader's moves led to, as a curve, with the lowest of them.
class Losses {
  constructor(plot) {
    this.plot = plot;
    this.clear();
  }

  clear() {
    this.all = [];
    this.lowest = Infinity;
  }

  note(loss) {
    if (this.all.at(-1) === loss) return;
    this.all.push(loss);
    this.lowest = Math.min(this.lowest, loss);
  }

  draw() {
    const { plot, all, lowest } = this;
    const recent = all.slice(-241);
    const from = all.length - recent.length;
    plot.x = [from, from + Math.max(60, recent.length - 1)];
    plot.y = [0, Math.max(1, ...recent) * 1.08];
    plot.line([[from, lowest], [plot.x[1], lowest]], COLORS.line, { width: 1.2, dash: "4 4" });
    const beside = { anchor: "end", shift: [-2, lowest > plot.y[1] / 2 ? 16 : -6] };
    plot.text(plot.x[1], lowest, `lowest ${fixed(lowest, 3)}`, COLORS.line, beside);
    plot.line(recent.map((value, i) => [from + i, value]), COLORS.gradient, { width: 1.8 });
    plot.dot(from + recent.length - 1, recent.at(-1), COLORS.gradient, { radius: 4.5 });
  }
}
