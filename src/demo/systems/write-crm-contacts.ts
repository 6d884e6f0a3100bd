import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { writeFile } from '../write-files.ts';
import { headed } from '../write-rows.ts';

const SOURCE = 'crm__contacts';
const COLUMNS = ['contact_id', 'account_id', 'full_name', 'email', 'title', 'role', 'status', 'created_on'];

/** crm/contacts_{date}.csv: on the first of each month, everybody the CRM knows at a customer, those who left among them. */
export async function writeCrmContacts(context: DemoContext): Promise<void> {
  for (const { from } of context.calendar.months) {
    const on = `date '${from}'`;
    const records = await writeFile(
      context,
      `crm/contacts_${from}.csv`,
      'csv',
      `select ${headed(COLUMNS, true)} from (
        select
          contact_id,
          ${crmId()} as account_id,
          first_name || ' ' || last_name as full_name,
          lower(first_name) || '.' || lower(last_name) || '@customer' || n || '.example' as email,
          title,
          contact_role as role,
          case when gone_known_on < ${on} then 'left' else 'active' end as status,
          since as created_on
        from demo_contact join demo_life using (n)
        where since < ${on} and since < coalesce(left_on, date '9999-12-31') and signed_on < ${on}
      ) order by contact_id`,
    );
    context.tally.source({ source: SOURCE, files: 1, records, keys: records, repeats: 0, rejects: 0 });
  }
}
