-- What was shown of a day, and what the same day looks like now, where they differ: late rows, corrected exports, another scorecard.
select
  published.as_of,
  published.account_name,
  published.score as score_as_published,
  restated.score as score_restated,
  restated.score - published.score as difference,
  published.band as band_as_published,
  restated.band as band_restated,
  published.scorecard_version <> restated.scorecard_version as another_scorecard
from scores_as_published as published
inner join scores_restated as restated
  on restated.account_id = published.account_id
  and restated.as_of = published.as_of
  and restated.score_name = published.score_name
where published.score_name = 'health'
  and (restated.score is distinct from published.score or restated.band is distinct from published.band)
order by published.as_of desc, abs(restated.score - published.score) desc, published.account_id
