// A form for one item: the contract's fields, its evidence, and what is still wrong with them.

const LABELS = {
  parties: { name: 'f_name' },
  target_metrics: { name: 'f_metric' },
  training_commitments: { count: 'f_quantity' },
};

const choices = (set, chosen, { none = false } = {}) => [
  none ? el('option', { value: '' }, t('not_stated')) : null,
  Object.keys(VALUE_NAMES.en[set]).map((code) => el('option', { value: code, selected: code === chosen }, nameOf(set, code))),
];

const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
const orNull = (text) => text.trim() || null;
const optionalNumber = (text) => (text.trim() === '' ? null : Number(text));

const textControl = (value, id, properties = {}) => {
  const input = el('input', { id, type: 'text', value: value ?? '', autocomplete: 'off', ...properties });
  return { node: input, main: input, text: () => input.value };
};

const selectControl = (set, value, id, properties) => {
  const box = el('select', { id }, choices(set, value, properties));
  return { node: box, main: box, read: () => orNull(box.value) };
};

const quantityControl = (quantity, id) => {
  const op = el('select', { id, 'aria-label': t('op') }, choices('op', quantity?.op, { none: true }));
  const number = (value, label) => el('input', { type: 'number', step: 'any', value: value ?? '', 'aria-label': t(label), placeholder: t(label) });
  const value = number(quantity?.value, 'number');
  const upper = number(quantity?.upper, 'upper');
  const unit = el('input', { type: 'text', value: quantity?.unit ?? '', 'aria-label': t('unit'), placeholder: t('unit') });
  const fit = () => {
    [value, unit].forEach((node) => { node.hidden = !op.value; });
    upper.hidden = op.value !== 'range';
  };
  op.addEventListener('change', fit);
  fit();
  return {
    node: el('div', { class: 'quantity' }, op, value, upper, unit), main: op,
    read: () => op.value === '' ? null : {
      op: op.value, value: optionalNumber(value.value), upper: op.value === 'range' ? optionalNumber(upper.value) : null, unit: orNull(unit.value),
    },
    fault: (read) => {
      if (!read) return null;
      if (read.value === null) return 'need_number';
      return read.op === 'range' && read.upper === null ? 'need_upper' : null;
    },
  };
};

/** A control for each kind of part: `{node, main, read, fault}`; a fault is the key of its words. */
const CONTROLS = {
  words: (value, id) => {
    const control = textControl(value, id);
    return { ...control, read: () => control.text().trim(), fault: (read) => (read ? null : 'need_value') };
  },
  maybe: (value, id) => {
    const control = textControl(value, id);
    return { ...control, read: () => orNull(control.text()) };
  },
  date: (value, id) => {
    const control = textControl(value, id, { placeholder: '2021-05-09', inputmode: 'numeric' });
    return { ...control, read: () => control.text().trim(), fault: (read) => (KINDS.date(read) ? null : 'need_date') };
  },
  months: (value, id) => {
    const control = textControl(value, id, { inputmode: 'numeric' });
    return { ...control, read: () => optionalNumber(control.text()), fault: (read) => (KINDS.months(read) ? null : 'need_months') };
  },
  list: (value, id) => {
    const box = el('textarea', { id, rows: Math.min(Math.max((value ?? []).length, 1), 5) }, (value ?? []).join('\n'));
    return { node: box, main: box, read: () => lines(box.value) };
  },
  flag: (value, id) => {
    const box = el('input', { id, type: 'checkbox', checked: Boolean(value) });
    return { node: box, main: box, read: () => box.checked };
  },
  quantity: quantityControl,
  frequency: (value, id) => selectControl('frequency', value, id, { none: true }),
  role: (value, id) => selectControl('role', value, id),
  level: (value, id) => selectControl('level', value, id),
  kind: (value, id) => selectControl('kind', value, id),
};

