select event_id, account_id, happened_at, _known_at as known_at
form raw.app__usage
