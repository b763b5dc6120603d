// The overview: a few numbers and small plots, each bar a way to the rows behind it.

const tile = (number, words, address) => el('a', { class: 'tile', href: address, 'data-count': number },
  el('strong', {}, number.toLocaleString('en')), el('span', {}, t(words)));

const bar = (share, upright) => {
  const size = Math.max(share * 100, share > 0 ? 1.5 : 0);
  const shape = upright ? { x: 0, width: 10, y: 100 - size, height: size } : { x: 0, y: 0, height: 10, width: size };
  const box = upright ? '0 0 10 100' : '0 0 100 10';
  return svg('svg', { viewBox: box, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'track', width: upright ? 10 : 100, height: upright ? 100 : 10 }), svg('rect', { class: 'bar', ...shape }));
};

/** A plot of `{code, label, count, href, note}`; the longest bar is `most`. */
const plot = (title, rows, { most = Math.max(1, ...rows.map(({ count }) => count)), upright = false, note = null, hue = null } = {}) => {
  const lines = rows.map(({ code, label, count, href, told }) => el('li', { class: code === 'not_stated' ? 'unknown' : null },
    el('a', { href, 'data-code': code, 'data-count': count },
      el('span', { class: 'label' }, label), bar(count / most, upright), el('span', { class: 'count' }, told ?? String(count)))));
  return el('section', { class: `card plot${upright ? ' upright' : ''}`, 'data-hue': hue },
    el('h2', {}, title), note && el('p', { class: 'note' }, note),
    rows.length ? el('ol', {}, lines) : el('p', { class: 'note' }, t('nothing_yet')));
};

const link = (view, filters) => `#/${view}?${new URLSearchParams(filters)}`;

const yearPlot = (rows) => {
  const counts = tally(rows.map(({ agreement }) => yearOf(agreement)));
  const codes = [...counts.keys()].filter((code) => code !== 'none').sort();
  const unknown = counts.get('none');
  // Agreements without a date stand beside the plot: in it they would press the years flat.
  const note = unknown ? el('a', { href: link('agreements', { year: 'none' }), 'data-code': 'none', 'data-count': unknown },
    `${t('year_none')} ${unknown}`) : null;
  return plot(t('by_year'), codes.map((code) => ({
    code, count: counts.get(code), label: code, href: link('agreements', { year: code }),
  })), { upright: codes.length <= 14, hue: 'signing_date', note });
};

const termPlot = (rows) => {
  const counts = tally(rows.map(({ agreement }) => termOf(agreement)));
  return plot(t('by_duration'), TERMS.filter((code) => counts.has(code)).map((code) => ({
    code, count: counts.get(code), label: t(code), href: link('agreements', { term: code }),
  })), { hue: 'duration' });
};

const namedPlot = (title, rows, { field, set, filter }) => {
  const part = set === 'level' ? 'level' : 'kind';
  const counts = tally(rows.flatMap(({ agreement }) => agreement[field].map((value) => value[part])));
  const codes = Object.keys(VALUE_NAMES.en[set]).filter((code) => counts.has(code));
  return plot(title, codes.map((code) => ({
    code, count: counts.get(code), label: nameOf(set, code), href: link('agreements', { [filter]: code }),
  })), { hue: field });
};

const completenessPlot = (rows) => plot(t('completeness'), rows.length ? FIELDS.map((field) => {
  const count = rows.filter(({ agreement }) => valuesOf(agreement, field).length).length;
  return {
    code: field, count, label: nameOf('field', field), href: link('agreements', { missing: field }),
    told: `${Math.round((100 * count) / rows.length)}%`,
  };
}) : [], { most: Math.max(1, rows.length), note: t('completeness_note') });

const warningPlot = () => {
  const counts = tally(articles.flatMap(({ summary }) => summary.warnings.map(({ code }) => code)));
  const codes = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
  return plot(t('by_warning'), codes.map((code) => ({
    code, count: counts.get(code), label: shown(nameOf('warning', code).slice(0, 60)), href: link('articles', { warning: code }),
  })), { hue: 'warning' });
};

const overviewView = () => {
  const rows = agreementRows();
  const count = (holds) => articles.filter(holds).length;
  const warnings = articles.reduce((sum, { summary }) => sum + summary.warnings.length, 0);
  const tiles = [
    tile(articles.length, 'n_articles', '#/articles'),
    tile(rows.length, 'n_agreements', '#/agreements'),
    tile(count((article) => !agreementsOf(article).length), 'n_none', link('articles', { status: 'no_agreement' })),
    tile(warnings, 'n_warnings', link('articles', { status: 'flagged' })),
    tile(count(isChecked), 'n_checked', link('articles', { status: 'checked' })),
    tile(count(isEdited), 'n_edited', link('articles', { status: 'edited' })),
    isCrossChecked() ? tile(count((article) => doubtsOf(article) > 0), 'n_doubtful', link('articles', { status: 'doubtful' })) : null,
  ];
  return el('main', { class: 'overview', id: 'main', tabindex: '-1' },
    el('h1', {}, t('overview')), el('div', { class: `tiles${isCrossChecked() ? ' seven' : ''}` }, tiles),
    el('div', { class: 'plots' }, yearPlot(rows), termPlot(rows),
      namedPlot(t('by_level'), rows, { field: 'dispatched_staff', set: 'level', filter: 'level' }),
      namedPlot(t('by_kind'), rows, { field: 'training_commitments', set: 'kind', filter: 'kind' }),
      completenessPlot(rows), warningPlot()));
};
