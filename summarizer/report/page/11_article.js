// One article: its text beside its values. Pointing at either shows the other; every value can be corrected.

/** What this view shows now; it is drawn anew after each change. */
let shownArticle = null;

/** The number of the article last read: a list comes back at its row. */
let lastRead = null;

const articleView = (article, path) => {
  const items = itemsOf(article);
  const view = el('main', { class: 'article', id: 'main', tabindex: '-1', 'data-pane': 'values' });
  const state = { article, items, view, path: null, form: null, selection: null };
  shownArticle = state;
  lastRead = article.number;
  drawArticle(state);
  queueMicrotask(() => {
    const start = items.find((item) => item.path === path) ?? items.find((item) => path && item.path.startsWith(`${path}.`));
    if (start) choose(start.path, { focus: true });
  });
  return view;
};

const drawArticle = (state) => {
  const { article, view } = state;
  state.items = itemsOf(article);
  state.questions = questionsOf(article);
  state.text = textPane(article, [...state.items, ...state.questions], (paths) => chooseNext(paths));
  state.values = valuesPane(state);
  const scrolled = [...view.querySelectorAll('.pane')].map((pane) => pane.scrollTop);
  view.replaceChildren(articleHead(state), paneSwitch(view),
    el('div', { class: 'panes' },
      el('section', { class: 'pane text-pane', 'aria-label': t('text'), tabindex: '0' }, legend(state), state.text, selectionBar(state)),
      el('section', { class: 'pane values-pane', 'aria-label': t('values'), tabindex: '0' }, state.values)));
  view.querySelectorAll('.pane').forEach((pane, at) => { pane.scrollTop = scrolled[at] ?? 0; });
};

// --- the head: which article, and what to do with it

const articleHead = (state) => {
  const { article } = state;
  const { info, summary } = article;
  const at = walk.indexOf(article.number);
  const engine = t(`engine_${summary.provenance.engine}`) + (summary.provenance.model ? ` ${summary.provenance.model}` : '');
  const score = summary.cross_check ? t('review_score', { n: summary.cross_check.review_score.toFixed(2) }) : null;
  const meta = [info.publisher ?? t('unknown_publisher'), info.published ?? t('unknown_date'), t('chars', { n: info.chars.toLocaleString('en') }), engine, score].filter(Boolean);
  return el('header', { class: 'article-head' },
    el('div', { class: 'where' },
      el('a', { href: lastList, class: 'back' }, `← ${t('back')}`),
      iconButton('left', t('previous'), () => step(-1), { disabled: at <= 0 }),
      el('span', {}, t('of_all', { n: at + 1, of: walk.length })),
      iconButton('right', t('next'), () => step(1), { disabled: at < 0 || at >= walk.length - 1 })),
    el('h1', {}, shownLong(info.title || t('untitled'))),
    el('p', { class: 'meta' }, meta.map((part) => el('span', {}, shown(part.slice(0, CUT)))),
      el('span', { class: 'source' }, shown(info.source.slice(0, CUT)))),
    el('div', { class: 'doing' },
      button(isChecked(article) ? t('is_checked') : t('mark_checked'), () => check(state), {
        class: `check${isChecked(article) ? ' done' : ''}`, 'aria-pressed': String(isChecked(article)) }),
      button(t('save_label'), () => saveLabel(article), { class: 'save-label' }),
      article.undo.length ? button(t('undo'), () => takeBack(state), { class: 'quiet' }) : null,
      article.draft ? button(t('revert'), () => revert(state), { class: 'quiet' }) : null));
};

const paneSwitch = (view) => el('div', { class: 'switch', role: 'group', 'aria-label': t('values') },
  ['values', 'text'].map((pane) => button(t(pane), () => showPane(view, pane), { 'data-pane': pane, 'aria-pressed': String(view.dataset.pane === pane) })));

const showPane = (view, pane) => {
  view.dataset.pane = pane;
  view.querySelectorAll('.switch button').forEach((one) => one.setAttribute('aria-pressed', String(one.dataset.pane === pane)));
};

const legend = ({ items }) => {
  const counts = tally(items.map(({ field }) => field));
  return el('ul', { class: 'legend' }, FIELDS.filter((field) => counts.has(field)).map((field) =>
    el('li', { class: `f-${field}` }, nameOf('field', field), ' ', el('b', {}, String(counts.get(field))))));
};

// --- the values

