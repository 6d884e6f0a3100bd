select ticket_id, account_id, opened_at, resolved_at, status, _known_at as known_at from raw.app__tickets
