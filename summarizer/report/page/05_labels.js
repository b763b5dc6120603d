// Label files: what a person says about an article, as the eval harness takes it.
// One article is one JSON object; several are a JSON list, which `python -m evals adopt` takes apart.

/** The value alone: neither where it came from nor how much it was trusted. */
const withoutOrigin = (value) => {
  const { origin: _, second_reader: __, confidence: ___, ...rest } = value;
  return rest;
};

const evidenceLabel = ({ quote, start, end }) => (Number.isInteger(start) ? { quote, start, end } : { quote });

const itemLabel = (value) => ({ ...withoutOrigin(value), evidence: value.evidence.map(evidenceLabel) });

const agreementLabel = (agreement) => {
  const label = withoutOrigin(agreement);
  FIELDS.forEach((field) => {
    const values = valuesOf(agreement, field).map(itemLabel);
    label[field] = SINGLE.has(field) ? values[0] ?? null : values;
  });
  return label;
};

const labelOf = (article) => ({
  schema_version: '1',
  article: article.info,
  why: 'Corrected on the review page.',
  checked: isChecked(article),
  agreements: agreementsOf(article).map(agreementLabel),
});

const labelledArticles = () => articles.filter((article) => article.draft);

const safeFileName = (id) => id.replace(/[^\p{Letter}\p{Number}._-]+/gu, '_').slice(0, 80) || 'label';

const download = (name, content) => {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 1)}\n`], { type: 'application/json' }));
  const link = el('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

const saveLabel = (article) => download(`${safeFileName(article.info.id)}.json`, labelOf(article));
const saveLabels = () => download('labels.json', labelledArticles().map(labelOf));

const articleOf = (label) =>
  articles.find(({ info }) => info.sha256 === label.article.sha256)
  ?? (label.article.sha256 ? null : articles.find(({ info }) => info.id === label.article.id));

const isItem = (field, value) =>
  Boolean(value) && Array.isArray(value.evidence) && value.evidence.every(({ quote }) => typeof quote === 'string')
  && Object.entries(SHAPES[field]).every(([name, kind]) => KINDS[kind](value[name]));

const isAgreement = (agreement) =>
  FIELDS.every((field) => (SINGLE.has(field) || Array.isArray(agreement[field]))
    && valuesOf(agreement, field).every((value) => isItem(field, value)));

const isLabel = (label) =>
  label?.schema_version === '1' && typeof label.article?.id === 'string'
  && Array.isArray(label.agreements) && label.agreements.every(isAgreement);

/** Take labels as drafts; says how many found their article. */
const takeLabels = (labels) => {
  let taken = 0;
  for (const label of labels) {
    const article = articleOf(label);
    if (!article) continue;
    change(article, (draft) => {
      draft.agreements = label.agreements.map((agreement) => ({ ...structuredClone(agreement), origin: null }));
      draft.checked = Boolean(label.checked);
      draft.edited = true;
    });
    placeQuotes(article);
    storeDraft(article);
    taken += 1;
  }
  return taken;
};

const readLabelFile = async (file) => {
  const content = JSON.parse(await file.text());
  const labels = Array.isArray(content) ? content : [content];
  if (!labels.every(isLabel)) throw new Error('schema_version, article, agreements');
  return labels;
};