const valuesPane = (state) => {
  const { article } = state;
  const agreements = agreementsOf(article);
  const found = state.questions.filter(({ agreement }) => agreement === null);
  return el('div', { class: 'values' }, doubtList(state), warningList(state),
    agreements.map((agreement, number) => agreementCard(state, agreement, number)),
    agreements.length ? null : el('p', { class: 'empty' }, t('no_agreements_here')),
    found.length ? el('section', { class: 'card agreement' }, el('header', {}, el('h2', {}, t('only_rules_found'))),
      found.map((asked) => el('div', { class: `group f-${asked.field}` }, questionCard(state, asked)))) : null,
    button(`＋ ${t('add_agreement')}`, () => alter(state, (changed) => changed.push(emptyAgreement())), { class: 'add-agreement' }),
    article.summary.summary ? el('section', { class: 'prose' }, el('h2', {}, t('summary')), el('p', {}, shownLong(article.summary.summary))) : null);
};

/** What to look at first, each a way to its card. */
const doubtList = (state) => {
  const doubts = [...state.items.filter(({ value }) => value.second_reader === 'llm_only'), ...state.questions];
  if (!doubts.length) return null;
  return el('section', { class: 'warnings doubts', 'aria-label': t('doubtful') }, el('h2', {}, `？${t('doubtful')} ${doubts.length}`),
    el('ul', {}, doubts.map(({ path, field, value, asked }) => el('li', {},
      el('small', {}, el('b', {}, asked ? t('rules_only') : nameOf('second_reader', 'llm_only')), nameOf('field', field)),
      button(shown(WORDINGS[field](value)[0].slice(0, CUT)), () => choose(path, { focus: true }), { class: 'quiet' })))));
};

const warningList = (state) => {
  const { warnings } = state.article.summary;
  if (!warnings.length) return null;
  return el('section', { class: 'warnings', 'aria-label': t('warnings') }, el('h2', {}, `⚠ ${t('warnings')} ${warnings.length}`),
    el('ul', {}, warnings.map((warning) => el('li', {}, warningPlace(state, warning), el('p', {}, shownLong(warning.message))))));
};

const warningPlace = ({ items }, { code, path }) => {
  const about = path && items.find(({ origin }) => origin && (path === origin || path.startsWith(`${origin}.`)));
  const number = agreementNumber(path);
  const field = FIELDS.find((name) => path?.includes(`.${name}`));
  const words = [number === null ? null : t('agreement_n', { n: number + 1 }), field ? nameOf('field', field) : null].filter(Boolean).join(' · ');
  return el('small', {}, el('b', { title: code.slice(0, CUT) }, shown(nameOf('warning', code).slice(0, CUT))),
    about ? button(words, () => choose(about.path, { focus: true }), { class: 'quiet' }) : words || null);
};

const agreementCard = (state, agreement, number) => {
  const heading = `agreement-${number}`;
  return el('section', { class: 'card agreement', 'aria-labelledby': heading },
    el('header', {},
      el('h2', { id: heading }, t('agreement_n', { n: number + 1 })),
      iconButton('pencil', t('rename'), () => rename(state, number)),
      iconButton('bin', t('delete_agreement'), () => { tellUndo(state, 'deleted'); alter(state, (changed) => changed.splice(number, 1)); })),
    el('p', { class: 'agreement-name' }, agreement.name ? shownLong(agreement.name) : null),
    FIELDS.map((field) => fieldGroup(state, agreement, number, field)));
};

const fieldGroup = (state, agreement, number, field) => {
  const items = state.items.filter((item) => item.agreement === number && item.field === field);
  const asked = state.questions.filter((one) => one.agreement === number && one.field === field);
  const full = SINGLE.has(field) && items.length;
  return el('div', { class: `group f-${field}`, 'data-field': field },
    el('h3', {}, nameOf('field', field), items.length ? null : el('span', { class: 'none' }, t('no_items')),
      full ? null : iconButton('plus', `${t('add')} ${nameOf('field', field)}`, () => addItem(state, number, field), { class: 'icon add' })),
    items.map((item) => itemCard(state, item)), asked.map((one) => questionCard(state, one)));
};

const pointed = (path) => ({
  click: (event) => { if (!event.target.closest('button')) choose(path, { focus: true }); },
  pointerenter: () => light([path]), pointerleave: () => light([]),
});

/** What only the second reader read: a question, not a value, until somebody takes it over. */
const questionCard = (state, asked) => {
  const [main, parts] = WORDINGS[asked.field](asked.value);
  const take = () => addItem(state, asked.agreement, asked.field, null, asked.value);
  return el('article', { class: `item question f-${asked.field}`, 'data-path': asked.path, tabindex: '-1', on: pointed(asked.path) },
    el('div', { class: 'line' },
      el('button', { type: 'button', class: 'main', 'aria-label': `${t('rules_only')} ${main.slice(0, CUT)}`, on: { click: () => choose(asked.path, { focus: true }) } },
        el('small', {}, `？${t(asked.instead_of ? 'rules_otherwise' : 'rules_only')} `), shown(main.slice(0, LONG))),
      asked.agreement === null ? null : button(t('take'), take, { class: 'quiet' })),
    el('p', { class: 'parts' }, parts.filter(Boolean).map((part) => el('span', {}, shownLong(part))), sureBadge(asked.value)),
    asked.value.evidence.map((evidence) => el('q', {}, shown(evidence.quote))));
};