const controlRow = (field, name, control, id) => {
  const fault = el('span', { class: 'fault', id: `${id}-fault`, hidden: true });
  control.main.setAttribute('aria-describedby', fault.id);
  const words = t(LABELS[field]?.[name] ?? `f_${name}`);
  return { name, control, fault, node: el('div', { class: `control part-${name}` }, el('label', { for: id }, words), control.node, fault) };
};

const tellFault = ({ control, fault }, key) => {
  fault.hidden = !key;
  fault.textContent = key ? t(key) : '';
  control.main.toggleAttribute('aria-invalid', Boolean(key));
};

/** The evidence of a form: quotes to remove, and selected text to add. */
const evidenceControl = (article, given, selected) => {
  let pieces = [...given];
  const fault = el('span', { class: 'fault', role: 'alert', hidden: true });
  const list = el('ul', { class: 'quotes' });
  const draw = () => list.replaceChildren(...pieces.map((piece, index) => el('li', {},
    el('q', {}, shown(piece.quote)),
    stands(article, piece) ? null : el('span', { class: 'badge warn' }, t('not_in_text')),
    iconButton('cross', t('remove_evidence'), () => { pieces = pieces.filter((_, at) => at !== index); draw(); }))));
  const tell = (words) => {
    fault.hidden = !words;
    fault.textContent = words ?? '';
  };
  const add = () => {
    const piece = selected();
    if (!piece) return tell(t('select_hint'));
    const length = [...piece.quote].length;
    if (length > MAX_QUOTE) return tell(t('long_evidence', { n: length }));
    if (!pieces.some(({ start, end }) => start === piece.start && end === piece.end)) pieces.push(piece);
    tell(null);
    return draw();
  };
  draw();
  return {
    node: el('fieldset', { class: 'evidence' }, el('legend', {}, t('evidence')), list,
      button(t('add_selected'), add, { class: 'add-evidence', on: { click: add, pointerdown: (event) => event.preventDefault() } }), fault),
    add,
    read: () => pieces,
    check: () => { tell(pieces.length ? null : t('need_evidence')); return pieces.length > 0; },
  };
};

/** A form for an item; `done(value)` takes what was saved. */
const itemForm = (article, { field, value, path }, { selected, done, cancel, remove }) => {
  const rows = Object.entries(SHAPES[field]).map(([name, kind]) => {
    const id = `${path}.${name}`;
    return controlRow(field, name, CONTROLS[kind](value[name], id), id);
  });
  const evidence = evidenceControl(article, value.evidence ?? [], selected);
  const save = (event) => {
    event.preventDefault();
    const read = Object.fromEntries(rows.map(({ name, control }) => [name, control.read()]));
    const faults = rows.map((row) => [row, row.control.fault?.(read[row.name]) ?? goalFault(field, row.name, read)]);
    faults.forEach(([row, key]) => tellFault(row, key));
    const wrong = faults.find(([, key]) => key);
    const enough = evidence.check();
    if (wrong) wrong[0].control.main.focus();
    else if (enough) done({ ...read, evidence: evidence.read(), origin: value.origin ?? null });
  };
  const form = el('form', { class: `item-form f-${field}`, novalidate: true, 'data-path': path, on: { submit: save } },
    rows.map(({ node }) => node), evidence.node,
    el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, t('save')), button(t('cancel'), cancel),
      remove ? button(t('delete'), remove, { class: 'danger' }) : null));
  form.addEvidence = evidence.add;
  form.cancel = cancel;
  return form;
};

const goalFault = (field, name, read) =>
  field === 'target_metrics' && name === 'goal' && !read.goal && !read.quantity ? 'need_goal' : null;

/** What a new item starts with, from the text selected for it. */
const startOf = (field, quote) => ({
  parties: { name: quote, role: 'partner', aliases: [] },
  signing_date: { value: '' },
  duration: { text: quote, months: null },
  dispatched_staff: { level: 'expert', or_above: false, title: quote, count: null, departments: [], position: null, term: null },
  target_metrics: { name: quote, quantity: null, goal: null, frequency: null, deadline: null },
  training_commitments: { kind: 'other', audience: null, count: null, frequency: null },
}[field]);
