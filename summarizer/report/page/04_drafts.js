// Corrections: kept in this browser under the article's hash until they are saved as label files.

const DRAFT_KEY = 'summarizer:label:';
let draftsKept = true;

const draftKey = (article) => DRAFT_KEY + article.info.sha256;

const copyWithOrigins = (article) => {
  const agreements = structuredClone(article.summary.agreements);
  agreements.forEach((agreement, number) => {
    agreement.origin = `agreements[${number}]`;
    FIELDS.forEach((field) => valuesOf(agreement, field).forEach((value, index) => {
      value.origin = pathOf(number, field, index);
    }));
  });
  return agreements;
};

const startDraft = (article) => ({ agreements: copyWithOrigins(article), checked: false, edited: false });

const storeDraft = (article) => {
  draftsKept = keep(draftKey(article), article.draft ? JSON.stringify(article.draft) : null) && draftsKept;
};

/** Change an article's draft; the state before can be taken back. */
const change = (article, alter) => {
  article.undo.push(JSON.stringify(article.draft));
  const draft = article.draft ? structuredClone(article.draft) : startDraft(article);
  alter(draft);
  article.draft = draft.edited || draft.checked ? draft : null;
  storeDraft(article);
};

const edit = (article, alter) => change(article, (draft) => {
  draft.edited = true;
  alter(draft.agreements);
});

const toggleChecked = (article) => change(article, (draft) => {
  draft.checked = !draft.checked;
});

const undo = (article) => {
  if (!article.undo.length) return false;
  article.draft = JSON.parse(article.undo.pop());
  storeDraft(article);
  return true;
};

const discardDraft = (article) => {
  article.undo.push(JSON.stringify(article.draft));
  article.draft = null;
  storeDraft(article);
};

const emptyAgreement = () => ({
  origin: null, name: null, parties: [], signing_date: null, duration: null,
  dispatched_staff: [], target_metrics: [], training_commitments: [],
});

const putItem = (agreements, { agreement, field, index }, value) => {
  if (SINGLE.has(field)) agreements[agreement][field] = value;
  else if (index === null) agreements[agreement][field].push(value);
  else agreements[agreement][field][index] = value;
};

const removeItem = (agreements, { agreement, field, index }) => {
  if (SINGLE.has(field)) agreements[agreement][field] = null;
  else agreements[agreement][field].splice(index, 1);
};

/** Take up the drafts of an earlier visit; a text that has changed since keeps its quotes, placed anew. */
const restoreDrafts = () => {
  draftsKept = keep(`${DRAFT_KEY}probe`, '1');
  keep(`${DRAFT_KEY}probe`, null);
  for (const article of articles) {
    const stored = kept(draftKey(article));
    if (!stored) continue;
    try {
      article.draft = JSON.parse(stored);
      placeQuotes(article);
    } catch {
      article.draft = null;
    }
  }
};

const placeQuotes = (article) => itemsOf(article).forEach(({ value }) => {
  value.evidence = value.evidence.map((evidence) => placed(article, evidence));
});
