// What topological_order does, line by line: its lists, and the way that it takes through a graph.
function order(figure, data) {
  const { nodes, places, edges, box, size, lines } = data;
  let root = nodes.length - 1;
  let scenes = [];

  const is_small = size[0] <= 270;
  const wide = Math.round(size[0] * (is_small ? 1.25 : 1)) + 18;
  figure.column();
  if (!is_small) figure.col.style.flexBasis = "100%"; // a row of its own
  figure.here = element("div", { style: `width: ${wide}px` });
  figure.col.append(element("div", { style: "overflow-x: auto; overflow-y: hidden" }, figure.here));
  const words = { title: "press a node: it becomes the root", label: "The graph; a pressed node becomes the root" };
  const margin = { left: 4, right: 14, top: 40, bottom: 8 };
  const span = { x: [0, size[0]], y: [0, size[1]], width: wide, aspect: size[1] / size[0] };
  const graph = figure.plot({ ...words, ...span, margin, bare: true });
  if (is_small) figure.below();
  else figure.column();
  const lists = figure.add(element("div"));
  const show = (i) => `${i + 1} / ${scenes.length}`;
  const change = () => figure.stop();
  const step = figure.slider({ label: "step", low: 0, high: 1, step: 1, value: 0, show, change, color: COLORS.target });
  figure.bar();
  figure.button("◀ back", () => (figure.stop(), move(-1)));
  figure.button("forward ▶", () => (figure.stop(), move(1)));
  const run = figure.button("play", () => (figure.playing ? figure.stop() : play()));
  figure.below();
  const by_turn = figure.checkbox({ label: "whole turns of while", change: begin });
  const turned = figure.checkbox({ label: "children the other way round", change: begin });
  figure.column("wide");
  const code = figure.add(element("div", { class: "gradually-code" }));

  const name = (i) => nodes[i].name;
  const listed = (some) => some.map(name).join(", ");
  const children_of = (i) => (turned.value ? [...nodes[i].children].reverse() : nodes[i].children);

  // --- the algorithm: a scene for each line that runs, with what stands in the lists after it ---

  function scenes_from(first) {
    const found = [];
    const [seen, order, path] = [[first], [], []];
    const go_to = (node) => path.push({ node, left: [...children_of(node)] });
    let node, child;
    const note = (line, words) => {
      const way = path.map((each) => ({ ...each, left: [...each.left] }));
      found.push({ line, words, node, child, path: way, seen: [...seen], order: [...order] });
    };

    function next_child({ left }) {
      // The loop over the children: true if `break` leaves it, to look at the child's children first.
      while (left.length) {
        child = left.shift();
        note("next", `The next child of ${name(node)} is ${name(child)}.`);
        const is_new = !seen.includes(child);
        note("ask", is_new ? `${name(child)} has not been seen yet.` : `${name(child)} has been seen: go on.`);
        if (!is_new) continue;
        seen.push(child);
        note("see", `Now ${name(child)} has been seen.`);
        const is_inner = children_of(child).length > 0;
        note("inner", is_inner ? `${name(child)} has children, which come first.` : `${name(child)} is a leaf.`);
        if (is_inner) {
          go_to(child);
          note("deeper", `The path leads on to ${name(child)}.`);
          note("stop", `${name(node)} has to wait, and remembers where it stopped.`);
          return true;
        }
        order.push(child);
        note("leaf", `${name(child)} waits for nothing and takes its place in the order.`);
      }
      child = undefined;
      note("next", `No child of ${name(node)} is left.`);
      return false;
    }

    go_to(first);
    note("start", `The start: the path is the root ${name(first)} alone.`);
    for (;;) {
      child = undefined;
      note("turn", path.length ? "The path is not empty: another turn." : "The path is empty: the loop ends.");
      if (!path.length) break;
      ({ node } = path.at(-1));
      note("look", `${name(node)} stands at the end of the path.`);
      if (next_child(path.at(-1))) continue;
      order.push(node);
      note("place", `All children of ${name(node)} are in order, so ${name(node)} follows.`);
      path.pop();
      note("back", `The path goes back by one.`);
    }
    note("done", `The order is ${listed(order)}.`);
    return found;
  }

  function begin() {
    figure.stop();
    const all = scenes_from(root);
    const is_shown = (scene, i) => !i || scene.line === "done" || all[i + 1].line === "turn";
    scenes = by_turn.value ? all.filter(is_shown) : all;
    step.limit(0, scenes.length - 1);
    step.value = 0;
  }

  function move(by) {
    step.value = between(0, step.value + by, scenes.length - 1);
    return step.value < scenes.length - 1;
  }

  function play() {
    if (step.value === scenes.length - 1) step.value = 0;
    figure.play(() => move(1), 450);
  }

  // --- the nodes: buttons that make one of them the root ---

  function press(i) {
    root = i;
    begin();
    figure.changed();
  }

  const buttons = nodes.map((node, i) => {
    const press_key = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press(i);
    };
    const act = { click: () => press(i), keydown: press_key };
    const kind = { role: "button", tabindex: 0, style: "cursor: pointer", "aria-label": `${node.name} as the root` };
    return graph.front.appendChild(element("g", { ...kind, ...act }));
  });

  // --- drawing ---

  const at = ([x, y]) => [graph.across_of(x), graph.down_of(y)];

  function draw_edges({ path, node, child }) {
    const on_path = (edge) => path.some((each, k) => each.node === edge.child && path[k - 1]?.node === edge.node);
    for (const edge of edges) {
      const looked_at = edge.node === node && edge.child === child;
      const color = looked_at ? "#222" : on_path(edge) ? COLORS.target : "#a0a0a0";
      const width = looked_at || on_path(edge) ? 3 : 1.6;
      const [start, ...curve] = edge.points.map(at);
      const [from, tip] = [edge.points.at(-2), edge.points.at(-1)].map(at);
      const angle = (Math.atan2(tip[1] - from[1], tip[0] - from[0]) * 180) / Math.PI;
      const line = `<path d="M${start}C${curve.join(" ")}" fill="none" stroke="${color}" stroke-width="${width}"/>`;
      const head = `<path transform="translate(${tip}) rotate(${angle})" d="M9 0L-1 -5V5Z" fill="${color}"/>`;
      graph.labels.push(line + head);
    }
  }

  function node_drawn(i, { path, node, child, order }) {
    const part = graph.inner.wide / size[0];
    const [half, tall] = [(box[0] / 2) * part, Math.max(17, (box[1] / 2) * part)];
    const rank = order.indexOf(i);
    const waits = path.some((each) => each.node === i);
    const [fill, edge] = rank >= 0 ? ["#d3eae3", COLORS.data] : waits ? ["#fbf0d3", COLORS.target] : ["#fff", "#999"];
    const frame = `x="${-half}" y="${-tall}" width="${2 * half}" height="${2 * tall}" rx="7"`;
    const look = `fill="${fill}" stroke="${edge}" stroke-width="${i === node ? 3.4 : 1.6}"`;
    const text = (x, y, words, style) =>
      `<text x="${x}" y="${y}" text-anchor="middle" style="${style}">${words}</text>`;
    const title = escaped(name(i) + (nodes[i].op && ` (${nodes[i].op})`));
    const box_drawn = `<rect ${frame} ${look}/>${text(0, -2, title, "fill: #222; font-weight: 700")}`;
    const data_drawn = text(0, 13, number(nodes[i].data), `fill: ${COLORS.data}`);
    const under = i === child ? `<path d="M${-half} ${tall + 5}h${2 * half}" stroke="#222" stroke-width="3"/>` : "";
    const disc = `<circle cx="${half - 2}" cy="${-tall}" r="10" fill="${COLORS.data}"/>`;
    const badge = rank < 0 ? "" : disc + text(half - 2, 4 - tall, rank + 1, "fill: #fff; font-weight: 700");
    return box_drawn + data_drawn + under + badge;
  }

  function draw_lists({ path, seen, order, node, child }) {
    const one = (i) => (i === undefined ? "–" : escaped(name(i)));
    const chip = (words, color) => `<span style="border-color: ${color}">${words}</span>`;
    const row = (title, chips) =>
      `<div class="gradually-list" style="margin: 4px 0"><b>${title}</b>${chips.join("") || "<i>empty</i>"}</div>`;
    const left = (some) => ` · ${escaped(listed(some)) || "none"} left`;
    lists.innerHTML = [
      row("now", [`<div>node <strong>${one(node)}</strong>, child <strong>${one(child)}</strong></div>`]),
      row(
        "path",
        path.map((each) => chip(`<strong>${one(each.node)}</strong>` + left(each.left), COLORS.target)),
      ),
      row(
        "seen",
        seen.map((i) => chip(one(i), COLORS.line)),
      ),
      row(
        "order",
        order.map((i) => chip(one(i), COLORS.data)),
      ),
    ].join("");
  }

  figure.update = () => {
    const scene = scenes[step.value];
    draw_edges(scene);
    buttons.forEach((button, i) => {
      button.innerHTML = node_drawn(i, scene);
      button.setAttribute("transform", `translate(${at(places[i])})`);
      button.setAttribute("aria-pressed", i === root);
    });
    draw_lists(scene);
    const line = (text, i) => `<div${i === lines[scene.line] ? ' class="now"' : ""}>${escaped(text)}</div>`;
    code.innerHTML = data.written.map(line).join("");
    run.textContent = figure.playing ? "stop" : "play";
    const path = scene.path.map((each) => [each.node, each.left]);
    const knobs = { root, turned: turned.value, by_turn: by_turn.value, step: step.value };
    const shown = { lines: scenes.map((each) => lines[each.line]), path, seen: scene.seen, order: scene.order };
    figure.numbers = { children: nodes.map((node) => node.children), ...knobs, ...shown };
    figure.say(`Step ${step.value + 1} of ${scenes.length}. ${scene.words}`);
  };
  begin();
}
