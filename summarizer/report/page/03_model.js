// The summaries and what follows from them. An article shows its draft when it has one, else what was extracted.

const FIELDS = ['parties', 'signing_date', 'duration', 'dispatched_staff', 'target_metrics', 'training_commitments'];
const SINGLE = new Set(['signing_date', 'duration']);
const MAX_QUOTE = 120;

/** What the contract puts into each item, by the kind of its parts: forms and label files follow it. */
const SHAPES = {
  parties: { name: 'words', role: 'role', aliases: 'list' },
  signing_date: { value: 'date' },
  duration: { text: 'words', months: 'months' },
  dispatched_staff: {
    level: 'level', or_above: 'flag', title: 'words', count: 'quantity', departments: 'list', position: 'maybe', term: 'maybe',
  },
  target_metrics: { name: 'words', quantity: 'quantity', goal: 'maybe', frequency: 'frequency', deadline: 'maybe' },
  training_commitments: { kind: 'kind', audience: 'maybe', count: 'quantity', frequency: 'frequency' },
};

const isWords = (value) => typeof value === 'string';
const isOneOf = (set) => (value) => Object.hasOwn(VALUE_NAMES.en[set], value);

const KINDS = {
  words: isWords,
  maybe: (value) => value === null || isWords(value),
  list: (value) => Array.isArray(value) && value.every(isWords),
  date: (value) => /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value),
  months: (value) => value === null || (Number.isInteger(value) && value >= 1),
  flag: (value) => typeof value === 'boolean',
  quantity: (value) => value === null || (isOneOf('op')(value?.op) && typeof value.value === 'number'),
  frequency: (value) => value === null || isOneOf('frequency')(value),
  role: isOneOf('role'),
  level: isOneOf('level'),
  kind: isOneOf('kind'),
};

const articles = JSON.parse(document.getElementById('summaries').textContent).map((summary, number) => ({
  number, summary, info: summary.article, draft: null, undo: [], offsets: null, haystack: null,
}));

const agreementsOf = (article) => (article.draft ? article.draft.agreements : article.summary.agreements);
const isChecked = (article) => Boolean(article.draft?.checked);
const isEdited = (article) => Boolean(article.draft?.edited);

const valuesOf = (agreement, field) => {
  const value = agreement[field];
  if (SINGLE.has(field)) return value ? [value] : [];
  return value;
};

const pathOf = (number, field, index) => `agreements[${number}].${field}${SINGLE.has(field) ? '' : `[${index}]`}`;

/** Every item of an article in reading order; `origin` is its path in the extraction, which warnings speak of. */
const itemsOf = (article) =>
  agreementsOf(article).flatMap((agreement, number) =>
    FIELDS.flatMap((field) =>
      valuesOf(agreement, field).map((value, index) => {
        const path = pathOf(number, field, index);
        return { path, field, agreement: number, index, value, origin: article.draft ? value.origin : path };
      })));

const warningsOf = (article, item) =>
  article.summary.warnings.filter(({ path }) => path && item.origin && (path === item.origin || path.startsWith(`${item.origin}.`)));

// --- the second reader: which values it did not read so, and what it alone read

const isCrossChecked = () => articles.some(({ summary }) => summary.cross_check);
const reviewScore = (article) => article.summary.cross_check?.review_score ?? 0;

/** What only the second reader read, as items that are none yet. `agreement` is the place in what is shown now. */
const questionsOf = (article) => (article.summary.cross_check?.rules_only ?? []).map((asked, number) => {
  const origin = `agreements[${asked.agreement}]`;
  const at = agreementsOf(article).findIndex((agreement, place) => (article.draft ? agreement.origin : `agreements[${place}]`) === origin);
  return { ...asked, path: `rules_only[${number}]`, agreement: at < 0 ? null : at, value: asked.item, asked: true };
});

/** How many doubts an article has, or one agreement of it; counted once for each draft, because lists sort by it. */
const doubtsOf = (article, number = null) => {
  if (article.doubts?.draft !== article.draft) article.doubts = { draft: article.draft, counts: new Map() };
  const { counts } = article.doubts;
  if (!counts.has(number)) {
    const mine = ({ agreement }) => number === null || agreement === number;
    const values = itemsOf(article).filter((item) => mine(item) && item.value.second_reader === 'llm_only');
    counts.set(number, values.length + questionsOf(article).filter(mine).length);
  }
  return counts.get(number);
};

const agreementNumber = (path) => {
  const found = /^agreements\[(\d+)\]/.exec(path ?? '');
  return found ? Number(found[1]) : null;
};

// --- places in the text: the data count code points, JavaScript counts UTF-16 units

const offsetsOf = (article) => {
  if (article.offsets) return article.offsets;
  const { text } = article.info;
  const units = /[\ud800-\udbff]/.test(text) ? [] : null;
  if (units) {
    let at = 0;
    for (const character of text) {
      units.push(at);
      at += character.length;
    }
    units.push(at);
  }
  article.offsets = {
    toUnit: (point) => (units ? units[Math.min(point, units.length - 1)] : point),
    toPoint: (unit) => (units ? units.findIndex((at) => at >= unit) : unit),
  };
  return article.offsets;
};

