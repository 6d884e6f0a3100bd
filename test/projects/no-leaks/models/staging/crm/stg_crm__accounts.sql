select account_id, plan, valid_from, valid_to from raw.crm__accounts
