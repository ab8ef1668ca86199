/** One published sample: plaintext and ciphertext as numerals of radix 10 or 36. */
export interface Ff1Sample {
  readonly sample: number;
  readonly key: string;
  readonly tweak: string;
  readonly radix: number;
  readonly plaintext: string;
  readonly ciphertext: string;
}

const AES128 = "2B7E151628AED2A6ABF7158809CF4F3C";
const AES192 = `${AES128}EF4359D8D580AA4F`;
const AES256 = `${AES192}7F036D6F04FC6A94`;
const DECIMAL_TWEAK = "39383736353433323130";
const BASE36_TWEAK = "3737373770717273373737";

/** NIST, "Examples with Intermediate Values" of SP 800-38G: FF1samples.pdf, samples 1 to 9. */
export const FF1_NIST_SAMPLES: readonly Ff1Sample[] = [
  { sample: 1, key: AES128, tweak: "", radix: 10, plaintext: "0123456789", ciphertext: "2433477484" },
  { sample: 2, key: AES128, tweak: DECIMAL_TWEAK, radix: 10, plaintext: "0123456789", ciphertext: "6124200773" },
  {
    sample: 3,
    key: AES128,
    tweak: BASE36_TWEAK,
    radix: 36,
    plaintext: "0123456789abcdefghi",
    ciphertext: "a9tv40mll9kdu509eum",
  },
  { sample: 4, key: AES192, tweak: "", radix: 10, plaintext: "0123456789", ciphertext: "2830668132" },
  { sample: 5, key: AES192, tweak: DECIMAL_TWEAK, radix: 10, plaintext: "0123456789", ciphertext: "2496655549" },
  {
    sample: 6,
    key: AES192,
    tweak: BASE36_TWEAK,
    radix: 36,
    plaintext: "0123456789abcdefghi",
    ciphertext: "xbj3kv35jrawxv32ysr",
  },
  { sample: 7, key: AES256, tweak: "", radix: 10, plaintext: "0123456789", ciphertext: "6657667009" },
  { sample: 8, key: AES256, tweak: DECIMAL_TWEAK, radix: 10, plaintext: "0123456789", ciphertext: "1001623463" },
  {
    sample: 9,
    key: AES256,
    tweak: BASE36_TWEAK,
    radix: 36,
    plaintext: "0123456789abcdefghi",
    ciphertext: "xs8a0azh2avyalyzuwd",
  },
];
