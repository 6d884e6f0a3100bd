select * from "build"."meta"."model_state"
select "as_of", "sequence" from "build"."meta"."as_of_state" where "relation" = $1 order by "as_of"
insert into "build"."meta"."model_state" ("relation", "fingerprint", "generation") values ($1, $2, $3) on conflict ("relation") do update set "relation" = $4, "fingerprint" = $5, "generation" = $6
delete from "build"."meta"."as_of_state" where "relation" = $1