const SURE = 0.8;

const sureBadge = ({ confidence }) => (Number.isFinite(confidence)
  ? el('span', { class: `badge${confidence < SURE ? ' doubt' : ''}` }, t('confidence', { n: Math.round(confidence * 100) })) : null);

const readerBadge = ({ second_reader: reader }) => (reader
  ? el('span', { class: `badge ${reader === 'agreed' ? 'done' : 'doubt'}` }, nameOf('second_reader', reader)) : null);

const itemCard = (state, item) => {
  const [main, parts] = WORDINGS[item.field](item.value);
  const lost = item.value.evidence.some((evidence) => !stands(state.article, evidence));
  const warned = warningsOf(state.article, item);
  return el('article', {
    class: `item f-${item.field}`, 'data-path': item.path, tabindex: '-1',
    on: pointed(item.path),
  },
  el('div', { class: 'line' },
    el('button', { type: 'button', class: 'main', 'aria-label': main.slice(0, CUT), on: { click: () => choose(item.path, { focus: true }) } }, shown(main.slice(0, LONG)), main.length > LONG ? '…' : null),
    iconButton('pencil', t('edit'), () => openForm(state, item)),
    iconButton('cross', t('delete'), () => deleteItem(state, item))),
  main.length > LONG ? el('p', { class: 'whole' }, shownLong(main)) : null,
  el('p', { class: 'parts' }, parts.filter(Boolean).map((part) => el('span', {}, shownLong(part))),
    readerBadge(item.value), sureBadge(item.value),
    warned.map((warning) => el('span', { class: 'badge warn' }, shown(nameOf('warning', warning.code).slice(0, CUT)))),
    lost ? el('span', { class: 'badge warn' }, t('not_in_text')) : null),
  item.value.evidence.map((evidence) => el('q', {}, shown(evidence.quote))));
};

// --- pointing at things

const marksOf = (paths) => [...document.querySelectorAll('mark')].filter((mark) =>
  mark.dataset.paths.split(' ').some((path) => paths.includes(path)));

const cardOf = (path) => [...document.querySelectorAll('.item')].find((card) => card.dataset.path === path);

const light = (paths) => {
  document.querySelectorAll('mark.lit').forEach((mark) => mark.classList.remove('lit'));
  marksOf(paths).forEach((mark) => mark.classList.add('lit'));
};

const lightCards = (paths) => document.querySelectorAll('.item').forEach((card) => card.classList.toggle('lit', paths.includes(card.dataset.path)));

/** Make an item the current one: its card and its marks are shown, and the other side scrolls to it. */
const choose = (path, { focus = false, from = 'card' } = {}) => {
  const state = shownArticle;
  if (!state) return;
  state.path = path;
  document.querySelectorAll('.item.current, mark.current').forEach((node) => node.classList.remove('current'));
  const card = cardOf(path);
  const marks = marksOf([path]);
  [card, ...marks].forEach((node) => node?.classList.add('current'));
  if (from === 'card') marks[0]?.scrollIntoView({ block: 'center', behavior: calmly() });
  else showPane(state.view, 'values');
  card?.scrollIntoView({ block: from === 'card' ? 'nearest' : 'center', behavior: calmly() });
  if (focus) card?.querySelector('.main')?.focus({ preventScroll: true });
};

/** A mark may belong to several items: pointing again takes the next. */
const chooseNext = (paths) => {
  const at = paths.indexOf(shownArticle.path);
  choose(paths[(at + 1) % paths.length], { focus: true, from: 'mark' });
};

const moveItem = (by) => {
  const { view, path } = shownArticle;
  const paths = [...view.querySelectorAll('.item')].map((card) => card.dataset.path);
  if (!paths.length) return;
  const at = paths.indexOf(path);
  const next = Math.min(Math.max(at < 0 && by < 0 ? 0 : at + by, 0), paths.length - 1);
  choose(paths[next], { focus: true });
};

const step = (by) => {
  const next = walk[walk.indexOf(shownArticle.article.number) + by];
  if (next !== undefined) go(`#/article/${next}`);
};

// --- correcting

const alter = (state, change_agreements) => {
  edit(state.article, change_agreements);
  redraw(state);
};

const redraw = (state, path = state.path) => {
  state.form = null;
  drawArticle(state);
  drawBar();
  if (path && state.items.some((item) => item.path === path)) choose(path, { focus: true });
};

