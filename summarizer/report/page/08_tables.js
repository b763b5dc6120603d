// Two tables that filter, search and sort: the agreements and the articles. The filters stand in the address.

const CUT = 160;
const cut = (text) => shown(text.length > CUT ? `${text.slice(0, CUT)}…` : text);

const STATUSES = {
  doubtful: ({ article, number }) => doubtsOf(article, number) > 0,
  flagged: ({ article }) => article.summary.warnings.length > 0,
  unchecked: ({ article }) => !isChecked(article),
  checked: ({ article }) => isChecked(article),
  edited: ({ article }) => isEdited(article),
  no_agreement: ({ article }) => !agreementsOf(article).length,
};

const statusOptions = (names) => names.filter((name) => name !== 'doubtful' || isCrossChecked());

const badges = (article, warnings, doubts = null) => el('span', { class: 'badges' },
  doubts,
  warnings.length ? el('span', { class: 'badge warn', title: t('warnings') }, `⚠ ${warnings.length}`) : null,
  isEdited(article) ? el('span', { class: 'badge edited' }, t('edited')) : null,
  isChecked(article) ? el('span', { class: 'badge done' }, t('checked')) : null);

const doubtBadge = (doubts, words) => (doubts ? el('span', { class: 'badge doubt', title: t('doubtful') }, words) : null);

const byWords = (words) => (one, other) => words(one).localeCompare(words(other), 'zh-CN');
const byNumber = (number) => (one, other) => number(one) - number(other);
const cell = (kind, ...content) => el('span', { class: kind, role: 'cell' }, content);
const small = (label, number) => cell('number', el('i', {}, label), String(number || '–'));

const AGREEMENT_TABLE = {
  view: 'agreements',
  rows: agreementRows,
  hay: hayOf,
  address: ({ article, number }) => `#/article/${article.number}/agreements[${number}]`,
  columns: [
    { key: 'parties', words: 'parties_column', compare: byWords(({ agreement }) => partiesText(agreement)) },
    { key: 'date', words: 'date_column', compare: byWords(({ agreement }) => agreement.signing_date?.value ?? '') },
    { key: 'term', words: 'term_column', compare: byNumber(({ agreement }) => agreement.duration?.months ?? 0) },
    { key: 'staff', words: 'staff_column', compare: byNumber(({ agreement }) => agreement.dispatched_staff.length) },
    { key: 'targets', words: 'targets_column', compare: byNumber(({ agreement }) => agreement.target_metrics.length) },
    { key: 'training', words: 'training_column', compare: byNumber(({ agreement }) => agreement.training_commitments.length) },
    { key: 'state', words: 'state_column', compare: byNumber((row) => (isCrossChecked() ? doubtsOf(row.article, row.number) : agreementWarnings(row).length)) },
  ],
  filters: {
    year: { words: 'year', options: () => [...new Set(agreementRows().map(({ agreement }) => yearOf(agreement)))].sort(), name: (code) => (code === 'none' ? t('year_none') : code), holds: ({ agreement }, code) => yearOf(agreement) === code },
    term: { words: 'duration', options: () => TERMS, name: (code) => t(code), holds: ({ agreement }, code) => termOf(agreement) === code },
    level: { words: 'level', options: () => Object.keys(VALUE_NAMES.en.level), name: (code) => nameOf('level', code), holds: ({ agreement }, code) => agreement.dispatched_staff.some(({ level }) => level === code) },
    kind: { words: 'training_column', options: () => Object.keys(VALUE_NAMES.en.kind), name: (code) => nameOf('kind', code), holds: ({ agreement }, code) => agreement.training_commitments.some(({ kind }) => kind === code) },
    missing: { words: 'missing', options: () => FIELDS, name: (code) => nameOf('field', code), holds: ({ agreement }, code) => !valuesOf(agreement, code).length },
    status: { words: 'status', options: () => statusOptions(['doubtful', 'flagged', 'unchecked', 'checked', 'edited']), name: (code) => t(code), holds: (row, code) => STATUSES[code]?.(row) },
  },
  draw: (row, address) => {
    const { agreement, article } = row;
    return [
      el('span', { class: 'lead', role: 'cell' },
        el('a', { href: address }, cut(partiesText(agreement))),
        el('small', {}, cut(agreement.name ?? article.info.title ?? article.info.id))),
      cell('date', agreement.signing_date?.value ?? '–'),
      cell('term', agreement.duration ? cut(agreement.duration.text) : '–'),
      small(t('staff_column'), agreement.dispatched_staff.length),
      small(t('targets_column'), agreement.target_metrics.length),
      small(t('training_column'), agreement.training_commitments.length),
      cell('state', badges(article, agreementWarnings(row), doubtBadge(doubtsOf(article, row.number), t('n_doubts', { n: doubtsOf(article, row.number) })))),
    ];
  },
};

