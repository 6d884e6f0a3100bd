select login_id, account_id, logged_in_at, _known_at as known_at from raw.app__logins