const check = (state) => {
  toggleChecked(state.article);
  redraw(state);
  state.view.querySelector('.check').focus();
};

const takeBack = (state) => {
  if (undo(state.article)) {
    say(t('undone'));
    redraw(state);
  }
};

const tellUndo = (state, words) => say(t(words), { label: t('undo'), act: () => takeBack(state) });

const revert = (state) => {
  discardDraft(state.article);
  tellUndo(state, 'restored');
  redraw(state);
};

const deleteItem = (state, item) => {
  tellUndo(state, 'deleted');
  alter(state, (agreements) => removeItem(agreements, item));
};

const placeForm = (state, item, place, remove) => {
  const saved = (value) => {
    edit(state.article, (agreements) => putItem(agreements, item, value));
    say(t('saved'));
    redraw(state, item.path);
  };
  state.form = itemForm(state.article, item, {
    selected: () => state.selection, done: saved, cancel: () => redraw(state, item.path), remove,
  });
  place(state.form);
  state.form.scrollIntoView({ block: 'nearest' });
  showPane(state.view, 'values');
  state.form.querySelector('input, select, textarea')?.focus({ preventScroll: true });
};

const openForm = (state, item) => {
  if (state.form) redraw(state);
  choose(item.path);
  placeForm(state, item, (form) => cardOf(item.path).replaceWith(form), () => deleteItem(state, item));
};

const addItem = (state, number, field, evidence = null, given = null) => {
  if (state.form) redraw(state);
  const taken = evidence ?? state.selection;
  const value = given ?? { ...startOf(field, taken?.quote ?? ''), evidence: taken ? [taken] : [] };
  const count = state.items.filter((item) => item.agreement === number && item.field === field).length;
  const item = { agreement: number, field, index: null, value, path: pathOf(number, field, count) };
  const group = document.querySelectorAll('.agreement')[number].querySelector(`[data-field="${field}"]`);
  placeForm(state, item, (form) => group.append(form));
};

const rename = (state, number) => {
  if (state.form) redraw(state);
  const card = document.querySelectorAll('.agreement')[number];
  const control = controlRow('agreement', 'name', CONTROLS.maybe(agreementsOf(state.article)[number].name, 'agreement-name'), 'agreement-name');
  control.node.querySelector('label').textContent = t('agreement_name');
  const save = (event) => {
    event.preventDefault();
    const name = control.control.read();
    // The contract keeps the marks of a title; a person may leave them out.
    alter(state, (agreements) => { agreements[number].name = name && !/^《.+》$/s.test(name) ? `《${name}》` : name; });
  };
  const form = el('form', { class: 'item-form', novalidate: true, on: { submit: save } }, control.node,
    el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, t('save')), button(t('cancel'), () => redraw(state))));
  form.cancel = () => redraw(state);
  state.form = form;
  card.querySelector('.agreement-name').replaceWith(form);
  control.control.main.focus();
};

// --- selected text becomes evidence

const selectionBar = (state) => {
  const held = (event) => event.preventDefault();
  const bar = el('div', { class: 'selection-bar', hidden: true, on: { pointerdown: held } });
  state.drawSelection = () => {
    const { selection } = state;
    bar.hidden = !selection;
    if (!selection) return;
    const count = el('span', {}, t('selected', { n: [...selection.quote].length }));
    if (state.form?.addEvidence) {
      bar.replaceChildren(count, button(t('as_evidence'), () => { state.form.addEvidence(); showPane(state.view, 'values'); }, { class: 'primary' }));
      return;
    }
    const number = state.items.find(({ path }) => path === state.path)?.agreement ?? 0;
    if (!agreementsOf(state.article).length) return bar.replaceChildren(count);
    const free = FIELDS.filter((field) => !SINGLE.has(field) || !agreementsOf(state.article)[number][field]);
    const many = agreementsOf(state.article).length > 1 ? ` (${t('agreement_n', { n: number + 1 })})` : '';
    bar.replaceChildren(count, el('span', {}, t('add_as') + many), ...free.map((field) =>
      button(nameOf('field', field), () => addItem(state, number, field, selection), { class: `f-${field}` })));
  };
  return bar;
};

document.addEventListener('selectionchange', () => {
  if (!shownArticle?.text.isConnected) return;
  const selection = selectedEvidence(shownArticle.article, shownArticle.text);
  // A click on a button of the form must not lose what was selected for it.
  if (!selection && document.activeElement?.closest('.item-form, .selection-bar')) return;
  shownArticle.selection = selection;
  shownArticle.drawSelection();
});

document.addEventListener('pointerover', (event) => {
  const mark = event.target.closest?.('mark');
  lightCards(mark ? mark.dataset.paths.split(' ') : []);
});
