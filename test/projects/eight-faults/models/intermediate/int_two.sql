select account_id from intermediate.int_one