const ARTICLE_TABLE = {
  view: 'articles',
  rows: () => articles.map((article) => ({ article })),
  hay: ({ article }) => hayOfArticle(article),
  address: ({ article }) => `#/article/${article.number}`,
  columns: [
    { key: 'title', words: 'title_column', compare: byWords(({ article }) => article.info.title ?? article.info.id) },
    { key: 'published', words: 'published_column', compare: byWords(({ article }) => article.info.published ?? '') },
    { key: 'publisher', words: 'publisher_column', compare: byWords(({ article }) => article.info.publisher ?? '') },
    { key: 'agreements', words: 'agreements_column', compare: byNumber(({ article }) => agreementsOf(article).length) },
    { key: 'state', words: 'state_column', compare: byNumber(({ article }) => (isCrossChecked() ? reviewScore(article) : article.summary.warnings.length)) },
  ],
  filters: {
    warning: { words: 'warning', options: () => [...tally(articles.flatMap(({ summary }) => summary.warnings.map(({ code }) => code))).keys()].sort(), name: (code) => nameOf('warning', code).slice(0, 60), holds: ({ article }, code) => article.summary.warnings.some((warning) => warning.code === code) },
    status: { words: 'status', options: () => statusOptions(Object.keys(STATUSES)), name: (code) => t(code), holds: (row, code) => STATUSES[code]?.(row) },
  },
  draw: ({ article }, address) => {
    const { info, summary } = article;
    return [
      el('span', { class: 'lead', role: 'cell' },
        el('a', { href: address }, cut(info.title || t('untitled'))), el('small', {}, cut(info.id))),
      cell('date', info.published ?? '–'),
      cell('publisher', cut(info.publisher ?? '–')),
      small(t('agreements_column'), agreementsOf(article).length),
      cell('state', badges(article, summary.warnings, doubtBadge(reviewScore(article), t('review_score', { n: reviewScore(article).toFixed(2) })))),
    ];
  },
};

/** The doubtful first, where a second reader says which these are. */
const sortOf = (query) => query.get('sort') ?? (isCrossChecked() ? '-state' : '');

/** The rows that pass the filters, in order. `query` holds q, sort (`-date` is downwards) and the table's filters. */
const select = (table, query) => {
  const words = fold(query.get('q') ?? '').split(/\s+/).filter(Boolean);
  const chosen = Object.entries(table.filters).filter(([name]) => query.get(name));
  const rows = table.rows().filter((row) =>
    chosen.every(([name, { holds }]) => holds(row, query.get(name)))
    && (!words.length || words.every((word) => table.hay(row).includes(word))));
  const sort = sortOf(query);
  const column = table.columns.find(({ key }) => key === sort.replace('-', ''));
  if (column) rows.sort(sort.startsWith('-') ? (one, other) => column.compare(other, one) : column.compare);
  return rows;
};

const tableView = (table, query) => {
  const list = windowed(t(table.view), (row, index) =>
    el('div', { class: 'row', role: 'row', 'data-index': index }, table.draw(row, table.address(row))));
  list.box.addEventListener('click', (event) => {
    if (!event.target.closest('a, button')) event.target.closest('.row')?.querySelector('a')?.click();
  });
  const count = el('p', { class: 'count', 'aria-live': 'polite' });
  const empty = el('p', { class: 'empty', hidden: true });
  const head = el('div', { class: 'row head', role: 'row', 'aria-rowindex': '1' });

  const refresh = () => {
    const rows = select(table, query);
    walk = [...new Set(rows.map(({ article }) => article.number))];
    list.show(rows);
    count.textContent = t('showing', { n: rows.length, of: table.rows().length });
    empty.textContent = articles.length ? t('nothing_found') : t('nothing_read');
    empty.hidden = rows.length > 0;
    head.replaceChildren(...headCells(table, query, set));
    grid.setAttribute('aria-rowcount', rows.length + 1);
  };
  const set = (name, value) => {
    if (value) query.set(name, value);
    else query.delete(name);
    const rest = query.toString();
    history.replaceState(null, '', `#/${table.view}${rest ? `?${rest}` : ''}`);
    routed = location.hash;
    refresh();
  };
  const grid = el('div', { class: `table ${table.view}`, role: 'table', 'aria-label': t(table.view) },
    el('div', { role: 'rowgroup' }, head), list.box);
  const view = el('main', { class: 'list', id: 'main', tabindex: '-1' },
    el('h1', {}, t(table.view)), filterBar(table, query, set), count, grid, empty);
  queueMicrotask(() => {
    refresh();
    list.recall(list.rows.findIndex(({ article }) => article.number === lastRead));
  });
  view.list = list;
  return view;
};

const headCells = (table, query, set) => table.columns.map(({ key, words }) => {
  const sort = sortOf(query);
  const direction = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none';
  const nextSort = { none: key, ascending: `-${key}`, descending: isCrossChecked() ? 'none' : '' }[direction];
  return el('span', { role: 'columnheader', class: key, 'aria-sort': direction },
    button([t(words), el('i', { 'aria-hidden': 'true' }, { ascending: '↑', descending: '↓', none: '' }[direction])], () => {
      set('sort', nextSort);
      document.querySelector(`.head .${key} button`)?.focus();
    }, { title: t('sort_by', { name: t(words) }) }));
});

const filterBar = (table, query, set) => {
  const search = el('input', {
    type: 'search', id: 'search', placeholder: t(`search_${table.view}`), 'aria-label': t('search'), value: query.get('q') ?? '',
    on: { input: later(120, () => set('q', search.value)) },
  });
  const choices = Object.entries(table.filters).map(([name, filter]) => choiceOf(name, filter, query, set));
  const clear = button(t('clear'), () => {
    [...query.keys()].forEach((name) => query.delete(name));
    set('q', '');
    route();
  }, { class: 'quiet' });
  return el('div', { class: 'filters', role: 'search' }, search, choices, clear);
};

const choiceOf = (name, filter, query, set) => {
  const codes = filter.options();
  const chosen = query.get(name) ?? '';
  const box = el('select', { 'data-filter': name, on: { change: () => set(name, box.value) } },
    el('option', { value: '' }, t('all')),
    codes.map((code) => el('option', { value: code, selected: code === chosen }, filter.name(code))));
  return codes.length ? el('label', { class: 'choice' }, t(filter.words), box) : null;
};
