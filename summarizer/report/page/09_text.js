// The article's text with its evidence marked. Marks are cut where evidence begins or ends, so that they can overlap.

/** Runs `{from, to, items}` in UTF-16 units, without gaps, items in the order of the fields. */
const runsOf = (article, items) => {
  const { text } = article.info;
  const { toUnit } = offsetsOf(article);
  const spans = items.flatMap((item) => item.value.evidence.filter((evidence) => stands(article, evidence))
    .map(({ start, end }) => ({ item, from: toUnit(start), to: toUnit(end) })));
  const lines = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const cuts = [...new Set([0, text.length, ...lines, ...spans.flatMap(({ from, to }) => [from, to])])].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((from, at) => ({
    from, to: cuts[at + 1],
    items: spans.filter((span) => span.from <= from && from < span.to).map(({ item }) => item),
  }));
};

const markOf = (text, items, choose) => {
  const fields = [...new Set(items.map(({ field }) => field))];
  const paths = [...new Set(items.map(({ path }) => path))];
  const names = fields.map((field) => nameOf('field', field)).join('、');
  return el('mark', {
    class: `f-${fields[0]}${fields[1] ? ` also-${fields[1]}` : ''}${items.every(({ asked }) => asked) ? ' asked' : ''}`, 'data-paths': paths.join(' '), title: names,
    on: { click: () => { if (getSelection().isCollapsed) choose(paths); } },
  }, shown(text));
};

const textPane = (article, items, choose) => {
  const { text } = article.info;
  const lines = [];
  let line = null;
  for (const { from, to, items: held } of runsOf(article, items)) {
    if (!line) lines.push(line = el('p', { class: lines.length ? null : 'first' }));
    const words = text.slice(from, to);
    // The line end itself stays in the paragraph: a selection is counted in the characters before it.
    line.append(...(held.length ? [markOf(words, held, choose)] : shown(words)));
    if (words.endsWith('\n')) line = null;
  }
  return el('div', { class: 'text', id: 'text', lang: 'zh-CN' }, lines);
};

/** What is selected in the text, as evidence; null when nothing is. */
const selectedEvidence = (article, box) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(box);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const from = before.toString().length + (words.length - words.trimStart().length);
  const quote = words.trim();
  if (!quote) return null;
  const { toPoint } = offsetsOf(article);
  return { quote, start: toPoint(from), end: toPoint(from + quote.length) };
};
