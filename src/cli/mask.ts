import type { Mask } from '../core/config/masked-json.ts';

/** Words of a variable's name that say its value is a secret. */
const SECRET_NAME =
  /(^|_)(SECRET|TOKEN|PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|KEY|APIKEY|CREDENTIALS?)(_|$|\d)/i;
/** Shorter values (on, true, dev) are no secrets, and masking them would tear other words apart. */
const SHORTEST_SECRET = 6;
const E_MAIL = /[\w.%+-]+@[\w-]+(\.[\w-]+)+/g;
const URL_PASSWORD = /(\w+:\/\/[^\s:/@]+):[^\s/@]+@/g;

/** Masks the values of environment variables whose names look like secrets, and passwords inside URLs. */
export function maskSecrets(env: Readonly<Record<string, string | undefined>>): Mask {
  const secrets = Object.entries(env)
    .filter(
      ([name, value]) => SECRET_NAME.test(name) && name !== 'PWD' && name !== 'OLDPWD' && value !== undefined,
    )
    .map(([, value]) => value ?? '')
    .filter((value) => value.length >= SHORTEST_SECRET)
    // The longest first: one secret may contain another.
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let out = text.replace(URL_PASSWORD, '$1:***@');
    for (const secret of secrets) out = out.replaceAll(secret, '***');
    return out;
  };
}

/** As above, and e-mail addresses: for progress and messages, which nobody needs them in. */
export function maskPersonal(secrets: Mask): Mask {
  return (text) => secrets(text).replace(E_MAIL, '<e-mail>');
}
