// A list of thousands of rows that holds only those in sight. Every row has the same height, told by the style sheet.

const MARGIN_ROWS = 8;

/** Rows drawn by `draw(row, index)` into a box of its own scrolling. */
const windowed = (label, draw) => {
  const body = el('div', { class: 'rows' });
  const space = el('div', { class: 'space' }, body);
  const box = el('div', { class: 'windowed', tabindex: '0', role: 'rowgroup', 'aria-label': label }, space);
  const list = { box, rows: [], current: -1, from: -1, to: -1 };
  let drawn = new Map();

  const rowHeight = () => parseFloat(getComputedStyle(box).getPropertyValue('--row')) || 56;

  const paint = (anew = false) => {
    const height = rowHeight();
    const from = Math.max(0, Math.floor(box.scrollTop / height) - MARGIN_ROWS);
    const to = Math.min(list.rows.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + MARGIN_ROWS);
    if (!anew && from === list.from && to === list.to) return;
    Object.assign(list, { from, to });
    space.style.height = `${list.rows.length * height}px`;
    body.style.transform = `translateY(${from * height}px)`;
    const before = anew ? new Map() : drawn;
    drawn = new Map(list.rows.slice(from, to).map((row, at) => [from + at, before.get(from + at) ?? drawRow(row, from + at)]));
    body.replaceChildren(...drawn.values());
  };

  const drawRow = (row, index) => {
    const node = draw(row, index);
    node.setAttribute('aria-rowindex', index + 2);
    if (index === list.current) node.classList.add('current');
    return node;
  };

  list.show = (rows) => {
    Object.assign(list, { rows, current: -1 });
    box.scrollTop = 0;
    paint(true);
  };
  /** Bring a row back to where a reader left it. */
  list.recall = (index) => {
    if (index < 0) return;
    list.current = index;
    paint(true);
    box.scrollTop = index * rowHeight() - box.clientHeight / 3;
    paint(true);
  };
  list.move = (step) => {
    if (!list.rows.length) return;
    list.current = Math.min(Math.max(list.current + step, 0), list.rows.length - 1);
    const height = rowHeight();
    const top = list.current * height;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
    paint(true);
    body.querySelector('.current a')?.focus({ preventScroll: true });
  };

  let due = 0;
  box.addEventListener('scroll', () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => paint());
  }, { passive: true });
  new ResizeObserver(() => paint(true)).observe(box);
  return list;
};
