/**
 * Sentences that people write into notes and tickets. The words that tell a mood, and those that turn it round, stand in
 * seeds/lexicon.csv and seeds/negations.csv; a negation is never more than two words before the word that it turns.
 */
export const NOTES = {
  good: [
    'The team is happy with the new reports.',
    'They find the product easy to use and the training was helpful.',
    'Great call, the sponsor was impressed by the results.',
    'The rollout went smooth and the users love the automations.',
    'There was no problem with the last release.',
    'Loading is not slow any more.',
    'They closed the month without errors.',
    'Support was fast and the answer was excellent.',
  ],
  bad: [
    'The team is frustrated with loading times.',
    'They are not happy with the answers that they get.',
    'The export is broken again and the sponsor is angry.',
    'The setup is not easy and the screens are confusing.',
    'The sponsor is disappointed and wants to cancel.',
    'They were never impressed by the reports.',
    'A feature that they need is missing.',
    'The numbers look unreliable, which is a problem for their month end.',
  ],
  plain: [
    'We went through the open points.',
    'Next meeting in two weeks.',
    'They asked for the agenda of the review.',
    'Sent the minutes to the group.',
    'Their budget round starts in autumn.',
  ],
} as const;

/** What a ticket asks, by its topic. */
export const QUESTIONS = {
  how_to: ['How do we set up a weekly report?', 'Where can we change the owner of a dashboard?'],
  bug: ['The filter on the report page shows other rows than it did yesterday.', 'Saving a record twice.'],
  billing: ['We need another address on the invoice.', 'Which seats are on the last invoice?'],
  integration: ['The sync stopped on Monday.', 'Which fields does the import read?'],
  performance: ['The dashboard takes a minute to load.', 'The import runs for hours.'],
} as const;

/** How a ticket ends, by the mood of who writes it. */
export const CLOSINGS = {
  good: [
    'Thanks, the last answer was excellent.',
    'No problem if it takes a day.',
    'We are happy with everything else.',
  ],
  bad: [
    'This is frustrating.',
    'The last answer was not helpful.',
    'We are disappointed, it is the third time.',
    'It is unusable like this.',
  ],
  plain: ['Please let us know.', 'Kind regards.', 'See the screenshot.'],
} as const;