const quoteAt = (article, evidence) => {
  if (!Number.isInteger(evidence.start)) return null;
  const { toUnit } = offsetsOf(article);
  return article.info.text.slice(toUnit(evidence.start), toUnit(evidence.end));
};

const stands = (article, evidence) => quoteAt(article, evidence) === evidence.quote;

/** The evidence with its place in this text; without a place when the text does not have it. */
const placed = (article, evidence) => {
  if (stands(article, evidence)) return evidence;
  const unit = article.info.text.indexOf(evidence.quote);
  if (unit < 0) return { quote: evidence.quote, start: null, end: null };
  const { toPoint } = offsetsOf(article);
  return { quote: evidence.quote, start: toPoint(unit), end: toPoint(unit + evidence.quote.length) };
};

// --- what is counted, filtered and sorted

const yearOf = (agreement) => (agreement.signing_date ? agreement.signing_date.value.slice(0, 4) : 'none');

const TERMS = ['up_to_1', 'up_to_3', 'up_to_5', 'over_5', 'open_ended', 'not_stated'];

const termOf = ({ duration }) => {
  if (!duration) return 'not_stated';
  if (duration.months === null) return 'open_ended';
  if (duration.months <= 12) return 'up_to_1';
  if (duration.months <= 36) return 'up_to_3';
  return duration.months <= 60 ? 'up_to_5' : 'over_5';
};

const agreementRows = () =>
  articles.flatMap((article) => agreementsOf(article).map((agreement, number) => ({ article, agreement, number })));

const agreementWarnings = ({ article, number }) => {
  const { warnings } = article.summary;
  return warnings.filter(({ path }) => {
    const about = agreementNumber(path);
    return about === null || about === number;
  });
};

const fold = (text) => text.normalize('NFKC').toLowerCase();

const hayOf = ({ article, agreement }) => {
  const { evidence: _, ...rest } = agreement;
  const words = JSON.stringify(rest, (key, value) => (key === 'evidence' || key === 'origin' ? undefined : value));
  return fold(`${article.info.title ?? ''} ${article.info.publisher ?? ''} ${article.info.id} ${words}`);
};

const hayOfArticle = (article) => {
  const { title, publisher, id, source, text } = article.info;
  article.haystack ??= fold([title, publisher, id, source, text].join(' '));
  return article.haystack;
};

const tally = (codes) => codes.reduce((counts, code) => counts.set(code, (counts.get(code) ?? 0) + 1), new Map());

// --- wordings

const OP_SIGNS = { eq: '', ge: '≥ ', gt: '> ', le: '≤ ', lt: '< ', approx: '≈ ' };

const quantityText = (quantity) => {
  if (!quantity) return '';
  const unit = quantity.unit ?? '';
  if (quantity.op === 'range') return `${quantity.value}–${quantity.upper}${unit}`;
  if (language === 'en') return `${OP_SIGNS[quantity.op]}${quantity.value}${unit ? ` ${unit}` : ''}`;
  return `${quantity.op === 'eq' ? '' : nameOf('op', quantity.op)}${quantity.value}${unit}`;
};

const monthsText = (duration) => (duration.months === null ? t('no_length') : t('months', { n: duration.months }));

/** The main wording of an item, and its further parts. */
const WORDINGS = {
  parties: (value) => [value.name, [nameOf('role', value.role), ...value.aliases.filter((alias) => alias.trim()).map((alias) => `${t('also')} ${alias}`)]],
  signing_date: (value) => [value.value, []],
  duration: (value) => [value.text, [monthsText(value)]],
  dispatched_staff: (value) => [
    [value.title, quantityText(value.count)].filter(Boolean).join(' '),
    [nameOf('level', value.level) + (value.or_above ? ` ${t('or_above')}` : ''), value.position, ...value.departments, value.term],
  ],
  target_metrics: (value) => [
    [value.name, quantityText(value.quantity)].filter(Boolean).join(' '),
    [value.goal, value.frequency && nameOf('frequency', value.frequency), value.deadline],
  ],
  training_commitments: (value) => [
    [nameOf('kind', value.kind), quantityText(value.count)].filter(Boolean).join(' '),
    [value.audience, value.frequency && nameOf('frequency', value.frequency)],
  ],
};

const sidesOf = (agreement) => {
  const names = (role) => agreement.parties.filter((party) => party.role === role).map((party) => party.name);
  return [names('supporter'), names('recipient'), names('partner')];
};

const partiesText = (agreement) => {
  const [supporters, recipients, partners] = sidesOf(agreement).map((names) => names.join('、'));
  const helped = [supporters, recipients].filter(Boolean).join(' → ');
  return [helped, partners].filter(Boolean).join(' ＋ ') || t('not_stated');
};
