// What comes next, as tables counted from some towns have it: a text to type, and how far back to look.
function next_character(figure, data) {
  const CHARACTERS = data.characters;
  const towns = data.towns.split("|");
  const known = new Set(towns);
  const MOST = 24; // characters of a word
  const tables = []; // by how far back they look: a Map from what stands before to 28 counts
  let text = data.start;
  let written = []; // words, each with the start, how far back, and the chances that it was drawn by

  const shown_as = (character) => ({ ".": "·", " ": "␣" })[character] ?? character;
  const before_of = (word, back) => (".".repeat(back) + word).slice(word.length);

  function table_of(back) {
    if (tables[back]) return tables[back];
    const table = (tables[back] = new Map());
    for (const town of towns)
      for (let place = 0; place <= town.length; place++) {
        const before = before_of(town.slice(0, place), back);
        if (!table.has(before)) table.set(before, new Array(CHARACTERS.length).fill(0));
        table.get(before)[place < town.length ? CHARACTERS.indexOf(town[place]) : 0] += 1;
      }
    return table;
  }

  const row_of = (word, back) => table_of(back).get(before_of(word, back)) ?? new Array(CHARACTERS.length).fill(0);
  const total_of = (row) => row.reduce((sum, count) => sum + count, 0);

  function pick(row, chance) {
    let sum = 0;
    return row.findIndex((count) => (sum += count) > chance * total_of(row));
  }

  function write(start, back) {
    const [chances, most] = [[], MOST];
    let word = start;
    while (word.length < most && total_of(row_of(word, back))) {
      chances.push(Math.random());
      const number = pick(row_of(word, back), chances.at(-1));
      if (number === 0) break;
      word += CHARACTERS[number];
    }
    return { start, back, chances, word };
  }

  // --- the panel ---

  figure.column();
  figure.col.style.flexBasis = "100%";
  const size = "padding: 4px 8px; width: 15em; max-width: 100%; border: 1px solid #b9c4d0; border-radius: 6px";
  const look = `${size}; font: 600 16px ui-monospace, monospace; color: ${COLORS.data}; background: #fff`;
  const said = { "aria-label": "the beginning of a town", maxlength: MOST, spellcheck: "false", autocomplete: "off" };
  const field = element("input", { type: "text", style: look, autocapitalize: "off", ...said, input: typed });
  figure.bar();
  figure.add(element("label", {}, "type the beginning of a town: ", field));
  figure.button("wipe", () => begin(""));
  figure.button("one more", () => one_more());
  figure.below();
  const notch = { low: 0, high: data.most, step: 1, show: (x) => fixed(x, 0) };
  const back = figure.slider({ label: "look back", value: data.back, ...notch, change: () => (written = []) });
  const room = { left: 40, right: 6, top: 26, bottom: 26 };
  const axes = { x: [-0.6, CHARACTERS.length - 0.4], y: [0, 1], counts: [0, 4], margin: room };
  const words = { title: "probability of what comes next", label: "The probability of each character, as bars" };
  const bars = figure.plot({ width: 840, height: 230, ...axes, ...words, pick: pressed });
  figure.bar();
  figure.button("write 20 towns", () => {
    written = Array.from({ length: 20 }, () => write(text, back.value));
  });
  const verdict = figure.add(element("b"));
  figure.below();
  const rows = "display: flex; flex-wrap: wrap; align-content: flex-start; gap: 6px 8px; min-height: 9em";
  const list = figure.add(element("div", { style: rows }));

  function begin(now) {
    text = now;
    written = [];
    field.value = text;
  }

  function typed() {
    const kept = [...field.value.toLowerCase()].filter((each) => each !== "." && CHARACTERS.includes(each));
    begin(kept.slice(0, MOST).join(""));
    figure.changed();
  }

  function one_more() {
    const row = row_of(text, back.value);
    const number = total_of(row) ? pick(row, Math.random()) : 0;
    if (number && text.length < MOST) begin(text + CHARACTERS[number]);
  }

  function pressed(x) {
    const number = between(1, Math.round(x), CHARACTERS.length - 1);
    if (text.length < MOST) begin(text + CHARACTERS[number]);
  }

  begin(text);

  // --- drawing ---

  function draw_bars(probabilities, likeliest) {
    probabilities.forEach((p, i) => {
      const color = i === likeliest ? COLORS.data : "#8fb8ab";
      bars.area([[i - 0.4, 0], [i + 0.4, 0], [i + 0.4, p], [i - 0.4, p]], color);
      const weight = i === likeliest ? "bold" : "normal";
      bars.text(i, 0, shown_as(CHARACTERS[i]), "#222", { shift: [0, 16], weight });
    });
  }

  function draw_list() {
    const kind = (word) => (known.has(word) ? "#00735a; background: #dcefe9" : "#222; background: #f4f4f4");
    const chip = ({ word }) => {
      const look = `padding: 1px 8px; border-radius: 5px; height: 1.7em; white-space: pre; color: ${kind(word)}`;
      return element("span", { style: look }, known.has(word) ? `${word} ✓` : word || "(nothing)");
    };
    list.replaceChildren(...written.map(chip));
  }

  figure.update = () => {
    const row = row_of(text, back.value);
    const total = total_of(row);
    const probabilities = row.map((count) => (total ? count / total : 0));
    const likeliest = probabilities.indexOf(Math.max(...probabilities));
    const copies = written.filter(({ word }) => known.has(word)).length;
    draw_bars(probabilities, likeliest);
    draw_list();
    verdict.textContent = written.length ? `✓ ${copies} of ${written.length} are towns that it counted` : "";
    figure.numbers = { text, back: back.value, row, total, probabilities, written, copies };
    const place = before_of(text, back.value).replace(/\./g, "·").replace(/ /g, "␣");
    const seen = back.value ? `It looks at “${place}”, which it met` : "It looks at nothing; it counted";
    const unit = back.value ? "times" : "characters and ends";
    const percent = fixed(100 * probabilities[likeliest], 0);
    const next = `${likeliest ? shown_as(CHARACTERS[likeliest]) : "the end"}, with ${percent} percent`;
    const guess = total ? `Most likely comes ${next}.` : "So it has nothing to say.";
    figure.say(`${seen} ${total} ${unit}. ${guess} ${verdict.textContent}`.trim());
  };
}
